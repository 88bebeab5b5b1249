"""CRMs in the console: linked by signing in or by a key, looked at, decided on, let go."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from tests.integration.linking.conftest import oauth_server, provider
from tests.integration.linking.ledger import Cabinet, Ledger
from tests.integration.linking.provider import CALLBACK, Provider
from tests.unit.linking.server import Crm, says, serving
from threadside.crm.asking import Crms
from threadside.crm.lookup import Lookups
from threadside.http.crm import CONNECTIONS
from threadside.http.records import LOOKUPS
from threadside.linking.connections import Connections
from threadside.linking.means import Means
from threadside.linking.port import Api
from threadside.linking.transport import Transport
from threadside.linking.values import Field
from threadside.store.tables import AuditEntry, CrmApp, CrmConnection, CrmToken

__all__ = ["oauth_server", "provider"]

FIELDS = (
    Field("mobile", "Mobile", "phone"), Field("office", "Office", "phone"),
    Field("nick", "Goes by"), Field("no_text", "No texts", "boolean"),
    Field("due", "Next visit", "date"), Field("keeper", "Keeper", "owner"),
)  # fmt: skip
SECRET = "a secret of the application"


class Files(Cabinet):
    """Cabinet with fields to map."""

    def fields(self, api: Api) -> Any:
        api.call("GET", "/fields")
        return FIELDS


@dataclass
class Setting:
    """An admin's console beside two CRMs that can be linked."""

    admin: Visit
    desk: Desk
    provider: Provider
    cabinet: Crm

    def row(self, crm: str = "cabinet") -> CrmConnection:
        with self.desk.uow.read() as session:
            return session.scalars(select(CrmConnection).where(CrmConnection.crm == crm)).one()

    def link_cabinet(self) -> CrmConnection:
        self.admin.does(
            "/console/crm/link/cabinet/key", address=self.cabinet.url, field_key="secret-key"
        )
        return self.row()

    def keep_app(self) -> str:
        return self.admin.does(
            "/console/crm/link/ledger/app", client_id="threadside", client_secret=SECRET
        )

    def set_out(self) -> str:
        """Where the browser is sent."""
        answer = self.admin.submit("/console/crm/link/ledger/begin")
        assert answer.status_code == 200, answer.text
        found = re.search(r'href="(http://127[^"]+)"', answer.text)
        assert found is not None
        address = unescape(found[1])
        assert answer.headers["Refresh"] == f"0; url={address}"
        return address

    def come_back(self, **query: str) -> Any:
        return self.admin.open("/console/crm/callback", **query)

    def set(self, **values: Any) -> None:
        with self.desk.uow.write() as tx:
            tx.session.execute(update(CrmConnection).values(**values))


@pytest.fixture
def setting(admin: Visit, desk: Desk, provider: Provider) -> Iterator[Setting]:
    with serving() as cabinet:
        cabinet.told = [says({"name": "Foothill's own"})]
        crms: Any = {"ledger": Ledger(provider.url), "cabinet": Files()}
        means = Means(
            desk.uow, desk.held.sealer, crms, Transport(loopback=True, read_s=0.5),
            wait=lambda seconds: desk.clock.advance(seconds=seconds) and None,
        )  # fmt: skip
        connections = Connections(means)
        lookups = Lookups(desk.uow, Crms(crms, connections.open))
        desk.app.extensions[CONNECTIONS] = connections
        desk.app.extensions[LOOKUPS] = lookups
        yield Setting(admin, desk, provider, cabinet)
        lookups.close(wait=True)


def kinds(desk: Desk) -> list[str]:
    with desk.uow.read() as session:
        query = select(AuditEntry.kind).order_by(AuditEntry.number)
        return [kind for kind in session.scalars(query) if kind.startswith("crm.")]


def test_every_crm_that_can_be_linked_is_listed_with_a_sentence(admin: Visit) -> None:
    page = admin.see("/console/crm")
    for name in ("HubSpot", "Salesforce", "Pipedrive", "Zoho CRM", "Odoo", "EspoCRM"):
        assert f'<th scope="row">{name}</th>' in page
    assert "texts become tasks" in page
    assert "No CRM is linked yet" in page


