"""Asking a virus scanner, if the operator has named one.

The command is run with the file's path: 0 is clean, 1 is infected, as clamscan and clamdscan
answer (clamscan(1)); all else means that nobody knows.
"""

import shlex
import subprocess
import tempfile
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger(__name__)

LONGEST_S: Final = 60
Scan = Callable[[bytes], bool]
"""Whether these bytes are clean. Raises NotScanned."""


class NotScanned(Exception):  # noqa: N818 - reads as the fact it states
    """The scanner did not say; nothing is let through on that."""


def scanner(command: str) -> Scan:
    """The scan that `scan_command` of the settings asks for; everything is clean without one."""
    words = shlex.split(command)
    if not words:
        return lambda _data: True
    return lambda data: _clean(words, data)


def _clean(words: list[str], data: bytes) -> bool:
    with tempfile.NamedTemporaryFile(prefix="threadside-") as file:
        file.write(data)
        file.flush()
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
                [*words, file.name], capture_output=True, timeout=LONGEST_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.exception("scan_failed")
            raise NotScanned(type(error).__name__) from error
    if done.returncode not in {0, 1}:
        log.error("scan_failed", returncode=done.returncode, said=done.stderr[:500])
        raise NotScanned(str(done.returncode))
    return done.returncode == 0
