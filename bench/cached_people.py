"""`GET /v1/beside` where 200,000 people of a linked CRM are known: their records as they were read,
and the index of their numbers; beside the bare SQL, and records of a system that is not linked.

    python -m bench.cached_people [--small]
"""

import argparse
import json
import shutil
import sqlite3
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench import beside, dataset
from bench.measure import Client, percentile
from e2e.stack import ROOT, Stack
from threadside.crm import facts
from threadside.linking.values import Fact, Owner, Ref, RemotePhone, RemoteRecord

FOLDER = ROOT / "var" / "bench" / "cached"
PEOPLE, FEW = 200_000, 5_000
OPENED = 300
CRM, ACCOUNT = "hubspot", "4412"
FIRST_ID = 700_001
PAGE = 50

_RECORD = """SELECT crm_record.facts, record_person.person_id FROM record
  JOIN crm_record ON crm_record.record_id = record.id
  JOIN record_person ON record_person.record_id = record.id
  WHERE record.workspace_id = ? AND crm = ? AND account = ? AND type = 'contact' AND remote_id = ?
"""
_NUMBER = "SELECT remote_id FROM crm_number WHERE workspace_id = ? AND e164 = ?"
_ITEMS = """SELECT * FROM timeline_item JOIN message ON message.id = timeline_item.id
  WHERE person_id = ? ORDER BY at DESC, timeline_item.id DESC LIMIT ?"""


def run(people: int = PEOPLE) -> dict[str, Any]:
    """Open `OPENED` records of the linked CRM for the first time, as many of a system that is not
    linked, and of those that the CRM has and nobody here has texted; each beside one call of a
    route that returns the same bytes, and the bare SQL for the same rows. Milliseconds."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    fill = partial(_fill, people=people)
    stack = Stack(FOLDER, server_argv=[sys.executable, "-m", "bench.server"], fill=fill)
    with stack:
        client = Client(stack.server_url, stack.token())
        status, content, _ = client.call("GET", path(OPENED))
        assert status == 200, content
        assert json.loads(content)["context"]["state"] != "none", "nothing is cached"
        client.call("PUT", "/bench/bytes", content)
        took: dict[str, list[float]] = {}
        for number in range(OPENED):
            asked = {
                "cached": path(number),
                "not_linked": beside.path(number),
                "never_texted": path(people - 1 - number),
                "bare_route": "/bench/beside",
            }
            for name, where in asked.items():
                status, content, spent = client.call("GET", where)
                assert status == 200, content
                took.setdefault(name, []).append(spent)
        took["bare_sql"] = list(_bare(FOLDER / "data" / "threadside.db"))
    figures = {f"{name}_p50_ms": _ms(each, 0.5) for name, each in took.items()}
    figures |= {f"{name}_p95_ms": _ms(each, 0.95) for name, each in took.items()}
    return {
        "people": people,
        **figures,
        "ratio_to_not_linked_p50": _ratio(took["cached"], took["not_linked"]),
        "ratio_to_bare_route_p50": _ratio(took["cached"], took["bare_route"]),
        "aim": "as not linked",
    }


def path(number: int) -> str:
    """The CRM's record of person `number`."""
    return f"/v1/beside?crm={CRM}&account={ACCOUNT}&type=contact&id={FIRST_ID + number}"


def _ms(took: Sequence[float], share: float) -> float:
    return round(percentile(took, share), 2)


def _ratio(took: Sequence[float], than: Sequence[float]) -> float:
    return round(percentile(took, 0.5) / percentile(than, 0.5), 2)


