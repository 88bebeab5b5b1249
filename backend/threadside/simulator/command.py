"""The simulator's command line, the same as `threadside simulate` and as a module of its own."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from threadside.simulator.simulator import run

_GROUPS: dict[str, tuple[str, ...]] = {
    "Where it listens and keeps its account": ("host", "http_port", "tls_port", "state_dir"),
    "The account": ("lines", "inbound_url", "status_url", "api_type", "opt_out", "config"),
    "Limits (none unless asked for)": (
        "requests_per_second",
        "number_per_second",
        "campaign_per_minute",
        "brand_per_day",
        "retry_after",
    ),
    "Repeatability": ("seed",),
}

_EXAMPLES = """\
  Everything by default; the page is at http://127.0.0.1:8090/_sim/
      threadside simulate

  Webhooks to a server of yours, from one line
      threadside simulate --line +17205550100 \\
        --inbound-url http://127.0.0.1:8080/inbound \\
        --status-url http://127.0.0.1:8080/status

  As strict as a new 10DLC campaign, on free ports
      threadside simulate --http-port 0 --tls-port 0 --requests-per-second 30 \\
        --campaign-per-minute 75 --brand-per-day 2000

  Any other setting of the account
      threadside simulate --config '{"delivered_after_s": 5, "secure_media": true}'
"""


class _Grouped(click.Command):
    """Help with the options under headings, and examples as they are typed."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        named = {parameter.name: parameter for parameter in self.get_params(ctx)}
        rest = set(named) - {name for names in _GROUPS.values() for name in names}
        for title, names in [*_GROUPS.items(), ("Other", sorted(map(str, rest)))]:
            records = [record for name in names if (record := named[name].get_help_record(ctx))]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - interface
        with formatter.section("Examples"):
            formatter.write(_EXAMPLES)


def _read_config(ctx: click.Context, parameter: click.Parameter, text: str) -> dict[str, Any]:  # noqa: ARG001 - interface
    try:
        given = json.loads(Path(text[1:]).read_text("utf-8") if text.startswith("@") else text)
    except OSError as error:
        raise click.BadParameter(f"{text[1:]} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise click.BadParameter(f"this is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise click.BadParameter("a JSON object is needed, like '{\"text_limit\": 3200}'")
    return given


_RATE = click.FloatRange(min=0, min_open=True)


@click.command("simulate", cls=_Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--http-port",
    default=8090,
    show_default=True,
    help="The contact's phone and the controls; 0: any free port.",
)
@click.option(
    "--tls-port",
    default=8490,
    show_default=True,
    help="The carrier's APIs, over TLS as the SDKs want it; 0: any free port.",
)
@click.option(
    "--state-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("var/simulator"),
    show_default=True,
    help="Keeps credentials, the application's key and the certificate authority.",
)
@click.option(
    "--line",
    "lines",
    multiple=True,
    metavar="NUMBER",
    help="A number that may send; give it again for more. Without any, every number may.",
)
@click.option("--inbound-url", metavar="URL", help="Where contacts' messages are told.")
@click.option("--status-url", metavar="URL", help="Where receipts are told.")
@click.option(
    "--api-type",
    type=click.Choice(["messages", "sms"]),
    help="In which API's format contacts' messages are told.  [default: messages]",
)
@click.option(
    "--opt-out",
    type=click.Choice(["manual", "carrier", "assist"]),
    help="Whether STOP and START are heeded, and answered as well.  [default: manual]",
)
@click.option(
    "--config",
    default="{}",
    metavar="JSON|@FILE",
    callback=_read_config,
    help="Any fields of /_sim/config; the options above and below go first.",
)
@click.option("--requests-per-second", type=_RATE, help="Of the account; Vonage's figure is 30.")
@click.option("--number-per-second", type=_RATE, help="Segments of each sending number.")
@click.option("--campaign-per-minute", type=_RATE, help="Segments of all numbers together.")
@click.option(
    "--brand-per-day",
    type=click.IntRange(min=1),
    help="Segments until midnight, Pacific time; more are accepted and rejected with 1460.",
)
@click.option(
    "--retry-after/--no-retry-after",
    default=None,
    help="Whether 429 says when there is room again.  [default: it does]",
)
@click.option("--seed", default=0, show_default=True, help="Of faults that strike by chance.")
def command(  # noqa: PLR0917 - click passes options by name
    host: str,
    http_port: int,
    tls_port: int,
    state_dir: Path,
    config: dict[str, Any],
    seed: int,
    **options: Any,
) -> None:
    """A phone carrier on this machine, for testing code that texts through Vonage.

    It answers the Messages, SMS, Numbers, Application, Reports and Redact APIs, delivers signed
    webhooks, remembers all it accepted, and fails when it is told to. When it is ready it prints
    one line of JSON with its addresses, ports and files. It ends on Ctrl+C or SIGTERM.
    """
    given = {**config, **_account(options), **_limits(config, options)}
    _served(lambda: run(host, http_port, tls_port, state_dir, seed=seed, config=given))


def _served(serve: Callable[[], None]) -> None:
    try:
        serve()
    except ValidationError as error:
        raise click.UsageError(_sentence(error)) from error
    except OSError as error:
        raise click.ClickException(f"The simulator can't listen: {error.strerror}.") from error


def _account(options: dict[str, Any]) -> dict[str, Any]:
    names: Sequence[str] = ("lines", "inbound_url", "status_url", "api_type", "opt_out")
    return {name: options[name] for name in names if options[name]}


def _limits(config: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """The limits of the options, over those of `--config`; one campaign stands for all lines."""
    asked: dict[str, Any] = {
        "requests_per_s": options["requests_per_second"],
        "number_per_s": options["number_per_second"],
        "retry_after": options["retry_after"],
    }
    minute, day = options["campaign_per_minute"], options["brand_per_day"]
    if minute or day:
        brand = {"brand": "simulated"} if day else {}
        asked["campaigns"] = [{"id": "simulated", "segments_per_minute": minute, **brand}]
    if day:
        asked["brands"] = [{"id": "simulated", "segments_per_day": day}]
    asked = {name: value for name, value in asked.items() if value is not None}
    return {"limits": {**config.get("limits", {}), **asked}} if asked else {}


def _sentence(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    )
