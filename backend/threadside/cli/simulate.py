"""`threadside simulate`: a carrier that speaks Vonage's API and forgets nothing."""

import json
from pathlib import Path

import click

from threadside.simulator import run


@click.command("simulate")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--http-port", default=8090, show_default=True, help="Page and controls; 0: any.")
@click.option("--tls-port", default=8490, show_default=True, help="The carrier's API; 0: any.")
@click.option(
    "--state-dir", type=click.Path(path_type=Path), default=Path("var/simulator"), show_default=True
)
@click.option("--seed", default=0, show_default=True, help="Of faults that strike by chance.")
@click.option("--config", default="{}", help="JSON, as for /_sim/config.")
def command(  # noqa: PLR0917 - click passes options by name
    host: str, http_port: int, tls_port: int, state_dir: Path, seed: int, config: str
) -> None:
    """Serve until stopped."""
    try:
        given = json.loads(config)
    except ValueError as error:
        raise click.BadParameter("--config is not JSON") from error
    run(host, http_port, tls_port, state_dir, seed=seed, config=given)