def _bare(database: Path) -> Iterator[float]:
    """The record with what was read of it, whose its number is, and the newest texts."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        (workspace,) = connection.execute("SELECT id FROM workspace").fetchone()
        for number in range(OPENED):
            begun = time.perf_counter()
            key = (workspace, CRM, ACCOUNT, str(FIRST_ID + number))
            (_, person) = connection.execute(_RECORD, key).fetchone()
            connection.execute(_NUMBER, (workspace, dataset.phone(number))).fetchall()
            assert connection.execute(_ITEMS, (person, PAGE)).fetchall()
            yield (time.perf_counter() - begun) * 1000


def _fill(database: Path, *, people: int) -> None:
    """Some history, and everybody of the CRM; the first of them are people of the history."""
    dataset.fill(database, dataset.SMALL)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    _Crm(connection).fill(people)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class _Crm:
    """A linked account, and what was read of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._link = str(uuid.uuid4())
        (self._workspace, self._admin) = connection.execute(
            "SELECT workspace_id, id FROM member WHERE role = 'admin'"
        ).fetchone()

    def fill(self, people: int) -> None:
        """Insert everything; the caller commits."""
        at = dataset.stamp(0)
        link = {
            "id": self._link, "workspace_id": self._workspace, "crm": CRM, "account": ACCOUNT,
            "name": "HubSpot", "base_url": "https://api.hubapi.com", "region": "", "host": "",
            "state": "live", "scopes": "", "mapping": "{}", "known_fields": "[]",
            "log_mode": "off", "when_down": "cached", "crawl_state": "done", "crawl_done": people,
            "linked_by": self._admin, "linked_at": at, "users_known": False, "version": 1,
        }  # fmt: skip
        self._insert("crm_connection", tuple(link), [tuple(link.values())])
        known = dict(
            self._connection.execute(
                "SELECT remote_id, person_id FROM record JOIN record_person "
                "ON record_id = record.id WHERE crm = 'sample'"
            )
        )
        whose = [known.get(dataset.record(n)) or str(uuid.uuid4()) for n in range(people)]
        strangers = [n for n in range(people) if dataset.record(n) not in known]
        self._add_people(whose, strangers, at)
        self._add_records(whose, at)

    def _add_people(self, whose: Sequence[str], strangers: Sequence[int], at: str) -> None:
        self._insert(
            "person",
            ("id", "workspace_id", "name", "first_name", "title", "company", "created_at",
             "version"),
            ((whose[n], self._workspace, f"Person {n}", "Person", "", "", at, 1)
             for n in strangers),
        )  # fmt: skip
        self._insert(
            "person_phone",
            ("id", "workspace_id", "person_id", "raw", "e164", "display", "label", "position"),
            ((str(uuid.uuid4()), self._workspace, whose[n], *[dataset.phone(n)] * 3, "", 0)
             for n in strangers),
        )  # fmt: skip

    def _add_records(self, whose: Sequence[str], at: str) -> None:
        made = [str(uuid.uuid4()) for _ in whose]
        remote = [str(FIRST_ID + n) for n in range(len(whose))]
        self._insert(
            "record",
            ("id", "workspace_id", "crm", "account", "type", "remote_id", "name", "created_at"),
            ((made[n], self._workspace, CRM, ACCOUNT, "contact", remote[n], f"Person {n}", at)
             for n in range(len(whose))),
        )  # fmt: skip
        self._insert(
            "record_person",
            ("record_id", "person_id", "position"),
            ((made[n], whose[n], 0) for n in range(len(whose))),
        )
        self._insert(
            "crm_record",
            ("record_id", "workspace_id", "connection_id", "facts", "fetched_at", "stale",
             "related"),
            ((made[n], self._workspace, self._link, _facts(n, remote[n]), at, 0, "[]")
             for n in range(len(whose))),
        )  # fmt: skip
        self._insert(
            "crm_number",
            ("id", "workspace_id", "connection_id", "type", "remote_id", "name", "raw", "e164",
             "label", "seen_at"),
            ((str(uuid.uuid4()), self._workspace, self._link, "contact", remote[n], f"Person {n}",
              dataset.phone(n), dataset.phone(n), "", at) for n in range(len(whose))),
        )  # fmt: skip

    def _insert(
        self, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]] | list[Any]
    ) -> None:
        marks = ", ".join("?" * len(columns))
        into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        self._connection.executemany(into, rows)


def _facts(number: int, remote: str) -> str:
    record = RemoteRecord(
        ref=Ref("contact", remote),
        name=f"Person {number}",
        url=f"https://app.hubspot.com/contacts/{ACCOUNT}/record/0-1/{remote}",
        phones=(RemotePhone(dataset.phone(number), label="Mobile", field="mobilephone"),),
        first_name="Person",
        owner=Owner("77", "Kim Okafor", "kim@northside.example"),
        title="Buyer",
        company="Tall Pines",
        facts=(Fact("Stage", "Customer"),),
    )
    return json.dumps(facts.to_json(record), separators=(",", ":"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.cached_people", description=__doc__)
    parser.add_argument("--small", action="store_true", help="some thousand people")
    small = parser.parse_args().small
    print(json.dumps(run(FEW) if small else run(), indent=2))
