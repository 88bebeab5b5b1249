"""`python -m e2e.sample_crm`: serves the sample CRM until it is told to stop."""

import argparse
import contextlib
import json
import signal
from pathlib import Path
from types import FrameType

from e2e.sample_crm.server import address, listen, load_fixtures


def main() -> None:
    """Prints one JSON line with the URL, then serves; SIGTERM and Ctrl+C end it with status 0."""
    options = argparse.ArgumentParser(prog="python -m e2e.sample_crm", description=main.__doc__)
    options.add_argument("--port", type=int, default=0, help="0 takes a free port (default)")
    options.add_argument("--account", default="acme", help="name in the URLs (default: acme)")
    options.add_argument("--data", type=Path, help="records to show instead of data.json")
    chosen = options.parse_args()

    fixtures = load_fixtures(chosen.data) if chosen.data else None
    server = listen(chosen.account, fixtures, chosen.port)
    signal.signal(signal.SIGTERM, _stop)
    print(
        json.dumps({"account": chosen.account, "url": address(server, chosen.account)}), flush=True
    )
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    server.server_close()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
