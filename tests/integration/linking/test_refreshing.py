"""Access tokens are short; what comes after them is had in time, once, and kept before use."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.conftest import KEY
from tests.integration.linking.conftest import Office
from threadside.linking import apps, refresh, seals, tokens
from threadside.linking.apps import App
from threadside.linking.problems import Garbled, NeedsSignIn, Throttled, Unavailable
from threadside.linking.refresh import PAUSE
from threadside.linking.transport import CONNECT_S, READ_S, WHOLE_S
from threadside.sealing import Sealer
from threadside.store.sealed import seal_again
from threadside.store.tables import CrmToken


@pytest.fixture
def linked(office: Office) -> str:
    """A connection with fresh tokens."""
    return office.link()


def refresh_token(office: Office, connection_id: str) -> str:
    """The refresh token as it stands, in the clear."""
    row = office.token(connection_id)
    assert row is not None
    found = tokens.refresh_secret(office.means.sealer, row)
    assert found is not None
    return found


def test_an_expired_token_is_refreshed_and_the_refresh_token_rotates(
    office: Office, linked: str
) -> None:
    before = refresh_token(office, linked)
    office.provider.forget("AccessToken")
    office.outlive(linked)
    assert office.open(linked).call("GET", "/api/x").status == 200
    assert refresh_token(office, linked) != before
    assert office.connection(linked).state == "live"


def test_a_token_is_refreshed_when_a_fifth_of_its_life_is_left(office: Office, linked: str) -> None:
    api = office.open(linked)
    office.outlive(linked, 0.79)
    api.call("GET", "/api/x")
    assert office.provider.counts()["token"] == 1
    office.outlive(linked, 0.8)
    api.call("GET", "/api/x")
    api.call("GET", "/api/x")
    assert office.provider.counts()["token"] == 2


@pytest.mark.parametrize("minutes", [-5, 5])
def test_clocks_that_differ_by_five_minutes_cost_a_request_at_most(
    office: Office, linked: str, minutes: int
) -> None:
    """The CRM's own clock is never asked; when it ends a token early, its 401 is an answer."""
    office.clock.advance(minutes=minutes)
    assert office.open(linked).call("GET", "/api/x").status == 200
    office.outlive(linked, 0.5)
    office.provider.forget("AccessToken")
    assert office.open(linked).call("GET", "/api/x").status == 200
    assert office.provider.counts()["refused"] == 1


def test_a_token_without_an_end_is_refreshed_when_the_crm_refuses_it(office: Office) -> None:
    office.provider.tell(remove=["expires_in"])
    connection_id = office.link()
    office.clock.advance(days=1)
    office.provider.forget("AccessToken")
    assert office.open(connection_id).call("GET", "/api/x").status == 200
    assert office.provider.counts()["refused"] == 1


def test_a_new_token_is_committed_before_anything_is_signed_with_it(
    office: Office, linked: str
) -> None:
    """A crash, or an answer that is lost, then costs nothing."""
    office.outlive(linked)
    with office.means.uow.read() as session:
        used = tokens.read(session, office.means.sealer, linked)
    assert used is not None
    renewed = refresh.renew(office.means, linked, used)
    with office.means.uow.read() as session:
        kept = tokens.read(session, office.means.sealer, linked)
    assert kept == renewed
    assert office.provider.counts().get("api") == 1, "the question whose account it is, no more"


def test_whoever_comes_with_an_older_token_gets_the_one_that_is_there(
    office: Office, linked: str
) -> None:
    with office.means.uow.read() as session:
        old = tokens.read(session, office.means.sealer, linked)
    assert old is not None
    first = refresh.renew(office.means, linked, old)
    assert refresh.renew(office.means, linked, old) == first
    assert office.provider.counts()["token"] == 2


def test_a_refresh_token_that_was_used_before_ends_the_sign_in(office: Office, linked: str) -> None:
    """As where a backup of the database is put back."""
    row = office.token(linked)
    assert row is not None
    used = row.access_sealed, row.refresh_sealed
    office.outlive(linked)
    office.open(linked).call("GET", "/api/x")
    with office.means.uow.write() as tx:
        restored = tx.session.get_one(CrmToken, linked)
        restored.access_sealed, restored.refresh_sealed = used
    office.outlive(linked)
    with pytest.raises(NeedsSignIn, match="sign_in_ended"):
        office.open(linked).call("GET", "/api/x")
    found = office.connection(linked)
    assert (found.state, found.reason) == ("needs_sign_in", "sign_in_ended")
    assert office.recorded()[-1] == "crm.sign_in_ended"


