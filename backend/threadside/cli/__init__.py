"""The `threadside` command. Each subcommand is a module here that holds `command`."""

import os
from importlib import import_module
from typing import Any

import click
from click import Command, Context
from pydantic import ValidationError

from threadside import __version__
from threadside.audit import who
from threadside.errors import Refusal
from threadside.startup import StartRefused
from threadside.words import say_or

COMMANDS = {
    "carrier": "The account through which texts go",
    "consent": "What another system knows of consent",
    "db": "The database's shape",
    "doctor": "Check this installation and list what waits for a person",
    "erase": "Everything about a number, for good",
    "explain": "Ask the rules: phone, segments, intent, template, hours, delivery, verdict",
    "export": "Everything about a number, as one ZIP with its proof",
    "form": "Forms for web sites that ask visitors for consent",
    "hold": "Legal holds: what nobody may delete",
    "key": "The keys that seal secrets: another one, rotation",
    "line": "The numbers to text from",
    "schemas": "Write the contract to shared_schemas/",
    "seed": "Fill an empty database with a believable workspace",
    "sends": "Stop all sending, and let it go on",
    "serve": "Run the server",
    "simulate": "Run a carrier of your own",
    "template": "Approved wordings",
    "token": "Tokens for scripts",
    "user": "People who can sign in",
    "verify-log": "Check the audit chain, or an export of it",
    "workspace": "Customers of this installation",
}


class _Commands(click.Group):
    """Imports a subcommand when it is called, so that `explain` need not wait for the server."""

    def list_commands(self, _ctx: Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: Context, name: str) -> Command | None:
        if name not in COMMANDS:
            return None
        command: Command = import_module(f"threadside.cli.{name.replace('-', '_')}").command
        return command

    def format_commands(self, _ctx: Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: Context) -> Any:
        try:
            return super().invoke(ctx)
        except StartRefused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        except Refusal as refusal:
            key, fallback = f"error.{refusal.code}.detail", "error.bad_request.detail"
            raise click.ClickException(say_or(key, fallback, **refusal.params)) from refusal
        except ValidationError as error:
            raise click.ClickException(_plain(error)) from error


@click.group(cls=_Commands, help="Business texting beside the CRM record.")
@click.version_option(__version__, package_name="threadside")
def main() -> None:
    """Read the settings from THREADSIDE_… variables and a .env file."""
    who.act_as(who.CLI)
    click.get_current_context().call_on_close(lambda: who.act_as(who.SYSTEM))
    os.umask(0o077)  # what is written holds customers' texts: for the operator's account alone


def _plain(error: ValidationError) -> str:
    wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return f"These settings can't be used: {wrong}"
