"""Fetching what came with texts, outside any transaction, until stopped.

A message is shown before its media are here. Each is fetched under a lease, so a process that dies
leaves it to the next; a failure that may pass is tried again ever more seldom, as long as the
carrier keeps what it has.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import and_, func, select, update

from threadside.media import objects, pictures
from threadside.media.addresses import NotAllowed
from threadside.media.download import Downloader, HeadersFor, Never, NotNow
from threadside.media.kinds import FileType, clean_name, sniff
from threadside.media.port import MediaStore
from threadside.media.scan import NotScanned, Scan
from threadside.store.tables import Media, MessageMedia, TimelineItem
from threadside.store.uow import Tx, UnitOfWork
from threadside.timeline import write

log = structlog.get_logger(__name__)

TICK_S: Final = 5.0
SWEEP_S: Final = 3600.0
LEASE: Final = timedelta(minutes=2)
"""Longer than fetching, scanning and keeping one file can take."""
BACKOFF_BASE_S: Final = 15
BACKOFF_CAP_S: Final = 3600

AccountHeaders = Callable[[str], HeadersFor]
"""What a carrier account says to a host that it fetches from."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One media to fetch, which this thread alone does until the lease ends."""

    id: str
    workspace_id: str
    account_id: str
    url: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """It is here and in the store. Width and height in pixels."""

    file: FileType
    size: int
    sha256: str
    thumbnail_sha256: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not be had, or not be shown: `state` is failed or blocked."""

    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not this time; `reason` is what people read once there is no more time."""

    reason: str


Outcome = Fetched | Refused | Later


def abandon(tx: Tx) -> None:
    """At the start of the only process: what the one before was fetching is fetched now."""
    leased = and_(Media.state == "pending", Media.attempts > 0, Media.fetch_at > tx.now)
    tx.session.execute(
        update(Media).where(leased, Media.fetch_at <= tx.now + LEASE).values(fetch_at=tx.now)
    )