def test_an_admin_links_by_signing_in(setting: Setting) -> None:
    page = setting.admin.see("/console/crm/link/ledger")
    assert CALLBACK in page
    assert "crm.write" in page
    assert "For the tests" in page
    assert "First enter the application" in page
    page = setting.keep_app()
    assert SECRET not in page
    assert "Go on to Ledger" in page
    address = setting.set_out()
    assert parse_qs(urlsplit(address).query)["redirect_uri"] == [CALLBACK]
    answer = setting.come_back(**setting.provider.consent(address))
    assert answer.status_code == 303
    page = setting.admin.see(answer.location)
    assert "Ledger is linked." in page
    assert "Account 4711" in page
    assert 'class="badge go">Linked' in page
    row = setting.row("ledger")
    assert (row.state, row.linked_by) == ("live", setting.admin.someone.id)
    assert kinds(setting.desk) == ["crm.app_changed", "crm.linked"]
    with setting.desk.uow.read() as session:
        app = session.get_one(CrmApp, (setting.desk.workspace.id, "ledger"))
    assert SECRET not in app.client_secret_sealed


def test_a_sign_in_before_there_is_an_application_says_so(setting: Setting) -> None:
    answer = setting.admin.submit("/console/crm/link/ledger/begin")
    assert answer.status_code == 422
    answer = setting.admin.submit("/console/crm/link/ledger/app", client_id="x", client_secret=" ")
    assert (answer.status_code, "Enter the client id" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("told", "changed", "title"),
    [
        ({}, {"state": "made up"}, "Begin again"),
        ({}, {"code": ""}, "The CRM did not go on"),
        ({"deny": True}, {}, "Not allowed"),
    ],
)
def test_what_stops_a_sign_in_is_a_page_in_words(
    setting: Setting, told: dict[str, Any], changed: dict[str, str], title: str
) -> None:
    setting.keep_app()
    setting.provider.tell(**told)
    query = setting.provider.consent(setting.set_out()) | changed
    answer = setting.come_back(**query)
    assert answer.status_code == 409
    assert f"<h1>{title}</h1>" in answer.text
    with setting.desk.uow.read() as session:
        assert session.scalar(select(CrmConnection.id)) is None


def test_what_the_crm_cannot_do_is_said_with_its_name(setting: Setting) -> None:
    setting.keep_app()
    query = setting.provider.consent(setting.set_out())
    setting.provider.tell(token="html")
    answer = setting.come_back(**query)
    assert answer.status_code == 422
    assert "Ledger was not linked" in answer.text


def test_the_way_back_is_the_admins_own(setting: Setting, visit: Callable[..., Visit]) -> None:
    setting.keep_app()
    query = setting.provider.consent(setting.set_out())
    desk = setting.desk
    other = visit(desk.build.member(desk.workspace, role="admin", name="Lee"))
    assert "Begin again" in other.open("/console/crm/callback", **query).text
    lead = visit(desk.build.member(desk.workspace, role="lead", name="Mo"))
    assert lead.open("/console/crm/callback", **query).status_code == 403
    stranger = desk.app.test_client().get("/console/crm/callback", query_string=query)
    assert stranger.location.startswith("/sign-in?next=%2Fconsole%2Fcrm%2Fcallback")
    assert setting.come_back(**query).status_code == 303


def test_an_admin_links_by_an_address_and_a_key(setting: Setting) -> None:
    row = setting.link_cabinet()
    assert (row.state, row.name) == ("live", "Foothill's own")
    assert setting.cabinet.asked[0].headers["x-key"] == "secret-key"


def test_a_key_that_is_not_taken_is_said_and_not_shown_again(setting: Setting) -> None:
    path = "/console/crm/link/cabinet/key"
    setting.cabinet.told = [says({}, 401)]
    answer = setting.admin.submit(path, address=setting.cabinet.url, field_key="wrong-key")
    assert answer.status_code == 422
    assert "Cabinet does not take the key" in answer.text
    assert f'value="{setting.cabinet.url}"' in answer.text
    assert "wrong-key" not in answer.text
    answer = setting.admin.submit(path, address="no address", field_key="k")
    assert 'aria-invalid="true"' in answer.text
    answer = setting.admin.submit(path, address=setting.cabinet.url, field_key="")
    assert "Fill in every field" in answer.text


