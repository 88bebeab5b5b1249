"""The server, ending as in a power cut when a text reaches a labelled point.

`CRASH_AT` names the point (empty: none), `CRASH_LOG` the file that remembers that it was reached.
"""

import os
import signal
import sys
from functools import partial
from pathlib import Path

from threadside.app import create_app
from threadside.settings import Settings
from threadside.wsgi import serve


def crash_at(label: str) -> None:
    """End the whole process group, the process manager included, at the chosen point."""
    if label == os.environ.get("CRASH_AT"):
        with Path(os.environ["CRASH_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{label}\n")
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    serve(
        Settings(),
        sys.argv[sys.argv.index("--bind") + 1],
        make=partial(create_app, at=crash_at),
    )
