"""An admin links a CRM by its address and a key, and what becomes of its requests is seen."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.integration.linking.conftest import Office
from tests.unit.linking.server import Crm, Told, hang_up, says, serving
from threadside.errors import Invalid, NotFound
from threadside.linking import keys
from threadside.linking.health import RETRY, SELDOM
from threadside.linking.port import Window
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.store.tables import LoggedEvent

ME = says({"name": "Foothill's own"})


@pytest.fixture
def crm() -> Iterator[Crm]:
    """A CRM that the workspace runs itself."""
    with serving() as found:
        found.told = [ME]
        yield found


def link(office: Office, address: str, key: str = "secret-key") -> str:
    """Link it; the connection's id."""
    return keys.link(office.means, office.admin, "cabinet", address, {"key": key})


@pytest.fixture
def linked(office: Office, crm: Crm) -> str:
    """It is linked."""
    return link(office, crm.url)


def told(office: Office) -> int:
    """How many events there were."""
    with office.means.uow.read() as session:
        return session.query(LoggedEvent).count()


def test_an_address_and_a_key_make_a_connection(office: Office, crm: Crm) -> None:
    connection_id = link(office, f" {crm.url}/ ")
    found = office.connection(connection_id)
    assert (found.crm, found.account, found.name) == ("cabinet", crm.url[7:], "Foothill's own")
    assert crm.asked[0].headers["x-key"] == "secret-key"
    row = office.token(connection_id)
    assert row is not None
    assert "secret-key" not in row.access_sealed
    crm.told = [says({"ok": 1})]
    assert office.open(connection_id).call("GET", "/x").json == {"ok": 1}


def test_another_key_for_the_same_address_is_the_same_connection(office: Office, crm: Crm) -> None:
    assert link(office, crm.url) == link(office, crm.url, "another-key")
    assert crm.asked[-1].headers["x-key"] == "another-key"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (says({}, 401), NeedsSignIn("token_refused")),
        (says({}, 403), Refused("forbidden")),
        (says(b"<html>", 200, "text/html"), Garbled("not_json")),
        (says({}, 301, Location="https://elsewhere.example"), Garbled("redirected")),
        (hang_up, Unavailable("unreachable")),
    ],
)
def test_what_does_not_answer_as_the_crm_is_not_linked(
    office: Office, crm: Crm, answer: Told, problem: CrmProblem
) -> None:
    crm.told = [answer]
    with pytest.raises(type(problem), match=problem.code):
        link(office, crm.url)
    assert "crm.linked" not in office.recorded()


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest", "https://[fd00:ec2::254]", "http://0.0.0.0:80"]
)
def test_an_address_that_is_never_asked_is_not_linked(office: Office, address: str) -> None:
    with pytest.raises(Unavailable, match="unreachable"):
        link(office, address)


def test_what_was_typed_wrongly_is_named(office: Office, crm: Crm) -> None:
    with pytest.raises(Invalid, match="bad_crm_address"):
        link(office, "no address")
    for key in ("", " ", "two\nlines", "x" * 5000):
        with pytest.raises(Invalid, match="bad_crm_key"):
            link(office, crm.url, key)
    with pytest.raises(NotFound):
        keys.link(office.means, office.admin, "ledger", crm.url, {"key": "k"})
    assert crm.asked == []


def test_several_fields_are_one_secret() -> None:
    assert keys.secret_of({"key": "k"}) == "k"
    assert json.loads(keys.secret_of({"user": "ü", "key": "k"})) == {"user": "ü", "key": "k"}


def test_a_key_that_was_taken_back_needs_a_new_one(office: Office, crm: Crm, linked: str) -> None:
    crm.told = [says({}, 401)]
    with pytest.raises(NeedsSignIn, match="key_refused"):
        office.open(linked).call("GET", "/x")
    asked = len(crm.asked)
    with pytest.raises(NeedsSignIn, match="key_refused"):
        office.open(linked).call("GET", "/x")
    assert len(crm.asked) == asked, "it is not asked again"
    found = office.connection(linked)
    assert (found.state, found.reason) == ("needs_sign_in", "key_refused")
    crm.told = [ME]
    assert link(office, crm.url, "new-key") == linked
    assert office.connection(linked).state == "live"


def test_one_failure_is_noted_and_two_in_a_row_are_an_outage(
    office: Office, crm: Crm, linked: str
) -> None:
    crm.told = [says({}, 500)]
    api = office.open(linked)
    with pytest.raises(Unavailable):
        api.call("GET", "/x")
    found = office.connection(linked)
    assert (found.state, found.reason, found.failed_at) == ("live", "broken", office.clock.now)
    with pytest.raises(Unavailable):
        api.call("GET", "/x")
    found = office.connection(linked)
    assert (found.state, found.retry_at) == ("unavailable", office.clock.now + RETRY)
    crm.told = [says({})]
    api.call("GET", "/x")
    found = office.connection(linked)
    assert (found.state, found.reason, found.retry_at) == ("live", None, None)
    assert found.answered_at == office.clock.now


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(says({}, 429), "throttled"), (says({}, 403), "forbidden"), (says({}, 404), None)],
)
def test_a_refusal_is_no_outage(
    office: Office, crm: Crm, linked: str, answer: Told, reason: str | None
) -> None:
    crm.told = [answer]
    for _ in range(3):
        with pytest.raises((Refused, Throttled)):
            office.open(linked).call("GET", "/x")
        office.clock.advance(seconds=20)
    found = office.connection(linked)
    assert (found.state, found.reason) == ("live", reason)


def test_our_own_pace_is_no_failure_of_the_crm(office: Office, crm: Crm, linked: str) -> None:
    crm.told = [says({})]
    office.means.crms["cabinet"].windows = (Window(1, 60.0),)
    api = office.open(linked)
    api.call("GET", "/x")
    with pytest.raises(Throttled):
        api.call("GET", "/x")
    assert office.connection(linked).reason is None


def test_health_is_written_once_a_minute_at_most(office: Office, crm: Crm, linked: str) -> None:
    api, before = office.open(linked), told(office)
    crm.told = [says({})]
    first = office.connection(linked).answered_at
    office.clock.advance(seconds=59)
    api.call("GET", "/x")
    assert office.connection(linked).answered_at == first
    office.clock.advance(seconds=1)
    api.call("GET", "/x")
    assert office.connection(linked).answered_at == office.clock.now
    assert told(office) == before, "nobody is told that all goes on as it was"
    assert timedelta(minutes=1) == SELDOM


def test_disconnecting_removes_the_key_and_keeps_what_it_was(office: Office, linked: str) -> None:
    assert office.connections.disconnect(office.admin.workspace_id, linked) is False
    assert office.token(linked) is None
    assert office.connection(linked).state == "disconnected"
    with pytest.raises(NotFound):
        office.connections.disconnect("another workspace", linked)
    assert office.recorded()[-1] == "crm.disconnected"


def test_disconnecting_revokes_what_was_signed_in(office: Office) -> None:
    connection_id = office.link()
    assert office.connections.disconnect(office.admin.workspace_id, connection_id) is True
    assert office.provider.counts()["revoked"] == 1
    assert office.link() == connection_id
    assert office.open(connection_id).call("GET", "/api/x").status == 200