class MediaFetcher:
    """Fetches what is due, keeps it, and tells every screen."""

    def __init__(
        self,
        uow: UnitOfWork,
        store: MediaStore,
        downloader: Downloader,
        scan: Scan,
        headers: AccountHeaders,
        *,
        threads: int = 2,
    ) -> None:
        self._uow = uow
        self._store = store
        self._downloader = downloader
        self._scan = scan
        self._headers = headers
        self._ready = threading.Condition()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"media-{n}", daemon=True)
            for n in range(threads)
        ]
        self._threads.append(threading.Thread(target=self._sweep, name="media-sweep", daemon=True))

    def start(self) -> None:
        """Begin to fetch."""
        for thread in self._threads:
            thread.start()

    def poke(self) -> None:
        """There is something to fetch: look now."""
        with self._ready:
            self._ready.notify()

    def stop(self, timeout_s: float = 5.0) -> None:
        """End after the file in hand; one that takes longer is fetched again by the next."""
        self._stopping.set()
        with self._ready:
            self._ready.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout_s)

    def fetch_due(self) -> int:
        """Fetch everything that is due in the calling thread; gives how many were tried."""
        count = 0
        while not self._stopping.is_set() and (expected := self._take()) is not None:
            self._settle(expected, self._fetch(expected))
            count += 1
        return count

    def sweep(self) -> int:
        """Delete bytes that no media has; gives how many."""
        return objects.sweep(self._uow, self._store)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.fetch_due()
            except Exception:
                log.exception("media_failed")
            with self._ready:
                if not self._stopping.is_set():
                    self._ready.wait(TICK_S)

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_S):
            try:
                self.sweep()
            except Exception:
                log.exception("media_sweep_failed")

    def _take(self) -> Expected | None:
        due = select(func.min(Media.fetch_at)).where(Media.state == "pending")
        with self._uow.read() as session:
            soonest = session.scalar(due)
        if soonest is None or soonest > self._uow.clock():
            return None
        with self._uow.write() as tx:
            media = tx.session.scalar(
                select(Media)
                .where(Media.state == "pending", Media.fetch_at <= tx.now)
                .order_by(Media.fetch_at, Media.id)
                .limit(1)
                .with_for_update(key_share=True, skip_locked=True)
            )
            if media is None:
                return None
            media.fetch_at = tx.now + LEASE
            media.attempts += 1
            return Expected(
                id=media.id,
                workspace_id=media.workspace_id,
                account_id=media.carrier_account_id or "",
                url=media.source_url or "",
                name=media.name,
                kind=media.kind,
            )

    def _fetch(self, expected: Expected) -> Outcome:
        try:
            data = self._downloader.get(expected.url, self._headers(expected.account_id))
            if not self._scan(data):
                return Refused("blocked", "virus")
            return self._kept(expected, data)
        except Exception as error:  # noqa: BLE001 - told apart, and none of them ends the thread
            return _told(expected, error)

    def _kept(self, expected: Expected, data: bytes) -> Fetched:
        file = sniff(data)
        small = _thumbnail(data, file)
        if file.kind == "image" and small is None:
            file = replace(file, kind="file")  # what can't be drawn is to be downloaded
        parts = [data] if small is None else [data, small.data]
        sha256s = objects.keep(self._uow, self._store, expected.workspace_id, *parts)
        if small is None:
            return Fetched(file, len(data), sha256s[0])
        return Fetched(file, len(data), sha256s[0], sha256s[1], small.width, small.height)

    def _settle(self, expected: Expected, outcome: Outcome) -> None:
        with self._uow.write() as tx:
            media = tx.session.scalar(
                select(Media)
                .where(Media.id == expected.id, Media.state == "pending")
                .with_for_update(key_share=True)
            )
            if media is None:
                return
            if isinstance(outcome, Later):
                wait = min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2 ** min(media.attempts - 1, 20))
                media.fetch_at = tx.now + timedelta(seconds=wait)
                if media.give_up_at is None or media.fetch_at <= media.give_up_at:
                    return
                outcome = Refused("failed", outcome.reason)
            if isinstance(outcome, Refused):
                media.state, media.reason = outcome.state, outcome.reason
            else:
                _ready(media, outcome)
            media.fetch_at = None
            tx.session.flush()
            _tell(tx, media)


def _told(expected: Expected, error: Exception) -> Outcome:
    """What an error of fetching, scanning or keeping means for what was to come."""
    match error:
        case NotAllowed():
            log.warning("media_not_allowed", media=expected.id, why=str(error))
            return Refused("failed", "not_allowed")
        case Never():
            return Refused("failed", error.reason)
        case NotScanned():
            return Later("not_scanned")
        case NotNow():
            log.info("media_not_now", media=expected.id, why=str(error))
        case _:
            log.error("media_failed", media=expected.id, exc_info=error)
    return Later("not_had")


def _thumbnail(data: bytes, file: FileType) -> pictures.Picture | None:
    if file.pillow is None:
        return None
    try:
        return pictures.thumbnail(data, file)
    except (pictures.BrokenPicture, pictures.TooManyPixels):
        return None


def _ready(media: Media, fetched: Fetched) -> None:
    media.state = "ready"
    media.kind = fetched.file.kind
    media.content_type = fetched.file.content_type
    media.name = clean_name(media.name, fetched.file)
    media.bytes = fetched.size
    media.sha256 = fetched.sha256
    media.thumbnail_sha256 = fetched.thumbnail_sha256
    media.width, media.height = fetched.width, fetched.height
    media.source_url = None  # whoever has the address has the file


def _tell(tx: Tx, media: Media) -> None:
    """Every text that has it is not what it was."""
    items = tx.session.scalars(
        select(TimelineItem)
        .join(MessageMedia, MessageMedia.message_id == TimelineItem.id)
        .where(MessageMedia.media_id == media.id)
        .order_by(TimelineItem.id)
    )
    for item in items:
        write.changed(tx, item)
