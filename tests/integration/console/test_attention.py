"""The page of what waits for a person: everything has an action, and each action ends it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import Builders
from tests.integration.console.conftest import Visit
from tests.integration.crm.ledger import Ledger
from tests.integration.crm.logged import link
from tests.integration.desk import ANNA, BEN, Desk
from threadside.ids import new_id
from threadside.insight import attention
from threadside.jobs import queue
from threadside.linking.problems import Refused
from threadside.sending.port import Unknown
from threadside.store.tables import (
    DeliveryAlarm,
    InboundPart,
    Job,
    Line,
    Media,
    Message,
    MessageMedia,
    Outbox,
    TimelineItem,
    WebhookReceipt,
)
from threadside.webhooks.refused import keep_refused

PAGE = "/console/attention"
UNKNOWN_LINE = "+17205550199"


def waiting(desk: Desk) -> attention.Waiting:
    with desk.uow.read() as session:
        return attention.waiting(session, desk.workspace.id)


def receipt(desk: Desk, receipt_id: str) -> WebhookReceipt:
    with desk.uow.read() as session:
        return session.get_one(WebhookReceipt, receipt_id)


def kept(desk: Desk, state: str = "unreadable", **values: Any) -> WebhookReceipt:
    made = WebhookReceipt(
        **{
            "id": new_id(),
            "carrier_account_id": desk.account.id,
            "kind": "inbound",
            "dedupe_key": new_id(),
            "body": '{"odd": "<script>"}',
            "state": state,
            "note": "fields",
            "received_at": desk.clock.now,
            **values,
        }
    )
    desk.build.add(made)
    return made


def dead(desk: Desk, payload: dict[str, str], name: str = "fold_inbound") -> Job:
    made = Job(
        id=new_id(),
        name=name,
        payload=payload,
        state="dead",
        attempts=12,
        run_at=desk.clock.now,
        last_error="ValueError: odd",
    )
    desk.build.add(made)
    return made


def test_an_empty_page_teaches_and_counts_nothing(admin: Visit) -> None:
    page = admin.see(PAGE)
    assert "Nothing needs you" in page
    assert 'class="count"' not in page


def test_a_text_to_an_unknown_line_is_folded_in_once_the_line_is_there(
    admin: Visit, desk: Desk
) -> None:
    desk.says("Hello?", to=UNKNOWN_LINE.removeprefix("+"))
    page = admin.see(PAGE)
    assert "Its number is no line of yours" in page
    assert 'class="count">1<' in admin.see("/console/lines"), "the navigation counts it"
    assert "None of them is for a line" in admin.does(f"{PAGE}/webhooks/fold-matching")
    desk.open_line(UNKNOWN_LINE)
    assert "1 are being folded in" in admin.does(f"{PAGE}/webhooks/fold-matching")
    desk.fold()
    assert waiting(desk).total == 0
    with desk.uow.read() as session:
        (text,) = session.scalars(select(TimelineItem).where(TimelineItem.kind == "message"))
    assert text.text == "Hello?"


def test_one_that_is_still_for_nobody_comes_back(admin: Visit, desk: Desk) -> None:
    desk.says("Hello?", to=UNKNOWN_LINE.removeprefix("+"))
    with desk.uow.read() as session:
        (row,) = attention.kept_webhooks(session, desk.workspace.id, ("unmatched",))
    admin.does(f"{PAGE}/webhooks/{row.id}/fold")
    assert receipt(desk, row.id).state == "pending"
    desk.fold()
    assert receipt(desk, row.id).state == "unmatched"
    admin.does(f"{PAGE}/webhooks/{row.id}/read")
    assert receipt(desk, row.id).state == "done"
    assert admin.submit(f"{PAGE}/webhooks/{row.id}/fold").status_code == 409


def test_an_unreadable_webhook_is_shown_downloaded_and_marked_as_read(
    admin: Visit, desk: Desk
) -> None:
    row = kept(desk)
    page = admin.see(f"{PAGE}/webhooks/{row.id}")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    answer = admin.open(f"{PAGE}/webhooks/{row.id}/body")
    assert answer.text == row.body
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "text/plain"
    assert "Marked as read" in admin.does(f"{PAGE}/webhooks/{row.id}/read")
    assert waiting(desk).total == 0
    assert receipt(desk, row.id).note == "unreadable, read: fields"


def test_a_dead_job_runs_again(admin: Visit, desk: Desk) -> None:
    row = kept(desk, "pending", note=None)
    job = dead(desk, {"receipt": row.id})
    page = admin.see(PAGE)
    assert "Folding in a text" in page
    assert "ValueError: odd" in page
    admin.does(f"{PAGE}/jobs/{job.id}/run")
    with desk.uow.read() as session:
        again = session.get_one(Job, job.id)
    assert (again.state, again.attempts, again.run_at) == ("waiting", 0, desk.clock.now)


def test_a_dead_job_is_dropped_with_a_reason_and_blocks_nobody_any_more(
    admin: Visit, desk: Desk
) -> None:
    row = kept(desk, "pending", note=None, peer=ANNA)
    job = dead(desk, {"receipt": row.id})
    answer = admin.submit(f"{PAGE}/jobs/{job.id}/drop", reason="  ")
    assert answer.status_code == 422
    assert "Say why it can be dropped" in answer.text
    sent = desk.press(desk.person())
    desk.after_hold()
    assert desk.state(sent["id"]) == "queued"
    admin.does(f"{PAGE}/jobs/{job.id}/drop", reason="Sent twice by a test")
    assert receipt(desk, row.id).note == "dropped: Sent twice by a test"
    desk.send_due()
    assert desk.state(sent["id"]) == "submitted"
    assert admin.submit(f"{PAGE}/jobs/{job.id}/drop", reason="x").status_code == 404


def test_work_of_the_installation_runs_again_and_is_never_dropped(admin: Visit, desk: Desk) -> None:
    job = dead(desk, {}, "housekeeping")
    page = admin.see(PAGE)
    assert "Hourly housekeeping" in page
    assert "Why it can be dropped" not in page
    assert admin.submit(f"{PAGE}/jobs/{job.id}/drop", reason="x").status_code == 409
    admin.does(f"{PAGE}/jobs/{job.id}/run")
    assert waiting(desk).total == 0


def uncertain(desk: Desk, *, asked: bool) -> str:
    """A text whose answer was lost; `asked`: the carrier's records know nothing of it."""
    sent = desk.press(desk.person())
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()
    if asked:
        with desk.uow.write() as tx:
            tx.session.get_one(Message, sent["id"]).failure_code = attention.ASKED
            tx.session.get_one(Outbox, sent["id"]).check_at = None
            tx.session.flush()
    return str(sent["id"])


