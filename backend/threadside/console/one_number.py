"""Numbers as an admin types or is shown them: read by the workspace's region, kept in addresses."""

from urllib.parse import urlencode

from sqlalchemy import select

from threadside.console.forms import FieldRefused
from threadside.console.frame import visitor
from threadside.rules.phones import Phone, parse_phone
from threadside.runtime import runtime
from threadside.store.tables import Workspace

LONGEST = 64


def e164(raw: str, field: str = "number") -> str:
    """A number in any writing as E.164.

    Raises:
        Refusal: `bad_number` (422), shown beside `field`, when it is none.
    """
    parsed = parse_phone(raw[:LONGEST], region())
    if not isinstance(parsed, Phone):
        raise FieldRefused("bad_number", field)
    return parsed.e164


def region() -> str:
    """Where numbers without a country code are read (ISO 3166-1)."""
    with runtime().uow.read() as session:
        return session.scalars(
            select(Workspace.region).where(Workspace.id == visitor().workspace_id)
        ).one()


def page_of(phone: str) -> str:
    """The address of everything known about a number."""
    return f"/console/consent?{urlencode({'number': phone})}"
