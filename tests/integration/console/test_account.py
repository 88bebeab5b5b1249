"""The carrier account in the console: connected, changed, its secrets never shown."""

import io
import json
from collections.abc import Callable
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import select

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from threadside.sending.accounts import CarrierAccounts
from threadside.sending.port import AccountAccess
from threadside.store.tables import CarrierAccount

HOME = "/console/account"
NEW_SECRET = "a signature secret that is new"
API_SECRET = "an api secret of its own"


@cache
def pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def body_of(key: str) -> str:
    """A line of it that no page may hold."""
    return key.splitlines()[1]


@pytest.fixture
def newcomer(desk: Desk, visit: Callable[[Someone], Visit]) -> Visit:
    """The admin of a workspace without an account."""
    return visit(desk.build.member(role="admin", name="Ola Berg"))


@pytest.fixture
def form() -> dict[str, str]:
    """What connects an account; a browser sends lines with CR LF."""
    return {
        "api_key": "abcd1234",
        "application_id": "app-1",
        "private_key": pem().replace("\n", "\r\n"),
        "signature_secret": NEW_SECRET,
        "api": "messages",
        "api_host": "api.nexmo.com",
        "api_secret": "",
    }


def row_of(desk: Desk, workspace_id: str = "") -> CarrierAccount:
    with desk.uow.read() as session:
        mine = CarrierAccount.workspace_id == (workspace_id or desk.workspace.id)
        return session.scalars(select(CarrierAccount).where(mine)).one()


def access_of(desk: Desk, workspace_id: str = "") -> AccountAccess:
    row = row_of(desk, workspace_id)
    return CarrierAccounts(desk.uow, desk.held.sealer, {}, {}).access(row.id)[1]


def test_an_account_is_connected_and_the_page_says_which_webhooks_to_enter(
    newcomer: Visit, desk: Desk, form: dict[str, str]
) -> None:
    page = newcomer.does(HOME, **form)
    for path in ("inbound", "status", "sms/inbound", "sms/receipt"):
        assert f'value="http://127.0.0.1:8080/webhooks/vonage/{path}"' in page
    access = access_of(desk, newcomer.someone.workspace.id)
    assert (access.api_key, access.private_key) == ("abcd1234", pem())
    assert access.signature_secrets == (NEW_SECRET,)


def test_the_private_key_may_come_as_a_file(
    newcomer: Visit, desk: Desk, form: dict[str, str]
) -> None:
    file = (io.BytesIO(pem().encode()), "private.key")
    newcomer.does(HOME, **{**form, "private_key": "", "key_file": file})
    assert access_of(desk, newcomer.someone.workspace.id).private_key == pem()


def test_a_bad_key_keeps_what_was_typed_but_no_secret(
    newcomer: Visit, form: dict[str, str]
) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    other = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for key in ("no key at all", other, pem().replace("M", "m")):
        given = {**form, "private_key": key, "api_secret": API_SECRET}
        answer = newcomer.submit(HOME, **given)
        assert answer.status_code == 422
        assert 'value="abcd1234"' in answer.text
        assert 'value="app-1"' in answer.text
        assert "begins with BEGIN PRIVATE KEY" in answer.text
        assert "enter them, and choose the key’s file, once more" in answer.text
        for secret in (NEW_SECRET, API_SECRET, key):
            assert secret not in answer.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"api_key": " "}, "Fill in this field"),
        ({"signature_secret": ""}, "Fill in this field"),
        ({"api": "sms"}, "The SMS API needs the account’s API secret"),
        ({"api": "post"}, "Choose one of the values"),
        ({"api_host": "169.254.169.254"}, "Choose one of the values"),
    ],
)
def test_an_account_that_could_not_work_is_not_connected(
    newcomer: Visit, form: dict[str, str], fields: dict[str, str], sentence: str
) -> None:
    answer = newcomer.submit(HOME, **{**form, **fields})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "Connect a Vonage account" in newcomer.see(HOME)


