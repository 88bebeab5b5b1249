"""Doubles of CRMs: real HTTP servers on loopback that answer as a CRM's public API describes it.

A double keeps its records in memory in our words (`Kept`, `Written`) and says them in the CRM's. It
is written from the CRM's documents, never from the adapter: what the adapter sends and the
documents do not know is refused.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from threadside.linking.port import Crm, Request
from threadside.linking.values import Entry, Mapped, RecordType, Ref, RelatedKind

SHAPES = Path(__file__).parent / "shapes"
HOOK_SECRET = "what-was-set-with-the-webhook-0123456789-abcdefghij-xyz"
APP_SECRET = "the-app's-own-secret"
HOOK_URL = "https://texts.example/hooks/crm/7?c=%C3%A9"
_BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass
class Asked:
    """A request as it came; `body` is its JSON."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any = None


@dataclass
class Said:
    """An answer. `body` is JSON, or bytes as they are; None is no body."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"


@dataclass
class Kept:
    """A record of the double. `members` are (person, role, primary) of a deal, company, ticket;
    `chosen` is what stands in fields with options, as the CRM keeps it."""

    ref: Ref
    first: str = ""
    last: str = ""
    phones: list[str] = field(default_factory=list)
    members: list[tuple[Ref, str, bool]] = field(default_factory=list)
    owner: str = "77"
    opted_out: bool = False
    closed: bool = False
    chosen: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False
    into: Ref | None = None
    at: datetime = _BEGIN

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def stamp(self) -> str:
        return self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Written:
    """An entry that was logged: on whom, about what, and its text as it was sent."""

    id: str
    who: Ref
    about: str
    body: str
    fields: Mapping[str, Any]


Handler = Callable[..., Said]


def route(method: str, pattern: str) -> Callable[[Handler], Handler]:
    """A method answers what fits: groups of the path's pattern are its arguments."""

    def mark(handler: Handler) -> Handler:
        marks = [*getattr(handler, "routes", ()), (method, re.compile(pattern))]
        handler.routes = marks  # type: ignore[attr-defined]
        return handler

    return mark


