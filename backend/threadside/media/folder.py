"""Media in a folder: two levels of folders, so that none holds too many entries."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from threadside.media.port import CHUNK


class FolderStore:
    """Objects as files below `root`, readable by their owner alone."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, data: bytes) -> None:
        """Write beside its place, then move it there: it is whole or it is not there."""
        path = self._path(key)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(data)
                f.flush()
                os.fsync(f.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _sync_folders(path.parent, self._root)

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """See the port."""
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as error:
            raise LookupError(key) from error
        file.seek(start)

        def chunks() -> Iterator[bytes]:
            left = length
            with file:
                while left > 0 and (chunk := file.read(min(CHUNK, left))):
                    left -= len(chunk)
                    yield chunk

        return chunks()

    def delete(self, key: str) -> None:
        """See the port."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._root / key


def _sync_folders(folder: Path, root: Path) -> None:
    """A new name outlives a power cut once its folder, and each that was made for it, is synced."""
    while True:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if folder == root or root not in folder.parents:
            return
        folder = folder.parent
