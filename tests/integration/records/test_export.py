"""An export tells the whole story of a number, and can be checked by whoever gets it."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.records.conftest import Recorded, Run
from threadside.audit import log, offline
from threadside.audit.anchoring import Anchoring
from threadside.audit.anchors import AnchorFolder, Signer
from threadside.ids import new_id
from threadside.media import objects
from threadside.records import bundle, exports
from threadside.records.erase import erase
from threadside.store.tables import (
    ConsentEvent,
    ConsentEvidence,
    Export,
    Message,
    Thread,
    TimelineItem,
)

PAGE = b"<html>Yes, text me about my order.</html>"


@pytest.fixture
def folder(tmp_path: Path) -> AnchorFolder:
    return AnchorFolder(tmp_path / "anchors")


def exported(desk: Desk, folder: AnchorFolder, phone: str = ANNA) -> bytes:
    """The bytes of an export."""
    file = io.BytesIO()
    sources = bundle.Sources(desk.uow, desk.held.media, folder)
    bundle.write(sources, bundle.Order(desk.workspace.id, phone, "cli"), file)
    return file.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def lines(data: bytes) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in data.splitlines())


def written_consent(desk: Desk) -> str:
    """A web form's consent with the page as it was shown; the event's id."""
    (sha256,) = objects.keep(desk.uow, desk.held.media, desk.workspace.id, PAGE)
    event = ConsentEvent(
        id=new_id(), workspace_id=desk.workspace.id, phone=ANNA, kind="granted",
        scope="informational", strength="written", method="web_form",
        wording="Yes, text me about my order.", obtained_at=desk.clock(), at=desk.clock(),
    )  # fmt: skip
    evidence = ConsentEvidence(
        id=new_id(), workspace_id=desk.workspace.id, event_id=event.id, name="page.html",
        content_type="text/html", bytes=len(PAGE), sha256=sha256, at=desk.clock(),
    )  # fmt: skip
    desk.build.add(event, evidence)
    return event.id


def story(desk: Desk) -> None:
    """A conversation that ends with STOP, beside one with somebody else."""
    written_consent(desk)
    anna = desk.person(zone="America/Denver", zone_source="confirmed")
    made = desk.press(anna, "=2+5 is on us, see you at 10")
    desk.after_hold()
    desk.reports(made["id"], "delivered")
    desk.clock.advance(seconds=2)
    desk.arrives("Stop")
    desk.clock.advance(seconds=0.4)
    desk.fold()
    desk.send_due()
    ben = desk.person("Ben Cole", BEN)
    desk.press(ben, "Hi Ben, this is private", phone=BEN)


def test_it_has_every_file_and_the_manifest_names_them_all(
    desk: Desk, folder: AnchorFolder
) -> None:
    story(desk)
    files = opened(exported(desk, folder))
    manifest = json.loads(files.pop("manifest.json"))
    assert {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files.items()
    } == manifest["files"]
    assert {
        "timeline.csv", "consent/events.jsonl", "consent/evidence.jsonl", "revocations.csv",
        "decisions.jsonl", "policies/0.json", "chain.jsonl", "anchors.jsonl", "verify.py",
        "summary.html",
    } <= set(files)  # fmt: skip
    assert (manifest["phone"], manifest["exporter"]) == (ANNA, "cli")
    assert manifest["workspace"]["name"] == "Foothill Solar"
    assert manifest["made_at"].endswith("Z")


def test_the_timeline_says_when_from_whom_and_what_came_of_it(
    desk: Desk, folder: AnchorFolder
) -> None:
    story(desk)
    ours, theirs, *_ = table(opened(exported(desk, folder))["timeline.csv"])
    assert (ours["direction"], ours["to"], ours["from"]) == (
        "out",
        f"'{ANNA}",
        f"'{desk.line.phone}",
    )
    assert (ours["status"], ours["sender"]) == ("delivered", "Kim Okafor")
    assert ours["provider_id"]
    assert ours["at_utc"] == "2026-03-02T15:30:00.000000Z"
    assert ours["at_local"] == "2026-03-02T08:30:00-07:00"
    assert (ours["zone"], ours["zone_basis"]) == ("America/Denver", "confirmed")
    assert (theirs["direction"], theirs["body"]) == ("in", "Stop")


def test_no_cell_is_calculated_by_a_spreadsheet(desk: Desk, folder: AnchorFolder) -> None:
    story(desk)
    body = table(opened(exported(desk, folder))["timeline.csv"])[0]["body"]
    assert body == "'=2+5 is on us, see you at 10"


def test_an_opt_out_stands_with_its_exact_words_and_how_soon_it_held(
    desk: Desk, folder: AnchorFolder
) -> None:
    story(desk)
    (revoked,) = table(opened(exported(desk, folder))["revocations.csv"])
    assert revoked["exact_text"] == "Stop"
    assert revoked["seconds_to_suppression"] == "0.400"


def test_evidence_is_there_byte_for_byte(desk: Desk, folder: AnchorFolder) -> None:
    story(desk)
    files = opened(exported(desk, folder))
    (listed,) = lines(files["consent/evidence.jsonl"])
    assert files[f"consent/evidence/{listed['id']}-page.html"] == PAGE
    assert listed["sha256"] == hashlib.sha256(PAGE).hexdigest()
    granted = next(lines(files["consent/events.jsonl"]))
    assert granted["wording"] == "Yes, text me about my order."


def test_it_holds_nothing_of_anybody_else(desk: Desk, folder: AnchorFolder) -> None:
    story(desk)
    whole = b"".join(opened(exported(desk, folder)).values()).decode()
    assert "private" not in whole
    assert BEN not in whole
    assert "Ben" not in whole


def test_policies_and_decisions_are_those_of_their_time(desk: Desk, folder: AnchorFolder) -> None:
    version = desk.policy(line_per_minute=5)
    story(desk)
    files = opened(exported(desk, folder))
    changed = json.loads(files[f"policies/{version}.json"])
    assert changed["policy"]["line_per_minute"] == 5
    assert json.loads(files["policies/0.json"])["policy"]["line_per_minute"] == 15
    decided = [each["kind"] for each in lines(files["decisions.jsonl"])]
    assert "text.pressed" in decided


def test_the_same_state_gives_the_same_bytes_but_for_the_manifest(
    desk: Desk, folder: AnchorFolder
) -> None:
    """A-7"""
    story(desk)
    first = opened(exported(desk, folder))
    desk.clock.advance(hours=1)
    second = opened(exported(desk, folder))
    assert {name for name in first if first[name] != second[name]} == {"manifest.json"}


def test_it_verifies_here_and_with_its_own_verifier(
    desk: Desk, folder: AnchorFolder, tmp_path: Path
) -> None:
    """A-1: offline, with nothing but Python; altered by one byte it says so."""
    story(desk)
    Anchoring(desk.uow, folder, Signer(b"s" * 32), None).run()
    with desk.uow.write() as tx:
        erase(tx, desk.workspace.id, BEN)
    path = tmp_path / "anna.zip"
    path.write_bytes(exported(desk, folder))
    assert list(offline.problems(path)) == []
    alone = tmp_path / "alone"
    with zipfile.ZipFile(path) as package:
        package.extractall(alone)

    def verify() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "verify.py"], cwd=alone, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    whole = verify()
    assert (whole.returncode, whole.stderr) == (0, "")
    chain = alone / "chain.jsonl"
    chain.write_text(chain.read_text().replace('"kind":"text.receipt"', '"kind":"text.recalled"'))
    broken = verify()
    assert broken.returncode == 1
    assert "chain.jsonl is not what the manifest says" in broken.stdout
    assert "(edited)" in broken.stdout


def test_an_anchor_kept_elsewhere_finds_a_chain_that_was_cut(
    desk: Desk, folder: AnchorFolder, tmp_path: Path
) -> None:
    story(desk)
    path = tmp_path / "anna.zip"
    path.write_bytes(exported(desk, folder))
    desk.press(desk.person("Cleo", "+13035550178"), phone="+13035550178")
    keeper = Anchoring(desk.uow, folder, Signer(b"s" * 32), None)
    keeper.run()
    kept = folder.path(desk.workspace.id)
    assert list(offline.problems(path)) == []
    (problem,) = offline.problems(path, [kept])
    assert "(truncated)" in problem


def test_the_summary_can_be_read_and_holds_nothing_that_runs(
    desk: Desk, folder: AnchorFolder
) -> None:
    anna = desk.person()
    desk.press(anna, "<script>alert(1)</script> & more")
    page = opened(exported(desk, folder))["summary.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "Anna Fernández" in page


def test_a_long_thread_is_exported_in_time(desk: Desk, folder: AnchorFolder) -> None:
    """A-7 asks for 10,000 texts within 60 s: here a fifth of both, on any machine."""
    anna = desk.person()
    desk.press(anna)
    with desk.uow.write() as tx:
        thread = tx.session.query(Thread).one()
        items = [
            {"id": new_id(), "workspace_id": desk.workspace.id, "person_id": anna.id,
             "thread_id": thread.id, "kind": "message", "seq": 0, "text": f"text {n}",
             "at": desk.clock() + timedelta(seconds=n), "version": 1}
            for n in range(2_000)
        ]  # fmt: skip
        messages = [
            {"id": item["id"], "workspace_id": desk.workspace.id, "thread_id": thread.id,
             "line_id": desk.line.id, "phone": ANNA, "direction": "in", "state": "received",
             "state_rank": 0, "encoding": "GSM-7", "segments": 1, "media_count": 0}
            for item in items
        ]  # fmt: skip
        tx.session.execute(insert(TimelineItem), items)
        tx.session.execute(insert(Message), messages)
        for item in items:
            log.record(tx, desk.workspace.id, "text.received", {"message": item["id"]}, phone=ANNA)
    began = time.monotonic()
    files = opened(exported(desk, folder))
    assert time.monotonic() - began < 12
    rows = table(files["timeline.csv"])
    assert len(rows) == 2_001
    assert [row["at_utc"] for row in rows] == sorted(row["at_utc"] for row in rows)


def test_it_can_be_asked_for_and_is_made_behind_the_scenes(desk: Desk, recorded: Recorded) -> None:
    story(desk)
    with desk.uow.write() as tx:
        asked = exports.ask(tx, desk.workspace.id, ANNA, desk.rep.id)
    desk.fold()
    with desk.uow.read() as session:
        (found,) = exports.listed(session, desk.workspace.id)
    assert (found.id, found.state) == (asked.id, "ready")
    with desk.uow.write() as tx:
        data = b"".join(exports.download(tx, desk.held.media, desk.workspace.id, asked.id))
    assert hashlib.sha256(data).hexdigest() == found.sha256
    assert json.loads(opened(data)["manifest.json"])["exporter"] == f"member:{desk.rep.id}"
    kinds = [
        entry.kind for entry, _ in recorded("export.asked", "export.made", "export.downloaded")
    ]
    assert kinds == ["export.asked", "export.made", "export.downloaded"]


def test_one_that_can_not_be_made_says_so(desk: Desk) -> None:
    story(desk)
    with desk.uow.read() as session:
        sha256 = session.query(ConsentEvidence).one().sha256
    desk.held.media.delete(objects.key(desk.workspace.id, sha256))
    with desk.uow.write() as tx:
        exports.ask(tx, desk.workspace.id, ANNA, None)
    desk.fold()
    with desk.uow.read() as session:
        (found,) = exports.listed(session, desk.workspace.id)
    assert (found.state, found.reason) == ("failed", "LookupError")


def test_one_is_kept_for_a_week(desk: Desk) -> None:
    with desk.uow.write() as tx:
        exports.ask(tx, desk.workspace.id, ANNA, None)
    desk.fold()
    maker = exports.Maker(desk.uow, desk.held.media, AnchorFolder(desk.held.settings.anchors))
    desk.clock.advance(days=6)
    assert maker.forget() == 0
    desk.clock.advance(days=2)
    assert maker.forget() == 1
    with desk.uow.read() as session:
        assert session.query(Export).count() == 0


def test_the_command_line_exports_verifies_erases_and_holds(
    desk: Desk, run: Run, tmp_path: Path
) -> None:
    story(desk)
    out = tmp_path / "anna.zip"
    env = {"THREADSIDE_DATA_DIR": str(desk.held.settings.data_dir)}
    made = run("export", "--phone", "+1 720 555 0142", "--out", str(out), env=env)
    assert made.exit_code == 0, made.output
    assert run("verify-log", "--export", str(out)).exit_code == 0
    assert run("verify-log", "--database", env=env).exit_code == 0
    assert run("verify-log").exit_code == 2
    held = run("hold", "place", "--phone", ANNA, "--reason", "Doe v. Foothill", env=env)
    assert held.exit_code == 0, held.output
    assert "Doe v. Foothill" in run("hold", "list", env=env).output
    refused = run("erase", "--phone", ANNA, "--yes", env=env)
    assert refused.exit_code == 1
    assert "Doe v. Foothill" in refused.output
    assert run("hold", "end", held.output.strip(), env=env).exit_code == 0
    done = run("erase", "--phone", ANNA, "--yes", env=env)
    assert done.exit_code == 0, done.output
    assert "had opted out" in done.output
    assert run("verify-log", "--database", env=env).exit_code == 0
    assert run("erase", "--phone", "Anna", "--yes", env=env).exit_code == 2