class Double:
    """What every double has; `suite.py` says how to write one."""

    crm: ClassVar[Crm]
    account: ClassVar[str] = "4412"
    mapping: ClassVar[Mapped] = Mapped()
    token: ClassVar[Mapping[str, Any]] = {}
    first_id: ClassVar[int] = 501
    groups: ClassVar[Sequence[RecordType]] = ()
    """Types that lead to people and are not people."""
    relates: ClassVar[Mapping[RelatedKind, RecordType]] = {}
    """What a contact's deals and tickets are here, where the CRM tells of some."""
    has_users: ClassVar[bool] = False
    """Whether entries have owners."""
    forbidden: Said = Said(403, {"message": "forbidden"})
    phone_fields: ClassVar[int] = 2
    """How many numbers one person can have."""
    roles: ClassVar[bool] = True
    tells_merges: ClassVar[bool] = True
    """Whether asking for a merged record tells what it became."""
    tells_deletions: ClassVar[bool] = True
    """Whether asking for changes tells what was deleted."""
    html: ClassVar[bool] = False
    """Whether entries are shown as HTML."""
    page = 3
    not_found: Said = Said(404, {"message": "not found"})
    signed_out: Said = Said(401, {"message": "expired"})
    too_fast: Said = Said(429, {"message": "too fast"}, {"Retry-After": "17"})
    too_fast_s: ClassVar[float] = 17.0
    quirks: Sequence[Said] = ()
    """Other refusals for pace alone."""

    def __init__(self) -> None:
        self.records: dict[Ref, Kept] = {}
        self.entries: dict[str, Written] = {}
        self.asked: list[Asked] = []
        self.always: Said | None = None
        self.after = 0
        self.lose_next = False
        self.spoil: Callable[[Any], Any] | None = None
        self._ids = self.first_id
        self._server = _Server(self)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    # What happens in the CRM, by somebody's hand.

    def person(
        self, first: str, last: str, *phones: str, kind: RecordType = "contact"
    ) -> Ref:  # fmt: skip
        """Somebody with these numbers, spelled so, as many of them as the CRM keeps."""
        return self._keep(kind, first, last, phones=list(phones[: self.phone_fields]))

    def group(self, kind: RecordType, name: str, *members: tuple[Ref, str, bool]) -> Ref:
        """A deal, company or ticket with its people."""
        return self._keep(kind, name, "", members=list(members))

    def touch(self, ref: Ref) -> Kept:
        """The record, changed now."""
        kept = self.records[ref]
        kept.at = max(each.at for each in self.records.values()) + timedelta(seconds=1)
        return kept

    def delete(self, ref: Ref) -> None:
        """Somebody deletes it."""
        self.touch(ref).deleted = True

    def merge(self, lost: Ref, kept: Ref) -> None:
        """Somebody finds that these are one person."""
        self.delete(lost)
        self.records[lost].into = kept

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        """The webhook of a change: `changed`, `deleted` or `merged`; where the CRM has any."""
        raise NotImplementedError

    # For the doubles' own use.

    def new_id(self, kind: RecordType) -> str:  # noqa: ARG002 - some name the kind
        """The next id."""
        self._ids += 1
        return str(self._ids)

    def living(self, *kinds: RecordType) -> list[Kept]:
        """What is there, by id."""
        found = [one for one in self.records.values() if one.ref.type in kinds and not one.deleted]
        return sorted(found, key=lambda one: (kinds.index(one.ref.type), one.ref.id))

    def kept(self, kind: RecordType, number: str) -> Kept | None:
        """A record that is there."""
        found = self.records.get(Ref(kind, number))
        return None if found is None or found.deleted else found

    def whose(self, kind: RecordType, number: str) -> list[Kept]:
        """The deals or tickets of a contact, the newest first."""
        who = Ref("contact", number)
        found = [each for each in self.living(kind) if who in [ref for ref, _, _ in each.members]]
        return sorted(found, key=lambda each: each.at, reverse=True)

    def log(self, who: Ref, about: str, body: str, **fields: Any) -> str:
        """Keep an entry; gives its id."""
        number = self.new_id("contact")
        self.entries[number] = Written(number, who, about, body, fields)
        return number

    def shape(self, name: str) -> Any:
        """A recorded shape of this CRM's, a new copy."""
        return json.loads((SHAPES / f"{self.crm.id}.json").read_text())[name]

    def pages(self, found: Sequence[Any], cursor: str | None) -> tuple[Sequence[Any], str | None]:
        """A page of at most `page`, and the cursor of the next one."""
        start = int(cursor or 0)
        more = start + self.page < len(found)
        return found[start : start + self.page], str(start + self.page) if more else None

    def allowed(self, asked: Asked) -> bool:
        """Whether the request is signed as the CRM wants it."""
        return asked.headers.get("authorization") == "Bearer a-token"

    def answer(self, asked: Asked) -> Said:
        """What the CRM says; `always` instead, from the request that `after` counts to."""
        self.asked.append(asked)
        if self.always is not None and self.after <= 0:
            return self.always
        self.after -= 1
        if not self.allowed(asked):
            return self.signed_out
        said = self._routed(asked)
        if self.spoil is not None and said.status < 300 and said.body is not None:
            said = Said(said.status, self.spoil(said.body), said.headers)
        return said

    def _routed(self, asked: Asked) -> Said:
        for name in dir(type(self)):
            for method, pattern in getattr(getattr(type(self), name, None), "routes", ()):
                found = pattern.fullmatch(asked.path)
                if found and method == asked.method:
                    said: Said = getattr(self, name)(asked, *found.groups())
                    return said
        return self.not_found

    def _keep(self, kind: RecordType, first: str, last: str, **more: Any) -> Ref:
        ref = Ref(kind, self.new_id(kind))
        self.records[ref] = Kept(
            ref, first, last, at=_BEGIN + timedelta(seconds=len(self.records)), **more
        )
        return ref


def digits(raw: str) -> str:
    """The digits of a number."""
    return re.sub(r"\D", "", raw)


def has(kept: Kept, words: Sequence[str]) -> bool:
    """Whether a word of their name begins like each of these, as CRMs' own searches compare."""
    own = kept.name.casefold().split()
    return all(any(one.startswith(word.casefold()) for one in own) for word in words)


def entry(who: Ref, key: str, **more: Any) -> Entry:
    """What was texted, with its key in the last line."""
    body = f"Ada: can we say 9 & <b>not</b> 10?\n\n{key}"
    values = {"subject": "Text from Ada", "body": body, "at": _BEGIN, "direction": "in", **more}
    return Entry(key=key, who=who, **values)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, double: Double) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.double = double


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do(self) -> None:
        """Any method."""
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        body = json.loads(sent) if sent else None
        double = self.server.double
        said = double.answer(Asked(self.command, unquote(parts.path), query, headers, body))
        if double.lose_next:
            double.lose_next, self.close_connection = False, True
            return
        raw = said.body if isinstance(said.body, bytes) else b""
        if said.body is not None and not isinstance(said.body, bytes):
            raw = json.dumps(said.body).encode()
        self.send_response(said.status)
        for name, value in {"Content-Type": said.content_type, **said.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815 - http.server's names
