"""Where bytes are kept. An adapter knows this file and nothing of what the bytes are."""

from collections.abc import Iterator
from typing import Final, Protocol

CHUNK: Final = 64 * 1024


class MediaStore(Protocol):
    """Keeps objects under keys such as `<workspace>/ab/cd/<sha256>`; an object never changes."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data`, for good once this returns; an object that is there already stays."""
        ...

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, in chunks. Opened before the first chunk is asked for.

        Raises:
            LookupError: when there is no such object.
        """
        ...

    def delete(self, key: str) -> None:
        """Forget an object; one that is not there is no error."""
        ...
