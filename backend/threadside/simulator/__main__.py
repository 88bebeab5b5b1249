"""`python -m threadside.simulator`: the simulator alone, without the rest of the product."""

import argparse
import json
from pathlib import Path

from threadside.simulator import run


def main() -> None:
    """Read the arguments and serve until stopped."""
    parser = argparse.ArgumentParser(prog="threadside.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--http-port", type=int, default=8090, help="0: any free port")
    parser.add_argument("--tls-port", type=int, default=8490, help="0: any free port")
    parser.add_argument("--state-dir", type=Path, default=Path("var/simulator"))
    parser.add_argument("--seed", type=int, default=0, help="of faults that strike by chance")
    parser.add_argument("--config", type=json.loads, default={}, help="JSON, as for /_sim/config")
    given = parser.parse_args()
    run(
        given.host,
        given.http_port,
        given.tls_port,
        given.state_dir,
        seed=given.seed,
        config=given.config,
    )


if __name__ == "__main__":
    main()
