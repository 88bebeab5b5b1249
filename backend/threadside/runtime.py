"""What a running process holds; made once by `app.py`, handed to whoever serves requests."""

from dataclasses import dataclass

from flask import current_app

from threadside.audit.later import Notebook
from threadside.events.wake import Wakers
from threadside.media.port import MediaStore
from threadside.media.scan import Scan
from threadside.sealing import Sealer
from threadside.settings import Settings
from threadside.store.uow import UnitOfWork

EXTENSION = "threadside"


@dataclass(frozen=True)
class Runtime:
    """Settings, the unit of work, the key ring, the wake-ups, the media store of one process, and
    what it has yet to record."""

    settings: Settings
    uow: UnitOfWork
    sealer: Sealer
    wakers: Wakers
    media: MediaStore
    scan: Scan
    notebook: Notebook


def runtime() -> Runtime:
    """The runtime of the application that serves this request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Runtime)  # noqa: S101 - set by app.create_app and nobody else
    return found