@pytest.mark.parametrize(("outcome", "state"), [("sent", "submitted"), ("not_sent", "failed")])
def test_a_text_in_doubt_is_settled_as_by_a_rep(
    admin: Visit, desk: Desk, outcome: str, state: str
) -> None:
    message_id = uncertain(desk, asked=True)
    assert "Was it sent?" in admin.see(PAGE)
    admin.does(f"{PAGE}/texts/{message_id}/settle", outcome=outcome)
    assert desk.state(message_id) == state
    assert waiting(desk).total == 0
    assert admin.submit(f"{PAGE}/texts/{message_id}/settle", outcome=outcome).status_code == 409


def test_a_text_that_is_being_checked_needs_nobody_yet(admin: Visit, desk: Desk) -> None:
    uncertain(desk, asked=False)
    assert (waiting(desk).total, waiting(desk).checking) == (0, 1)
    assert "1 more texts are being checked" in admin.see(PAGE)


def test_a_paused_line_is_resumed_by_the_admin_who_saw_it(admin: Visit, desk: Desk) -> None:
    with desk.uow.write() as tx:
        line = tx.session.get_one(Line, desk.line.id)
        line.state, line.pause_reason = "paused", "no_credit"
        version = line.version
    assert "The carrier account is out of credit" in admin.see(PAGE)
    assert (
        admin.submit(f"{PAGE}/lines/{desk.line.id}/resume", version=version + 1).status_code == 409
    )
    admin.does(f"{PAGE}/lines/{desk.line.id}/resume", version=version)
    assert waiting(desk).total == 0


def failed_media(desk: Desk) -> Media:
    message_id = desk.press(desk.person())["id"]
    made = Media(
        id=new_id(),
        workspace_id=desk.workspace.id,
        kind="image",
        content_type="image/png",
        name="roof.png",
        state="failed",
        reason="not_had",
        source_url="https://api.nexmo.com/v3/media/1",
        attempts=9,
        created_at=desk.clock.now,
    )
    desk.build.add(
        made,
        MessageMedia(
            message_id=message_id, position=0, workspace_id=desk.workspace.id, media_id=made.id
        ),
    )
    return made


def test_a_picture_that_did_not_come_is_asked_for_again_or_seen(admin: Visit, desk: Desk) -> None:
    media = failed_media(desk)
    assert "roof.png" in admin.see(PAGE)
    admin.does(f"{PAGE}/media/{media.id}/fetch")
    with desk.uow.read() as session:
        again = session.get_one(Media, media.id)
    assert (again.state, again.fetch_at) == ("pending", desk.clock.now)
    failed_media(desk)
    assert waiting(desk).media == 1
    admin.does(f"{PAGE}/seen/media", until=desk.clock.now.isoformat())
    assert waiting(desk).total == 0


