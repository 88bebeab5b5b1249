"""`threadside doctor` names what is broken and lists what waits for a person."""

from sqlalchemy import text

from tests.builders import Builders
from tests.integration.cli.conftest import Run
from threadside.ids import new_id
from threadside.sealing import Sealer
from threadside.sending.accounts import seal_place
from threadside.store.tables import (
    CarrierAccount,
    CrmConnection,
    CrmEvent,
    CrmOptOut,
    DeliveryAlarm,
    Job,
    WebhookReceipt,
)
from threadside.store.uow import UnitOfWork
from threadside.webhooks.refused import keep_refused


def kept(build: Builders, state: str, **values: str) -> WebhookReceipt:
    made = WebhookReceipt(
        id=new_id(),
        kind="inbound",
        dedupe_key=new_id(),
        body="{}",
        state=state,
        received_at=build.now,
        **values,
    )
    build.add(made)
    return made


def account(build: Builders, sealer: Sealer) -> CarrierAccount:
    own = new_id()
    made = CarrierAccount(
        id=own,
        workspace_id=build.workspace().id,
        carrier="vonage",
        api_host="api.example",
        api_key="abcd1234",
        application_id=new_id(),
        private_key_sealed=sealer.seal("key", seal_place("private_key", own)),
        signature_secret_sealed=sealer.seal("secret", seal_place("signature_secret", own)),
        created_at=build.now,
    )
    build.add(made)
    return made


def test_a_fresh_installation_is_sound(run: Run) -> None:
    answer = run("doctor")
    assert answer.exit_code == 0
    assert "broken" not in answer.output
    assert "No migration is pending." in answer.output
    assert "Lines: none." in answer.output


def test_webhooks_that_nobody_understood_are_listed(run: Run, build: Builders) -> None:
    strange = kept(build, "unmatched", line_phone="+17205550199", peer="+17205550142")
    broken = kept(build, "unreadable", note="no JSON")
    kept(build, "done")
    answer = run("doctor").output
    assert "2 webhook(s) were kept" in answer
    assert "unmatched inbound to +17205550199 from +17205550142" in answer
    assert f"no JSON [{broken.id}]" in answer
    assert strange.id in answer


def test_webhooks_with_a_bad_signature_are_listed(run: Run, build: Builders) -> None:
    for _ in range(2):
        keep_refused(build.uow, "/webhooks/x", "unsigned", b"{}")
    keep_refused(build.uow, "/webhooks/x", "age", b"{}")
    answer = run("doctor").output
    assert "Webhooks refused so far: 1 age, 2 unsigned. The newest:" in answer
    assert answer.count("/webhooks/x: unsigned") == 2


def test_dead_jobs_are_listed_with_their_error(run: Run, build: Builders) -> None:
    build.add(
        Job(
            id=new_id(),
            name="fold",
            payload={},
            state="dead",
            attempts=12,
            run_at=build.now,
            last_error="ValueError: odd",
        )
    )
    assert "Job fold gave up after 12 tries: ValueError: odd" in run("doctor").output


def test_open_alarms_are_told(run: Run, build: Builders) -> None:
    line = build.line(build.workspace())
    build.add(
        DeliveryAlarm(
            id=new_id(), workspace_id=line.workspace_id, kind="opt_outs", line_id=line.id,
            since=build.now, raised_at=build.now, expected=0.03, observed=0.04, texts=300,
        )
    )  # fmt: skip
    assert "1 alarm(s) about deliveries are open." in run("doctor").output


def test_webhooks_that_wait_too_long_are_told(run: Run, build: Builders) -> None:
    kept(build, "pending")
    assert "Webhooks wait to be folded in since" in run("doctor").output


def test_what_linked_crms_leave_to_a_person_is_told(run: Run, build: Builders) -> None:
    admin = build.member(role="admin")
    linked = CrmConnection(
        id=new_id(), workspace_id=admin.workspace.id, crm="zoho", account="1", name="Zoho",
        base_url="https://www.zohoapis.com", linked_by=admin.id, linked_at=build.now,
    )  # fmt: skip
    both = {"workspace_id": admin.workspace.id, "connection_id": linked.id}
    build.add(
        linked,
        CrmOptOut(
            **both, id=new_id(), who_type="contact", who_id="7", phone="+17205550142", raw="",
            opted_out=True, state="failed", next_at=build.now, created_at=build.now,
        ),
        CrmEvent(
            **both, id=new_id(), key="k", body={"unreadable": "not_json: <"},
            received_at=build.now, folded_at=build.now, problem="unreadable",
        ),
    )  # fmt: skip
    told = run("doctor").output
    assert "CRMs refused 1 log entries or opt-outs." in told
    assert "1 webhook(s) of CRMs could not be read." in told


def test_the_key_that_sealed_the_secrets_is_recognised(run: Run, build: Builders) -> None:
    from tests.integration.conftest import KEY

    account(build, Sealer.from_key(KEY))
    assert "The key opens every stored secret." in run("doctor").output


def test_another_key_is_broken(run: Run, build: Builders) -> None:
    account(build, Sealer.from_key(Sealer.new_key()))
    answer = run("doctor")
    assert answer.exit_code == 1
    assert "doesn't open the secrets of account(s) abcd1234" in answer.output


def test_pending_migrations_are_broken(run: Run, uow: UnitOfWork) -> None:
    with uow.write() as tx:
        tx.session.execute(text("DELETE FROM alembic_version"))
    answer = run("doctor")
    assert answer.exit_code == 1
    assert "Run `threadside db upgrade`" in answer.output


def test_an_unreachable_database_is_broken(run: Run) -> None:
    answer = run("doctor", env={"THREADSIDE_DATABASE_URL": "postgresql://x@127.0.0.1:1/none"})
    assert answer.exit_code == 1
    assert "can't be reached" in answer.output


def test_lines_are_counted_by_state(run: Run, build: Builders) -> None:
    workspace = build.workspace()
    build.line(workspace, "+17205550100")
    build.line(workspace, "+17205550101", state="paused")
    assert "Lines: 1 live, 1 paused." in run("doctor").output
