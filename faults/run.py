"""One run on one database: traffic, trouble, healing, judgement."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from e2e.stack import ROOT
from faults import compare, people
from faults.disk import SmallDisk
from faults.report import Counts, Report
from faults.screen import Screen
from faults.system import Database, System
from faults.traffic import Traffic, meet
from faults.trouble import Trouble

FOLDER = ROOT / "var" / "faults"
KEPT = "disk"
"""Where the database of a run that found harm is kept, to be asked how it came to it."""
TELL_EVERY_S = 5.0
HEALING_S = 300.0
HURRY = 100.0
"""While everything heals, the carrier's clock runs so many times as fast."""
UNSETTLED = (
    "SELECT (SELECT count(*) FROM outbox WHERE state IN ('held', 'waiting', 'claimed')) AS texts,"
    " (SELECT count(*) FROM webhook_receipt WHERE state = 'pending') AS webhooks,"
    " (SELECT count(*) FROM job WHERE state = 'waiting' AND name LIKE 'fold%') AS jobs,"
    " (SELECT count(*) FROM media WHERE state = 'pending') AS media,"
    " (SELECT max(seq) FROM event_head) AS head"
)

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How much is done, and what the dice begin with."""

    sends: int
    inbound: int
    kills: int
    seed: int


def run(database: Database, size: Size, tell: Tell, folder: Path) -> Report:
    """Everything on one database; what the processes said stays in `folder`."""
    folder = folder / database
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    source = folder / "people.json"
    records = people.write(source, people.how_many(size.sends))
    with (
        # Where a user named postgres may go, too.
        tempfile.TemporaryDirectory(prefix="threadside-faults-") as place,
        SmallDisk(Path(place) / "disk") as disk,
    ):
        with System(folder, database, size.seed, source, disk) as system:
            report = Report(Counts(database=database, seed=size.seed))
            someone = meet(system, records)
            tell(f"{database}: {len(system.servers)} server(s), {len(someone)} people")
            traffic = Traffic(system, someone, size.sends, size.inbound, size.seed)
            screen = Screen(system, someone, size.seed)
            trouble = Trouble(system, traffic, size.kills, size.seed)
            _storm(traffic, screen, trouble, tell)
            settled = _heal(system, screen, tell)
            compare.judge(report, system, traffic, screen)
            screen.stop()
            (folder / "screen.log").write_text("\n".join(screen.told) + "\n", encoding="utf-8")
            report.counts.kills = trouble.killed
            report.counts.seconds = round(time.monotonic() - began, 1)
            report.besides |= _besides(system, traffic, screen, trouble)
            report.besides["settled"] = settled
        if report.counts.harmed:
            shutil.copytree(disk.folder, folder / KEPT, ignore=shutil.ignore_patterns(".s.*"))
    (folder / "report.json").write_text(json.dumps(asdict(report), indent=1), encoding="utf-8")
    return report


def _storm(traffic: Traffic, screen: Screen, trouble: Trouble, tell: Tell) -> None:
    screen.start()
    trouble.start()
    traffic.start()
    told = time.monotonic()
    while not traffic.over:
        time.sleep(0.2)
        if time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            tell(
                f"  {traffic.progress:4.0%}  {len(traffic.presses)} pressed, "
                f"{len(traffic.wrote)} written, {trouble.killed} kills"
            )
    trouble.finish()
    traffic.stop()


def _heal(system: System, screen: Screen, tell: Tell) -> bool:
    """No more faults; wait until nothing moves any more. Whether it came to that."""
    system.heal()
    system.sim("PUT", "config", {"delivered_after_s": 0.4})
    system.sim("POST", "clock", {"factor": HURRY})
    deadline, told = time.monotonic() + HEALING_S, 0.0
    while time.monotonic() < deadline:
        waiting = _unsettled(system, screen)
        if not waiting:
            return True
        if time.monotonic() - told > TELL_EVERY_S:
            told = time.monotonic()
            tell(f"  healing: {waiting}")
        time.sleep(0.5)
    return False


def _unsettled(system: System, screen: Screen) -> str:
    """What still moves, in words; empty when nothing does."""
    try:
        row = system.sql(UNSETTLED)[0]
    except SQLAlchemyError as error:
        return f"the database does not answer ({type(error).__name__})"
    calls = system.sim("GET", "webhooks?state=pending&limit=50000")["items"]
    due = system.sim("GET", "clock")["waiting"]
    parts = {
        "texts to leave": row.texts,
        "webhooks to fold in": row.webhooks,
        "jobs": row.jobs,
        "pictures to fetch": row.media,
        "webhooks to deliver": len(calls),
        "receipts to come": due,
        "events unheard": 0 if screen.up_to_date(row.head) else row.head - screen.cursor or 1,
    }
    return ", ".join(f"{count} {what}" for what, count in parts.items() if count)


def _besides(
    system: System, traffic: Traffic, screen: Screen, trouble: Trouble
) -> dict[str, object]:
    return {
        "presses refused after STOP": traffic.refused,
        "presses repeated": traffic.repeated,
        "struck": dict(trouble.struck),
        "the carrier's faults": dict(trouble.carrier),
        "server starts": sum(server.starts for server in system.servers),
        "stream connections": screen.connections,
        "stream resets": screen.resets,
        "full disk": "yes" if system.disk.own else "not possible here",
    }