def test_an_account_of_another_workspace_can_not_be_taken_or_seen(
    newcomer: Visit, desk: Desk, form: dict[str, str]
) -> None:
    answer = newcomer.submit(HOME, **{**form, "api_key": desk.account.api_key})
    assert (answer.status_code, "connected already" in answer.text) == (409, True)
    assert desk.account.api_key not in newcomer.see(HOME)
    for path in ("api", "api-secret", "key", "signature", "signature/end", "sms-signature", "pace"):
        before = row_of(desk).version
        assert newcomer.submit(f"{HOME}/{path}", version=before, **form).status_code == 409, path
        assert row_of(desk).version == before


def test_of_two_admins_who_connect_one_is_told(
    newcomer: Visit, desk: Desk, form: dict[str, str]
) -> None:
    newcomer.does(HOME, **form)
    again = newcomer.submit(HOME, **{**form, "api_key": "other123"})
    assert again.status_code == 409
    assert row_of(desk, newcomer.someone.workspace.id).api_key == "abcd1234"


def test_texts_go_out_by_the_sms_api_only_with_the_api_secret(admin: Visit, desk: Desk) -> None:
    answer = admin.submit(f"{HOME}/api", version=1, api="sms")
    assert answer.status_code == 422
    assert "Add it first" in answer.text
    page = admin.does(f"{HOME}/api-secret", version=1, api_secret=API_SECRET)
    assert API_SECRET not in page
    admin.does(f"{HOME}/api", version=2, api="sms")
    access = access_of(desk)
    assert (access.api, access.api_secret) == ("sms", API_SECRET)


def test_what_was_changed_holds_for_the_next_text(admin: Visit, desk: Desk) -> None:
    opened: list[str] = []

    def open_carrier(access: AccountAccess) -> object:
        opened.append(access.application_id)
        return desk.carrier

    carriers = CarrierAccounts(desk.uow, desk.held.sealer, {"vonage": open_carrier}, {})  # type: ignore[dict-item]
    for _ in range(2):
        carriers.carrier(desk.account.id)
    admin.does(f"{HOME}/key", version=1, application_id="app-2", private_key=pem())
    for _ in range(2):
        carriers.carrier(desk.account.id)
    assert opened[1:] == ["app-2"]  # and once only


def test_a_new_signature_secret_holds_beside_the_old_one_until_the_end(
    admin: Visit, desk: Desk
) -> None:
    old = desk.account.secret
    page = admin.does(f"{HOME}/signature", version=1, signature_secret="mistyped secret")
    assert "Two secrets hold" in page
    admin.does(f"{HOME}/signature", version=2, signature_secret=NEW_SECRET)
    assert access_of(desk).signature_secrets == (NEW_SECRET, old)
    page = admin.does(f"{HOME}/signature/end", version=3)
    assert "Two secrets hold" not in page
    assert access_of(desk).signature_secrets == (NEW_SECRET,)