def test_how_it_stands_is_said_in_words(setting: Setting) -> None:
    row = setting.link_cabinet()
    page = f"/console/crm/{row.id}"
    setting.set(state="unavailable", reason="slow", failed_at=setting.desk.clock())
    assert "it did not answer in time" in setting.admin.see(page)
    assert '"badge wait">Slow' in setting.admin.see("/console/crm")
    setting.set(state="needs_sign_in", reason="sign_in_ended")
    text = setting.admin.see(page)
    assert "Somebody has to sign in again." in text
    assert "it was revoked, replaced or has ended" in text
    assert "/console/crm/link/cabinet" in text


def test_logging_and_outages_are_decided_by_one_admin_at_a_time(setting: Setting) -> None:
    row = setting.link_cabinet()
    path = f"/console/crm/{row.id}/choices"
    setting.admin.does(path, log_mode="daily", when_down="hold", version=row.version)
    now = setting.row()
    assert (now.log_mode, now.when_down) == ("daily", "hold")
    assert kinds(setting.desk)[-1] == "crm.decided"
    stale = setting.admin.submit(path, log_mode="off", when_down="hold", version=row.version)
    assert stale.status_code == 409
    odd = setting.admin.submit(path, log_mode="loud", when_down="hold", version=now.version)
    assert odd.status_code == 422
    assert setting.row().log_mode == "daily"


def test_all_numbers_are_read_paused_and_read_on(setting: Setting) -> None:
    row = setting.link_cabinet()
    path = f"/console/crm/{row.id}/crawl"
    assert "Pause" in setting.admin.does(path, wanted="start")
    setting.set(crawl_done=1200, crawl_total=5000)
    page = setting.admin.does(path, wanted="pause")
    assert "Paused at 1,200 of 5,000" in page
    assert '<progress class="wide" max="5000" value="1200"' in page
    setting.admin.does(path, wanted="resume")
    assert setting.row().crawl_state == "running"
    assert setting.admin.submit(path, wanted="fly").status_code == 422


def test_disconnecting_asks_once_and_removes_the_key(setting: Setting) -> None:
    row = setting.link_cabinet()
    path = f"/console/crm/{row.id}/disconnect"
    asked = setting.admin.submit(path)
    assert (asked.status_code, "Tick the box first" in asked.text) == (422, True)
    page = setting.admin.does(path, sure="on")
    assert "what signed in to it is removed" in page
    assert 'class="badge quiet">Disconnected' in page
    with setting.desk.uow.read() as session:
        assert session.get(CrmToken, row.id) is None
    assert setting.link_cabinet().id == row.id
    assert setting.row().state == "live"


def test_others_look_and_change_nothing(setting: Setting, visit: Callable[..., Visit]) -> None:
    row = setting.link_cabinet()
    auditor = visit(setting.desk.build.member(setting.desk.workspace, role="auditor"))
    page = auditor.see(f"/console/crm/{row.id}")
    assert "Disconnect" not in page
    assert "<fieldset disabled>" in page
    assert auditor.open("/console/crm/link/cabinet").status_code == 403
    assert auditor.submit(f"/console/crm/{row.id}/disconnect", sure="on").status_code == 403
    stranger = visit(setting.desk.build.member(role="admin"))
    assert stranger.open(f"/console/crm/{row.id}").status_code == 404
    assert stranger.open(f"/console/crm/{row.id}/mapping").status_code == 404
    assert stranger.submit(f"/console/crm/{row.id}/crawl", wanted="start").status_code == 404
    assert stranger.submit(f"/console/crm/{row.id}/disconnect", sure="on").status_code == 404
    assert cast(str, setting.row().state) == "live"


def test_what_a_crm_calls_itself_is_never_a_page(setting: Setting) -> None:
    setting.cabinet.told = [says({"name": "<script>alert(1)</script>"})]
    row = setting.link_cabinet()
    for path in ("/console/crm", f"/console/crm/{row.id}"):
        assert "<script" not in setting.admin.see(path)
