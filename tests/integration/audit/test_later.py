"""What is recorded a moment later: reading, and failing to sign in."""

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from tests.builders import PASSWORD, QUICK
from tests.integration.audit.conftest import Recorded
from tests.integration.desk import Desk
from threadside.audit.later import Notebook
from threadside.runtime import Runtime
from threadside.workspace import sessions
from threadside.workspace.passwords import Passwords
from threadside.workspace.sign_in import sign_in


def look(desk: Desk, person: Any, **who: Any) -> None:
    desk.get(f"/v1/people/{person.id}/timeline", **who)


def test_reading_a_conversation_is_recorded_once_an_hour(
    desk: Desk, held: Runtime, recorded: Recorded
) -> None:
    """A-8"""
    anna, colleague = desk.person(), desk.build.member(desk.workspace, role="admin")
    for _ in range(3):
        look(desk, anna)
        desk.get("/v1/beside", crm="sample", account="acme", type="contact", id="1",
                 phones=["+17205550142"])  # fmt: skip
    look(desk, anna, who=colleague)
    held.notebook.flush()
    look(desk, anna)
    held.notebook.flush()
    rows = recorded("read.thread")
    assert sorted(entry.actor for entry, _ in rows) == sorted(
        [f"member:{desk.rep.id}", f"member:{colleague.id}"]
    )
    assert {payload.person_id for _, payload in rows} == {anna.id}
    desk.clock.advance(hours=1)
    look(desk, anna)
    held.notebook.flush()
    assert len(recorded("read.thread")) == 3


def test_another_process_does_not_record_the_same_hour_again(
    desk: Desk, held: Runtime, recorded: Recorded
) -> None:
    anna = desk.person()
    for notebook in (held.notebook, Notebook(desk.uow)):
        notebook.read(desk.workspace.id, desk.rep.id, anna.id)
        notebook.flush()
    assert len(recorded("read.thread")) == 1


def test_a_policy_can_leave_reading_out(desk: Desk, held: Runtime, recorded: Recorded) -> None:
    desk.policy(read_log=False)
    look(desk, desk.person())
    held.notebook.flush()
    assert recorded("read.thread") == []


def test_what_could_not_be_written_waits(
    desk: Desk, held: Runtime, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(desk, desk.person())
    with monkeypatch.context() as patched:

        def gone() -> None:
            raise OperationalError("BEGIN", None, Exception("gone"))

        patched.setattr(held.uow, "write", gone)
        with pytest.raises(OperationalError):
            held.notebook.flush()
    held.notebook.flush()
    assert len(recorded("read.thread")) == 1


def test_signing_in_out_and_in_vain_is_recorded(
    desk: Desk, held: Runtime, recorded: Recorded
) -> None:

    user = desk.build.user()
    desk.build.member(desk.workspace, user=user)
    secret = sign_in(desk.uow, Passwords(QUICK), user.email, PASSWORD, None).secret
    with desk.uow.write() as tx:
        sessions.end(tx, secret)
    held.notebook.failed_sign_in(user.email.upper())
    held.notebook.failed_sign_in("nobody@example.com")
    held.notebook.flush()
    rows = recorded("sign_in", "session.revoked", "sign_in.failed")
    assert [entry.kind for entry, _ in rows] == ["sign_in", "session.revoked", "sign_in.failed"]
    assert {entry.actor for entry, _ in rows} == {f"user:{user.id}"}


def test_a_wrong_password_at_the_form_is_noted(
    desk: Desk, held: Runtime, recorded: Recorded
) -> None:
    client = desk.app.test_client()
    page = client.get("/sign-in").text
    mark = page.split('name="form_mark" value="')[1].split('"')[0]
    client.post(
        "/sign-in",
        data={"email": desk.rep.user.email, "password": "wrong", "form_mark": mark},
    )
    held.notebook.flush()
    (entry, _) = recorded("sign_in.failed")[0]
    assert entry.actor == f"user:{desk.rep.user.id}"


def test_a_refused_press_is_recorded_with_its_reasons(
    desk: Desk, held: Runtime, recorded: Recorded
) -> None:
    """A-8, and what an export shows under decisions."""
    anna = desk.person()
    desk.says("STOP")
    desk.send_due()
    answer = desk.ask("POST", "/v1/messages", desk.wish(anna, "one more thing"))
    assert answer.status_code == 409
    held.notebook.flush()
    ((entry, payload),) = recorded("text.refused")
    assert entry.actor == f"member:{desk.rep.id}"
    assert payload.phone == "+17205550142"
    assert payload.payload["verdict"] == answer.json["verdict"]["code"]
    assert "one more thing" not in str(payload.payload)