def test_no_page_holds_a_secret(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    secrets = [NEW_SECRET, API_SECRET, body_of(pem()), desk.account.secret]
    admin.does(f"{HOME}/key", version=1, application_id="app-2", private_key=pem())
    admin.does(f"{HOME}/api-secret", version=2, api_secret=API_SECRET)
    admin.does(f"{HOME}/signature", version=3, signature_secret=NEW_SECRET)
    stale = {"version": 1, "application_id": "app-2", "private_key": pem()}
    pages = [
        admin.see(HOME),
        admin.submit(f"{HOME}/key", **stale).text,
        admin.submit(f"{HOME}/api-secret", version=1, api_secret=API_SECRET).text,
        admin.submit(f"{HOME}/signature", version=1, signature_secret=NEW_SECRET).text,
    ]
    row = row_of(desk)
    secrets += [row.private_key_sealed, row.signature_secret_sealed]
    for role in ("lead", "auditor"):
        page = visit(desk.build.member(desk.workspace, role=role)).see(HOME)
        assert "Kept" in page
        assert 'type="password"' not in page
        assert 'type="file"' not in page
        pages.append(page)
    for page in pages:
        assert [secret for secret in secrets if secret in page] == []


def test_the_second_of_two_admins_is_told(
    admin: Visit, desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    other = visit(desk.build.member(desk.workspace, role="admin", name="Ola Berg"))
    admin.does(f"{HOME}/sms-signature", version=1, sms_signature="sha512")
    answer = other.submit(f"{HOME}/sms-signature", version=1, sms_signature="unsigned")
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert row_of(desk).sms_signature == "sha512"


def test_webhooks_that_need_no_signature_are_warned_of(admin: Visit, desk: Desk) -> None:
    page = admin.does(f"{HOME}/sms-signature", version=1, sms_signature="unsigned")
    assert "Whoever knows the address" in page
    assert row_of(desk).sms_signature == "unsigned"


def test_the_carrier_may_be_left_to_answer_stop(admin: Visit, desk: Desk) -> None:
    """R-3: no second confirmation where the carrier has sent one; and the change is recorded."""
    page = admin.see(HOME)
    assert "may get one confirmation, not two" in page
    page = admin.does(f"{HOME}/opt-outs", version=1, opt_outs="carrier")
    assert "from now on STOP and HELP are answered this way" in page
    assert 'value="carrier" selected' in page
    desk.person()
    desk.says("STOP")
    desk.send_due()
    assert desk.carrier.texts == []
    log = admin.see("/console/records", kind="account")
    assert "Answers opt outs" in log
    assert "no → yes" in log.lower()


def test_and_taken_back_we_answer_again(admin: Visit, desk: Desk) -> None:
    admin.does(f"{HOME}/opt-outs", version=1, opt_outs="carrier")
    admin.does(f"{HOME}/opt-outs", version=2, opt_outs="us")
    assert not row_of(desk).answers_opt_outs
    assert admin.submit(f"{HOME}/opt-outs", version=3, opt_outs="both").status_code == 422
    assert not row_of(desk).answers_opt_outs


def test_an_auditor_reads_who_answers(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert "<dd>Threadside</dd>" in auditor.see(HOME)
    assert auditor.submit(f"{HOME}/opt-outs", version=1, opt_outs="carrier").status_code == 403


def test_the_pace_of_the_account_is_changed(admin: Visit, desk: Desk) -> None:
    assert "30 requests" not in admin.see(f"/console/lines/{desk.line.id}")
    admin.does(f"{HOME}/pace", version=1, per_second="30")
    assert "30 requests a second" in admin.see(f"/console/lines/{desk.line.id}")
    answer = admin.submit(f"{HOME}/pace", version=2, per_second="0")
    assert (answer.status_code, row_of(desk).per_second) == (422, 30.0)


def test_the_page_tells_when_each_webhook_last_came(admin: Visit, desk: Desk) -> None:
    assert admin.see(HOME).count("None has arrived yet") == 4
    desk.says("hello")
    desk.clock.advance(minutes=3)
    page = admin.see(HOME)
    assert page.count("None has arrived yet") == 3
    assert "3 min ago" in page


def test_refused_webhooks_are_counted_by_reason(admin: Visit, desk: Desk) -> None:
    assert "None was refused lately" in admin.see(HOME)
    for _ in range(3):
        body = json.dumps({"message_uuid": "x"})
        desk.app.test_client().post("/webhooks/vonage/status", data=body)
    page = admin.see(HOME)
    assert "It carries no signature" in page
    assert 'class="number">3<' in page
    assert "None was refused lately" not in page
    seen = {"until": desk.clock().isoformat()}
    admin.does("/console/attention/seen/refused", **seen)
    assert "None was refused lately" in admin.see(HOME)


def test_without_an_account_a_reader_is_told_who_connects_one(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    page = visit(desk.build.member(role="auditor")).see(HOME)
    assert "No account is connected" in page
    assert "<form" not in page.partition("<main")[2]


def test_the_page_costs_few_statements_however_many_lines_there_are(
    admin: Visit, desk: Desk, statements: Callable[[], int]
) -> None:
    def cost() -> int:
        before = statements()
        admin.see(HOME)
        return statements() - before

    few = cost()
    for number in range(5):
        desk.open_line(f"+1720555016{number}")
    assert cost() == few
