"""Phone numbers on the command line."""

import click

from threadside.rules.phones import Phone, parse_phone


def e164(_context: click.Context, _option: click.Parameter, raw: str | None) -> str | None:
    """A number with its country code, as E.164.

    Raises:
        click.BadParameter: for anything that is no number.
    """
    if raw is None:
        return None
    parsed = parse_phone(raw, "ZZ")
    if not isinstance(parsed, Phone):
        raise click.BadParameter("not a number with its country code, such as +17205550142")
    return parsed.e164
