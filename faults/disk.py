"""A small disk of our own that can be full for a while.

A tmpfs in a mount namespace of this process and its children alone: nothing else on the machine
sees it, and it is gone with the last of them. Only root may make one; without it there is no fault
of this kind, and the report says so.
"""

import ctypes
import os
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

CLONE_NEWNS = 0x00020000
SIZE = "2g"
BALLAST = "ballast"
LEAST_PIECE = 4096


class SmallDisk:
    """A folder on a disk of its own, where that is possible; a context manager.

    To be opened before this process has threads: a thread keeps the namespace it began in.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own = False

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.parent.chmod(0o755)
        self.own = _unshared() and _mounted(self.folder)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.own:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False)

    def fill(self, seconds: float) -> None:
        """Leave no byte free for so long: every file that has to grow meets ENOSPC."""
        ballast = self.folder / BALLAST
        ends = time.monotonic() + seconds
        with ballast.open("ab", buffering=0) as file:
            while time.monotonic() < ends:
                _take_all(file.fileno())
                time.sleep(0.02)
        ballast.unlink()


def _take_all(descriptor: int) -> None:
    """Halving pieces, until not even a page can be had."""
    piece = 1 << 30
    while piece >= LEAST_PIECE:
        try:
            os.posix_fallocate(descriptor, os.fstat(descriptor).st_size, piece)
        except OSError:
            piece //= 2


def _unshared() -> bool:
    if os.geteuid() != 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return hasattr(libc, "unshare") and libc.unshare(CLONE_NEWNS) == 0


def _mounted(folder: Path) -> bool:
    for command in (
        ["mount", "--make-rprivate", "/"],
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)],
    ):
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            return False
        if done.returncode:
            return False
    return True
