"""One run: texts to and fro while the CRM misbehaves and servers are killed; then the judgement."""

import json
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from faults.crm.clock import FastClock
from faults.crm.double import Double
from faults.crm.siege import Siege, Size
from threadside.store.tables import CrmEntry, CrmEntryMessage
from threadside.timeline.crm_log import TOLD

OUTAGE_S: Final = 300.0
PATIENCE_S: Final = 90.0
CATCHES_UP_S: Final = 600.0
HEALING_S: Final = 4500.0
QUIET_S: Final = 30.0
"""All by the clock of the run."""
MOST_WAITING: Final = 4
HARM: Final = ("missing", "doubled", "on_other_records", "outdated", "strays", "not_shown")


@dataclass
class Found:
    """What a run did, and what of it went wrong. `struck` is what befell requests to the CRM,
    `killed_at` where servers ended."""

    database: str
    seed: int
    texts: int = 0
    entries: int = 0
    missing: int = 0
    doubled: int = 0
    on_other_records: int = 0
    outdated: int = 0
    strays: int = 0
    not_shown: int = 0
    kills: int = 0
    asked_again: int = 0
    requests: int = 0
    sign_ins: int = 0
    refreshes: int = 0
    refused_refreshes: int = 0
    outage_minutes: float = 0.0
    seconds: float = 0.0
    killed_at: dict[str, int] = field(default_factory=dict)
    struck: dict[str, int] = field(default_factory=dict)

    @property
    def harmed(self) -> bool:
        """Whether anything went wrong."""
        return any(getattr(self, name) for name in HARM)


def run(database: str, url: str, folder: Path, size: Size) -> Found:
    """Everything on one database; what the servers say stands in `folder`."""
    began = time.monotonic()
    found = Found(database, size.seed)
    with Double(size.seed, FastClock(time.time(), size.factor)) as double:
        siege = Siege(database, url, folder, double, size)
        try:
            found.outage_minutes = _storm(siege, size.texts, size.kills)
            _heal(siege)
            siege.front.stop()
            _judge(siege, found)
        finally:
            siege.stop()
        _count(siege, double, found)
    found.seconds = round(time.monotonic() - began, 1)
    return found


@dataclass
class _Outage:
    """The CRM is away for so long by the run's clock."""

    double: Double
    began: float | None = None
    minutes: float = 0.0

    def begin(self) -> None:
        self.double.down, self.began = True, time.monotonic()

    def look(self) -> None:
        """End it once its time is over."""
        if self.began is not None and time.monotonic() >= self.began + self.double.clock.wall(
            OUTAGE_S
        ):
            self.double.down = False
            self.minutes = round((time.monotonic() - self.began) * self.double.clock.factor / 60, 1)
            self.began = None


def _storm(siege: Siege, texts: int, kills: int) -> float:
    """Texts one after the other; each misfortune once so many of them are done. Gives the minutes
    of the outage."""
    dice, outage = siege.dice, _Outage(siege.double)
    plan = [(dice.randrange(texts), siege.front.kill) for _ in range(kills)]
    plan += [(texts // 4, siege.double.revoke), (texts // 2, outage.begin)]
    siege.double.troubled = True
    for number in range(texts):
        siege.attend()
        siege.text()
        for _, befalls in (each for each in plan if each[0] == number):
            befalls()
        outage.look()
        if number >= texts * 3 // 4 and outage.began is not None:
            _outlast(siege, outage)
        _keep_pace(siege, PATIENCE_S)
    _outlast(siege, outage)
    return outage.minutes


def _outlast(siege: Siege, outage: _Outage) -> None:
    """Wait for the end of the outage, and until most of what piled up is written."""
    while outage.began is not None:
        siege.attend()
        time.sleep(0.1)
        outage.look()
    _keep_pace(siege, CATCHES_UP_S)


def _keep_pace(siege: Siege, patience_s: float) -> None:
    """Give the servers time, so that they meet each misfortune at work; while the CRM is away
    texts pile up."""
    until = time.monotonic() + siege.clock.wall(patience_s)
    while siege.waiting() > MOST_WAITING and time.monotonic() < until and not siege.double.down:
        siege.attend()
        time.sleep(0.05)


def _heal(siege: Siege) -> None:
    """No more trouble; until nothing has been left to do for a moment, or for so long at most."""
    siege.double.troubled = False
    siege.front.spare()
    quiet_since = time.monotonic()
    deadline = quiet_since + siege.clock.wall(HEALING_S)
    while time.monotonic() < min(deadline, quiet_since + siege.clock.wall(QUIET_S)):
        siege.attend()
        if siege.unfinished():
            quiet_since = time.monotonic()
        time.sleep(0.2)


def _count(siege: Siege, double: Double, found: Found) -> None:
    front, counts = siege.front, double.consents.counts
    found.kills, found.asked_again = front.kills, front.again
    found.requests, found.sign_ins = double.requests, counts["sign_ins"]
    found.refreshes = counts["refreshes"]
    found.refused_refreshes = counts["refused_refreshes"]
    found.killed_at, found.struck = dict(front.killed_at()), dict(+double.struck)


def _judge(siege: Siege, found: Found) -> None:
    """Each text against what stands in the CRM."""
    with siege.desk.uow.read() as session:
        keys: dict[str, str] = {
            row.message_id: row.key
            for row in session.execute(
                select(CrmEntryMessage.message_id, CrmEntry.key).join(
                    CrmEntry, CrmEntry.id == CrmEntryMessage.entry_id
                )
            )
        }
    there: Counter[str] = Counter(
        kept.body["body"].splitlines()[-1] for kept in siege.double.objects.values()
    )
    by_key = {kept.body["key"]: kept.body for kept in siege.double.objects.values()}
    found.entries = sum(there.values())
    for number, (person, _) in enumerate(siege.people):
        for item in siege.desk.timeline(person):
            if item["kind"] != "message" or item["state"] not in TOLD:
                continue
            found.texts += 1
            _compare(found, item, there, by_key.get(keys.get(item["id"], "")), f"contact c{number}")
    found.missing += max(0, siege.pressed + siege.said - found.texts)
    found.strays = len(set(there) - set(keys.values()))


def _compare(
    found: Found, item: dict[str, Any], there: Counter[str], body: Any, record: str
) -> None:
    if body is None:
        found.missing += 1
        return
    found.doubled += there[body["key"]] - 1
    found.on_other_records += body["who"] != record
    shows_end = item["direction"] == "in" or item["state_words"] in body["body"]
    found.outdated += not (shows_end and item["text"] in body["body"])
    found.not_shown += (item["crm"] or {}).get("state") != "written"


def told(found: Found) -> str:
    """One line of JSON."""
    return json.dumps(asdict(found))