def test_consent_that_was_taken_back_is_noticed_once_and_not_asked_again(
    office: Office, linked: str
) -> None:
    office.provider.forget("AccessToken", "RefreshToken", "Grant")
    for _ in range(3):
        with pytest.raises(NeedsSignIn, match="sign_in_ended"):
            office.open(linked).call("GET", "/api/x")
    counts = office.provider.counts()
    assert (counts["token"], counts["refused"]) == (2, 1)
    assert office.recorded().count("crm.sign_in_ended") == 1
    assert office.link() == linked
    assert office.open(linked).call("GET", "/api/x").status == 200


def test_an_application_whose_secret_was_changed_is_named_as_the_reason(
    office: Office, linked: str
) -> None:
    with office.means.uow.write() as tx:
        app = App("threadside", "an older secret")
        apps.keep(tx, office.means.sealer, office.admin.workspace_id, "ledger", app)
    office.outlive(linked)
    with pytest.raises(NeedsSignIn, match="app_refused"):
        office.open(linked).call("GET", "/api/x")


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("500", Unavailable("broken")),
        ("slow", Unavailable("slow")),
        ("html", Garbled("not_json")),
        ("429", Throttled(7.0)),
    ],
)
def test_a_token_endpoint_that_fails_is_left_alone_for_a_while_and_asked_again(
    office: Office, linked: str, how: str, problem: Exception
) -> None:
    office.outlive(linked)
    office.provider.tell(token=how)
    api = office.open(linked)
    with pytest.raises(type(problem), match=problem.args[0]):
        api.call("GET", "/api/x")
    with pytest.raises(type(problem), match=problem.args[0]):
        api.call("GET", "/api/x")
    assert office.provider.counts()["token"] == 2, "the second one did not ask"
    assert office.connection(linked).state != "needs_sign_in"
    office.provider.tell(token="")
    office.clock.advance(seconds=PAUSE.total_seconds())
    assert api.call("GET", "/api/x").status == 200


def test_while_a_token_still_holds_a_failing_token_endpoint_stops_nobody(
    office: Office, linked: str
) -> None:
    office.outlive(linked, 0.85)
    office.provider.tell(token="500")
    for _ in range(3):
        assert office.open(linked).call("GET", "/api/x").status == 200
    assert office.provider.counts()["token"] == 2


def test_an_address_that_moved_is_followed_where_it_is_the_crms(
    office: Office, linked: str
) -> None:
    moved = f"{office.provider.url}/api"
    office.provider.tell(add={"instance_url": moved})
    office.outlive(linked)
    answer = office.open(linked).call("GET", "/there")
    assert answer.json["path"] == "/api/there"
    assert office.connection(linked).base_url == moved
    assert "crm.address_changed" in office.recorded()


def test_an_address_that_moved_to_a_stranger_is_not_followed(office: Office, linked: str) -> None:
    office.provider.tell(add={"instance_url": "https://evil.example"})
    office.outlive(linked)
    assert office.open(linked).call("GET", "/api/x").status == 200
    assert office.connection(linked).base_url == office.provider.url
    assert office.recorded()[-1] == "crm.linked"


def test_a_connection_that_was_disconnected_meanwhile_stays_so(office: Office, linked: str) -> None:
    api = office.open(linked)
    assert office.connections.disconnect(office.admin.workspace_id, linked)
    with pytest.raises(NeedsSignIn, match="disconnected"):
        api.call("GET", "/api/x")


def test_secrets_are_sealed_anew_under_the_newest_key(office: Office, linked: str) -> None:
    new = Sealer.new_key()
    ring, alone = Sealer.from_key(f"{new} {KEY}"), Sealer.from_key(new)
    done = list(seal_again(office.means.uow, ring, seals.SEALED))
    assert sum(each.count for each in done) == 3
    row = office.token(linked)
    assert row is not None
    assert row.access_sealed.startswith(f"{alone.newest}.")
    later = replace(office, means=replace(office.means, sealer=alone))
    assert later.open(linked).call("GET", "/api/x").status == 200
    office.outlive(linked)
    assert later.open(linked).call("GET", "/api/x").status == 200, "the application's secret, too"


def test_a_secret_whose_key_is_lost_needs_a_sign_in(office: Office, linked: str) -> None:

    stranger = replace(
        office, means=replace(office.means, sealer=Sealer.from_key(Sealer.new_key()))
    )
    with pytest.raises(NeedsSignIn, match="key_lost"):
        stranger.open(linked).call("GET", "/api/x")


def test_a_lease_is_longer_than_a_token_endpoint_can_take() -> None:
    assert timedelta(seconds=CONNECT_S + WHOLE_S + READ_S) < refresh.LEASE
