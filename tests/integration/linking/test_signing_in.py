"""An admin links a CRM by signing in to it: out with a challenge, back with a code."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.builders import Builders
from tests.integration.linking.conftest import Office
from tests.integration.linking.provider import CALLBACK
from threadside.errors import Invalid, NotFound, Refusal
from threadside.linking import apps, oauth
from threadside.linking.apps import App
from threadside.linking.oauth import Admin
from threadside.linking.problems import Garbled, NeedsSignIn, Throttled, Unavailable
from threadside.sealing import SealBroken


def test_an_admin_signs_in_and_the_account_is_linked(office: Office) -> None:
    connection_id = office.link()
    linked = office.connection(connection_id)
    assert (linked.crm, linked.account, linked.name) == ("ledger", "4711", "Account 4711")
    assert (linked.state, linked.reason, linked.linked_by) == (
        "live", None, office.admin.member_id,
    )  # fmt: skip
    assert linked.base_url == office.provider.url
    assert linked.scopes == "crm.read crm.write offline_access openid"
    assert office.open(connection_id).call("GET", "/api/things").json["path"] == "/api/things"
    assert office.recorded() == ["crm.app_changed", "crm.linked"]


def test_the_address_asks_for_the_scopes_with_a_challenge_and_a_state(office: Office) -> None:
    asked = parse_qs(urlsplit(office.set_out()).query)
    assert asked["scope"] == ["openid offline_access crm.read crm.write"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [CALLBACK]
    assert asked["prompt"] == ["consent"]
    assert len(asked["state"][0]) >= 43


def test_nothing_that_signs_in_stands_in_the_database_in_the_clear(office: Office) -> None:
    connection_id = office.link()
    row = office.token(connection_id)
    assert row is not None
    named = f"{office.means.sealer.newest}."
    assert row.access_sealed.startswith(named)
    assert (row.refresh_sealed or "").startswith(named)
    with pytest.raises(SealBroken, match="altered or moved"):
        office.means.sealer.open(row.access_sealed, "crm_token.access:another")


def test_an_application_may_authenticate_by_a_header(office: Office) -> None:
    basic = office.with_link(client_auth="basic")
    with office.means.uow.write() as tx:
        app = App("threadside-basic", "a secret of the application")
        apps.keep(tx, office.means.sealer, office.admin.workspace_id, "ledger", app)
    assert basic.connection(basic.link()).state == "live"


def test_the_same_account_again_is_the_same_connection_with_new_tokens(office: Office) -> None:
    first = office.link()
    before = office.token(first)
    assert office.link() == first
    after = office.token(first)
    assert before is not None
    assert after is not None
    assert after.generation == before.generation + 1
    assert after.access_sealed != before.access_sealed


def test_another_account_is_another_connection(office: Office) -> None:
    first = office.link()
    office.provider.tell(account="4712")
    second = office.link()
    assert second != first
    assert office.connection(first).account == "4711"
    assert office.connection(second).account == "4712"


def test_an_answer_counts_once(office: Office) -> None:
    answer = office.provider.consent(office.set_out())
    office.come_back(answer)
    with pytest.raises(Refusal, match="crm_link_stale"):
        office.come_back(answer)


def test_an_answer_with_a_foreign_state_links_nothing(office: Office) -> None:
    answer = office.provider.consent(office.set_out())
    for state in ("", "made up", answer["state"][:-1], "\ud800"):
        with pytest.raises(Refusal, match="crm_link_stale"):
            office.come_back({**answer, "state": state})
    assert office.come_back(answer)


def test_an_answer_belongs_to_the_admin_who_set_out(office: Office, build: Builders) -> None:
    answer = office.provider.consent(office.set_out())
    colleague = build.member(role="admin")
    other = replace(office, admin=Admin(colleague.workspace.id, colleague.id))
    same_place = replace(office, admin=Admin(office.admin.workspace_id, colleague.id))
    for stranger in (other, same_place):
        with pytest.raises(Refusal, match="crm_link_stale"):
            stranger.come_back(answer)
    assert office.come_back(answer)


def test_an_answer_after_ten_minutes_is_too_late(office: Office) -> None:
    answer = office.provider.consent(office.set_out())
    office.clock.advance(minutes=10)
    with pytest.raises(Refusal, match="crm_link_stale"):
        office.come_back(answer)


def test_a_person_who_does_not_consent_links_nothing(office: Office) -> None:
    office.provider.tell(deny=True)
    answer = office.provider.consent(office.set_out())
    assert answer["error"] == "access_denied"
    with pytest.raises(Refusal, match="crm_link_denied"):
        office.come_back(answer)


@pytest.mark.parametrize("said", [{"error": "invalid_scope"}, {"code": ""}, {}])
def test_an_answer_without_a_code_links_nothing(office: Office, said: dict[str, str]) -> None:
    state = parse_qs(urlsplit(office.set_out()).query)["state"][0]
    with pytest.raises(Refusal, match="crm_link_failed"):
        office.come_back({"state": state, **said})


def test_a_code_that_somebody_made_up_links_nothing(office: Office) -> None:
    answer = office.provider.consent(office.set_out())
    with pytest.raises(NeedsSignIn, match="sign_in_ended"):
        office.come_back({**answer, "code": "made-up"})


def test_a_code_without_the_verifier_of_its_challenge_links_nothing(office: Office) -> None:
    stolen = office.provider.consent(office.set_out())
    own = parse_qs(urlsplit(office.set_out()).query)["state"][0]
    with pytest.raises(NeedsSignIn, match="sign_in_ended"):
        office.come_back({"state": own, "code": stolen["code"]})


def test_a_crm_that_asks_for_pkce_refuses_to_go_on_without(office: Office) -> None:
    plain = office.with_link(pkce=False)
    answer = plain.provider.consent(plain.set_out())
    with pytest.raises(Refusal, match="crm_link_failed"):
        plain.come_back(answer)


def test_a_scope_that_was_not_given_is_named_and_the_tokens_are_given_back(office: Office) -> None:
    office.provider.tell(granted=["openid", "offline_access", "crm.read"])
    answer = office.provider.consent(office.set_out())
    with pytest.raises(Refusal, match="crm_scope_missing") as refusal:
        office.come_back(answer)
    assert refusal.value.params == {"scopes": "crm.write"}
    assert office.provider.counts()["revoked"] == 1


def test_scopes_may_come_as_a_list(office: Office) -> None:
    every = ["openid", "crm.read", "crm.write"]
    office.provider.tell(add={"scopes": every}, remove=["scope"])
    assert office.connection(office.link()).scopes == "crm.read crm.write openid"


def test_scopes_that_the_answer_does_not_repeat_are_those_asked_for(office: Office) -> None:
    office.provider.tell(remove=["scope"])
    assert "crm.write" in office.connection(office.link()).scopes


def test_a_sign_in_that_can_not_be_renewed_is_refused(office: Office) -> None:
    office.provider.tell(remove=["refresh_token"])
    with pytest.raises(Refusal, match="crm_no_refresh_token"):
        office.link()


def test_an_answer_without_an_end_lives_as_long_as_the_crm_is_known_to(office: Office) -> None:
    office.provider.tell(remove=["expires_in"])
    endless = office.token(office.link())
    assert endless is not None
    assert endless.expires_at is None
    known = office.with_link(lives_s=1800)
    row = known.token(known.link())
    assert row is not None
    assert row.expires_at is not None
    assert (row.expires_at - row.obtained_at).total_seconds() == 1800


@pytest.mark.parametrize(
    "address", ["https://evil.example", "http://169.254.169.254", "javascript:alert(1)"]
)
def test_an_address_that_is_not_the_crms_gets_no_token(office: Office, address: str) -> None:
    office.provider.tell(add={"instance_url": address})
    with pytest.raises(Garbled, match="other_host"):
        office.link()
    assert "api" not in office.provider.counts()


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("500", Unavailable("broken")),
        ("slow", Unavailable("slow")),
        ("drop", Unavailable("unreachable")),
        ("html", Garbled("not_json")),
        ("huge", Garbled("too_large")),
        ("429", Throttled(7.0)),
    ],
)
def test_a_token_endpoint_that_fails_links_nothing(
    office: Office, how: str, problem: Exception
) -> None:
    answer = office.provider.consent(office.set_out())
    office.provider.tell(token=how)
    with pytest.raises(type(problem), match=problem.args[0]):
        office.come_back(answer)


@pytest.mark.parametrize(
    "changed",
    [
        {"add": {"access_token": None}},
        {"add": {"access_token": ["a"]}},
        {"add": {"access_token": "a\r\nX: y"}},
        {"add": {"access_token": "a" * 20_000}},
        {"add": {"expires_in": "soon"}},
        {"add": {"expires_in": -5}},
        {"add": {"expires_at": [1]}},
        {"remove": ["access_token"]},
    ],
)
def test_a_token_that_is_none_links_nothing(office: Office, changed: dict[str, object]) -> None:
    office.provider.tell(**changed)
    with pytest.raises(Garbled, match="bad_token"):
        office.link()


def test_a_crm_without_an_application_says_so(office: Office, build: Builders) -> None:
    stranger = build.member(role="admin")
    other = replace(office, admin=Admin(stranger.workspace.id, stranger.id))
    with pytest.raises(Refusal, match="no_crm_app"):
        other.set_out()


def test_only_crms_that_sign_people_in_are_begun(office: Office) -> None:
    for name in ("cabinet", "nothing"):
        with pytest.raises(NotFound):
            oauth.begin(office.means, office.admin, name, CALLBACK)
    with pytest.raises(Invalid, match="bad_choice"):
        oauth.begin(office.means, office.admin, "ledger", CALLBACK, region="mars")
