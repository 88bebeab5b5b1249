"""A million messages in a SQLite file."""

import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

MESSAGES = 1_000_000
PEOPLE = 20_000
LONG_THREADS = 400
LONG = 2_000
MEMBERS = 12
START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = (
    "Thursday works. Can you bring the sample trays? And who signs on your side?",
    "Great, see you Thursday at 10:30.",
    "The truck is delayed and comes in the afternoon. Sorry for the trouble!",
    "Ok",
    "How much for 40 bundles, delivered to the site on Colfax?",
)


@dataclass(frozen=True)
class Size:
    """How much data there is; person `n` has the record `bench-n`, and the first `long_threads`
    people have `long` messages each."""

    messages: int = MESSAGES
    people: int = PEOPLE
    long_threads: int = LONG_THREADS
    long: int = LONG


WHOLE = Size()
SMALL = Size(messages=30_000, people=2_000, long_threads=400, long=60)
"""For what does not depend on how much there is."""


def phone(number: int) -> str:
    """The number of person `number`."""
    return f"+1720{number + 2_000_000:07d}"


def record(number: int) -> str:
    """The CRM id of person `number`."""
    return f"bench-{number}"


def emails() -> list[str]:
    """Members made for the measurements: one may hold only so many sockets."""
    return [f"bench-{n}@northside.example" for n in range(MEMBERS)]


def fill(database: Path, size: Size = WHOLE) -> None:
    """Add people and messages to a seeded workspace, unless they are there already."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    (workspace, line, member) = connection.execute(
        "SELECT w.id, l.id, m.id FROM workspace w JOIN line l ON l.workspace_id = w.id "
        "JOIN member m ON m.workspace_id = w.id AND m.role = 'rep' ORDER BY l.position LIMIT 1"
    ).fetchone()
    found = connection.execute("SELECT count(*) FROM record WHERE remote_id LIKE 'bench-%'")
    if found.fetchone()[0] == 0:
        connection.execute("BEGIN")
        _Filler(connection, (workspace, line, member), size).fill()
        # As where deliveries were counted all along: the first count of old ones takes minutes.
        connection.execute(
            "INSERT INTO delivery_count (workspace_id, seq, counted_at) "
            "SELECT workspace_id, seq, datetime('now') FROM event_head WHERE workspace_id = ?",
            (workspace,),
        )
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class _Filler:
    def __init__(
        self, connection: sqlite3.Connection, seeded: tuple[str, str, str], size: Size
    ) -> None:
        self._connection = connection
        self._workspace, self._line, self._member = seeded
        self._size = size
        self._people = [str(uuid.uuid4()) for _ in range(size.people)]
        self._threads = [str(uuid.uuid4()) for _ in range(size.people)]
        self._seq: int = connection.execute("SELECT max(seq) FROM event_head").fetchone()[0]

    def fill(self) -> None:
        """Insert everything; the caller commits."""
        self._add_members()
        self._add_people()
        self._many(
            "thread (id, workspace_id, line_id, phone, person_id, last_inbound_at, "
            "last_inbound_seq, last_outbound_at, last_at, created_at)",
            10,
            (
                (
                    self._threads[n], self._workspace, self._line, phone(n), self._people[n],
                    stamp(0), 1, stamp(0), stamp(0), stamp(0),
                )
                for n in range(self._size.people)
            ),
        )  # fmt: skip
        self._add_messages()
        self._connection.execute("UPDATE event_head SET seq = ?", (self._seq,))

    def _add_members(self) -> None:
        users = [str(uuid.uuid4()) for _ in range(MEMBERS)]
        self._many(
            "user_account (id, email, name, password_hash, created_at)",
            5,
            ((user, emails()[n], f"Bench {n}", "-", stamp(0)) for n, user in enumerate(users)),
        )
        self._many(
            "member (id, workspace_id, user_id, role, active, created_at)",
            6,
            ((str(uuid.uuid4()), self._workspace, user, "rep", 1, stamp(0)) for user in users),
        )

    def _add_people(self) -> None:
        created = stamp(0)
        self._many(
            "person (id, workspace_id, name, first_name, title, company, created_at, version)",
            8,
            (
                (person, self._workspace, f"Person {n}", "Person", "", "", created, 1)
                for n, person in enumerate(self._people)
            ),
        )
        self._many(
            "person_phone (id, workspace_id, person_id, raw, e164, display, label, position)",
            8,
            (
                (str(uuid.uuid4()), self._workspace, person, phone(n), phone(n), phone(n), "", 0)
                for n, person in enumerate(self._people)
            ),
        )
        records = [str(uuid.uuid4()) for _ in range(self._size.people)]
        self._many(
            "record (id, workspace_id, crm, account, type, remote_id, name, created_at)",
            8,
            (
                (made, self._workspace, "sample", "acme", "contact", record(n), "", created)
                for n, made in enumerate(records)
            ),
        )
        self._many(
            "record_person (record_id, person_id, position)",
            3,
            ((made, self._people[n], 0) for n, made in enumerate(records)),
        )

    def _add_messages(self) -> None:
        owners = list(_owners(self._size))
        ids = [str(uuid.UUID(int=(n << 64) | 0x7000_8000_0000_0000)) for n in range(len(owners))]
        first = self._seq
        self._many(
            "timeline_item (id, workspace_id, person_id, thread_id, kind, at, seq, author_id, "
            "text, version)",
            10,
            (
                (
                    ids[n], self._workspace, self._people[who], self._threads[who], "message",
                    stamp(n), first + n + 1, self._member if n % 2 else None,
                    TEXTS[n % len(TEXTS)], 1,
                )
                for n, who in enumerate(owners)
            ),
        )  # fmt: skip
        self._many(
            "message (id, workspace_id, thread_id, line_id, phone, direction, state, state_rank, "
            "encoding, segments, origin)",
            11,
            (
                (
                    ids[n], self._workspace, self._threads[who], self._line, phone(who),
                    "out" if n % 2 else "in", "delivered" if n % 2 else "received", 90,
                    "gsm7", 1, "human" if n % 2 else None,
                )
                for n, who in enumerate(owners)
            ),
        )  # fmt: skip
        self._seq = first + len(owners)

    def _many(self, into: str, columns: int, rows: Iterator[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * columns)
        self._connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def _owners(size: Size) -> Iterator[int]:
    """Whose message each one is, interleaved, so that a thread's rows lie scattered in the file
    as they do in life."""
    threads = size.long_threads
    ordinary = size.people - threads
    for n in range(size.messages):
        if n % 5 != 4 and n // 5 * 4 + n % 5 < threads * size.long:
            yield (n // 5 * 4 + n % 5) % threads
        else:
            yield threads + (n // 5) % ordinary


def stamp(minute: int) -> str:
    """SQLite's text of START plus some seconds."""
    return (START + timedelta(seconds=20 * minute)).strftime("%Y-%m-%d %H:%M:%S.%f")
