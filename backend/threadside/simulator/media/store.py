"""Files the simulator holds: what contacts sent, and what it fetched, for the phone's page.

Source: media of inbound messages is kept 48 hours (Messages API, "Inbound media").
"""

import threading
import uuid
from dataclasses import dataclass

from threadside.simulator.clock import VirtualClock
from threadside.simulator.media.kinds import Kind, extension_of, kind_of

KEPT_S = 48 * 3600.0
_ROOM = 256 << 20


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """One file. `created_s` are virtual seconds; `contact` sent or received it, `line` is our
    number that it was sent to."""

    id: str
    kind: Kind
    content: bytes
    content_type: str
    name: str
    contact: str
    created_s: float
    line: str | None = None


class MediaStore:
    """Files by id, in memory; the oldest give way when there are too many."""

    def __init__(self, clock: VirtualClock, room: int = _ROOM) -> None:
        self._clock = clock
        self._room = room
        self._lock = threading.Lock()
        self._files: dict[str, StoredMedia] = {}
        self._weight = 0

    def put(
        self,
        content: bytes,
        content_type: str,
        *,
        kind: Kind | None = None,
        name: str | None = None,
        contact: str = "",
        line: str | None = None,
    ) -> StoredMedia:
        """Keep a file; its kind and name follow from its content type unless they are given."""
        media_id = str(uuid.uuid4())
        file = StoredMedia(
            media_id, kind or kind_of(content_type), content, content_type,
            name or f"{media_id}.{extension_of(content_type)}", contact, self._clock.now(), line,
        )  # fmt: skip
        with self._lock:
            self._files[media_id] = file
            self._weight += len(content)
            while self._weight > self._room and len(self._files) > 1:
                oldest = self._files.pop(next(iter(self._files)))
                self._weight -= len(oldest.content)
        return file

    def get(self, media_id: str) -> StoredMedia | None:
        """A file, however old."""
        with self._lock:
            return self._files.get(media_id)

    def get_unexpired(self, media_id: str) -> StoredMedia | None:
        """A file, within 48 virtual hours."""
        file = self.get(media_id)
        fresh = file is not None and self._clock.now() - file.created_s < KEPT_S
        return file if fresh else None

    def send(self, media_id: str, contact: str, line: str) -> StoredMedia | None:
        """The file as one that this contact sends now: the 48 hours begin again."""
        file = self.get(media_id)
        if file is None:
            return None
        return self.put(
            file.content,
            file.content_type,
            kind=file.kind,
            name=file.name,
            contact=contact,
            line=line,
        )

    def clear(self) -> None:
        """Forget every file."""
        with self._lock:
            self._files.clear()
            self._weight = 0