def test_refused_webhooks_are_seen_once_and_new_ones_stand_out(admin: Visit, desk: Desk) -> None:
    keep_refused(desk.uow, "/webhooks/vonage/inbound", "signature", b"secret words")
    page = admin.see(PAGE)
    assert "Compare the signature secret" in page
    assert "secret words" not in page, "whose they are, nobody knows"
    until = re.search(r'name="until" value="([^"]+)"', page)
    assert until
    admin.does(f"{PAGE}/seen/refused", until=until[1])
    assert waiting(desk).total == 0
    desk.clock.advance(minutes=1)
    keep_refused(desk.uow, "/webhooks/vonage/inbound", "unsigned", b"")
    assert waiting(desk).refused == 1
    assert "threadside_refused_webhooks_total" in (metrics := admin.see("/metrics"))
    assert 'reason="unsigned"} 1.0' in metrics
    assert admin.submit(f"{PAGE}/seen/refused", until="soon").status_code == 400
    assert admin.submit(f"{PAGE}/seen/lines", until="2026-03-02").status_code == 404


def test_an_alarm_is_closed_with_a_note(admin: Visit, desk: Desk) -> None:
    alarm = DeliveryAlarm(
        id=new_id(), workspace_id=desk.workspace.id, kind="opt_outs", line_id=desk.line.id,
        since=desk.clock.now, raised_at=desk.clock.now, expected=0.03, observed=0.041, texts=300,
    )  # fmt: skip
    desk.build.add(alarm)
    assert "Many people opt out, on Front desk" in admin.see(PAGE)
    admin.does(f"{PAGE}/alarms/{alarm.id}/close", note="New list", then="close")
    assert waiting(desk).total == 0


def test_more_than_fit_stand_on_pages_of_their_own(admin: Visit, desk: Desk) -> None:
    rows = [kept(desk, peer=f"+1303555{number:04}") for number in range(60)]
    assert "Show all 60" in admin.see(PAGE)
    seen: list[str] = []
    path = f"{PAGE}/all/unreadable"
    for _ in range(3):
        page = admin.client.get(path).text
        seen += re.findall(rf'href="{PAGE}/webhooks/([0-9a-f-]{{36}})"', page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = older[1] if older else ""
    assert seen == [row.id for row in reversed(rows)]
    assert path == ""
    assert admin.open(f"{PAGE}/all/nothing").status_code == 404


def test_nothing_of_another_workspace_is_shown_or_touched(
    build: Builders, desk: Desk, visit: Any
) -> None:
    row, other = kept(desk, "unmatched"), kept(desk, "pending")
    job = dead(desk, {"receipt": other.id})
    part = InboundPart(
        id=new_id(), workspace_id=desk.workspace.id, line_id=desk.line.id, phone=BEN, reference=1,
        total=2, number=1, text_id=new_id(), text="", carrier_uuid="x", at=desk.clock.now,
        webhook_receipt_id=row.id,
    )  # fmt: skip
    build.add(part)
    dead(desk, {"text": part.id}, "release_parts")
    dead(desk, {"workspace": desk.workspace.id}, "insight_count")
    message_id = uncertain(desk, asked=True)
    media = failed_media(desk)
    stranger = visit(build.member(role="admin"))
    assert "Nothing needs you" in stranger.see(PAGE)
    assert waiting(desk).jobs == 3
    for path, fields in (
        (f"webhooks/{row.id}/fold", {}),
        (f"webhooks/{row.id}/read", {}),
        (f"jobs/{job.id}/run", {}),
        (f"jobs/{job.id}/drop", {"reason": "x"}),
        (f"texts/{message_id}/settle", {"outcome": "sent"}),
        (f"lines/{desk.line.id}/resume", {"version": "1"}),
        (f"media/{media.id}/fetch", {}),
    ):
        assert stranger.submit(f"{PAGE}/{path}", **fields).status_code == 404, path
    assert stranger.open(f"{PAGE}/webhooks/{row.id}").status_code == 404
    assert stranger.open(f"{PAGE}/webhooks/{row.id}/body").status_code == 404
    assert receipt(desk, row.id).state == "unmatched"


def test_the_page_takes_few_statements_whatever_waits(
    admin: Visit, desk: Desk, statements: Any
) -> None:
    for number in range(8):
        kept(desk, ("unreadable", "unmatched")[number % 2])
        dead(desk, {}, "housekeeping")
        desk.clock.advance(minutes=1)
        keep_refused(desk.uow, "/webhooks/x", "age", b"")
    before = statements()
    admin.see(PAGE)
    assert statements() - before <= 12


def test_jobs_that_wait_are_not_dead(desk: Desk) -> None:
    with desk.uow.write() as tx:
        queue.defer(tx, "housekeeping", {}, run_at=tx.now + timedelta(hours=1))
    assert waiting(desk).total == 0


def test_what_the_crm_refused_is_listed_with_its_reason_and_written_again(
    admin: Visit, desk: Desk
) -> None:
    ledger = Ledger(desk.clock)
    logged = link(desk, ledger)
    logged.contact(desk.person())
    desk.says("Hello")
    ledger.next_faults = [("before", Refused("forbidden"))]
    logged.write()
    page = admin.see(PAGE)
    assert "Not written into the CRM" in page
    assert "Not in Ledger: whoever linked it may not write on this record" in page
    (entry,) = logged.entries()
    assert "It is being written again" in admin.does(f"{PAGE}/crm/{entry.id}/write")
    logged.write()
    assert waiting(desk).total == 0
