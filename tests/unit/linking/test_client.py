"""One call to a CRM has one clear outcome, whatever the CRM does."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.linking.server import (
    Crm,
    Told,
    cut_in_headers,
    cut_short,
    dripping,
    endless,
    hang_up,
    never_begun,
    says,
    serving,
    silent,
)
from threadside.linking.client import Bare, Client
from threadside.linking.defaults import Rest
from threadside.linking.port import Key, KeyField
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.tokens import Held
from threadside.linking.transport import MOST_BYTES, Transport
from threadside.network import NetworkInTransaction, writing
from threadside.simulator.certificates import ensure_certificates

START = datetime(2026, 3, 2, tzinfo=UTC)


class Plain(Rest):
    """A CRM without any ways of its own."""

    id = "plain"
    name = "Plain"
    link = Key((KeyField("key", "Key"),))


@dataclass
class Watched(Bare):
    """Has a second token, and keeps what it is told."""

    base_url: str
    secret: Held = field(default_factory=lambda: Held("first", 1, START))
    next_secrets: list[str] = field(default_factory=list)
    closed: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def renew(self, used: Held) -> None:
        """The next one, while there is one."""
        if not self.next_secrets:
            raise NeedsSignIn("sign_in_ended")
        self.secret = Held(self.next_secrets.pop(0), used.generation + 1, START)

    def close(self, seconds: float) -> None:
        """Keep it."""
        self.closed.append(seconds)

    def heard(self, problem: CrmProblem | None) -> None:
        """Keep it."""
        self.told.append(problem.code if problem else "answered")


@pytest.fixture
def crm() -> Iterator[Crm]:
    """A CRM on this machine."""
    with serving() as found:
        yield found


@pytest.fixture
def access(crm: Crm) -> Watched:
    """Who is spoken for."""
    return Watched(f"{crm.url}/v1")


@pytest.fixture
def client(access: Watched) -> Client:
    """Signed in with `first`."""
    return Client(Plain(), access, Transport(loopback=True, read_s=0.4, whole_s=1.0))  # type: ignore[arg-type]


def test_a_request_is_signed_and_its_json_read(crm: Crm, client: Client, access: Watched) -> None:
    crm.told = [says({"id": 7}, 201, X_Left="9")]
    answer = client.call("POST", "/people", params={"a": "b c"}, json={"n": 1}, headers={"V": "2"})
    asked = crm.asked[0]
    assert (answer.status, answer.json, answer.headers["x-left"]) == (201, {"id": 7}, "9")
    assert (asked.method, asked.path, asked.body) == ("POST", "/v1/people?a=b+c", b'{"n": 1}')
    assert asked.headers["authorization"] == "Bearer first"
    assert asked.headers["v"] == "2"
    assert asked.headers["host"] == crm.url.removeprefix("http://")
    assert access.told == ["answered"]


def test_an_empty_answer_is_none(crm: Crm, client: Client) -> None:
    crm.told = [says(b"", 204, "text/plain")]
    assert client.call("DELETE", "/people/7").json is None


def test_a_whole_address_is_asked_on_the_same_host_alone(crm: Crm, client: Client) -> None:
    crm.told = [says({})]
    client.call("GET", f"{crm.url}/v2/next?cursor=5")
    assert crm.asked[0].path == "/v2/next?cursor=5"
    for address in (
        "https://evil.example/x",
        crm.url.replace("127.0.0.1", "127.0.0.1.evil.example"),
    ):
        with pytest.raises(Garbled, match="foreign_address"):
            client.call("GET", address)
    assert len(crm.asked) == 1


def test_a_connection_is_kept_for_the_next_request(crm: Crm, client: Client) -> None:
    crm.told = [says({})]
    for _ in range(3):
        client.call("GET", "/x")
    assert len(crm.asked) == 3


def test_cookies_are_not_given_back(crm: Crm, client: Client) -> None:
    crm.told = [says({}, Set_Cookie="session=stolen")]
    client.call("GET", "/x")
    client.call("GET", "/x")
    assert "cookie" not in crm.asked[1].headers


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (says(b"<html>Log in</html>", 200, "text/html"), Garbled("not_json")),
        (says(b'{"a":', 200), Garbled("not_json")),
        (cut_short, Garbled("cut_short")),
        (cut_in_headers, Garbled("cut_short")),
        (says(b" " * (MOST_BYTES + 1)), Garbled("too_large")),
        (endless, Garbled("too_large")),
        (says({}, 302, Location="https://evil.example"), Garbled("redirected")),
        (hang_up, Unavailable("unreachable")),
        (says({"message": "Down"}, 500), Unavailable("broken")),
        (says(b"<html>", 503, "text/html", Retry_After="30"), Unavailable("broken")),
        (says({}, 504), Unavailable("slow")),
        (says({}, 408), Unavailable("slow")),
        (says({"message": "Not here"}, 404), Refused("not_found", "Not here")),
        (says({}, 410), Refused("not_found")),
        (says({"message": "No"}, 403), Refused("forbidden", "No")),
        (says({"category": "MISSING_SCOPES"}, 403), Refused("scope_missing")),
        (says({"code": "OAUTH_SCOPE_MISMATCH"}, 401), Refused("scope_missing")),
        (says([{"message": "Bad field"}], 400), Refused("invalid", "Bad field")),
        (says(b"<html>", 422, "text/html"), Refused("invalid")),
        (says({}, 429, Retry_After="12"), Throttled(12.0)),
        (says({}, 429), Throttled(10.0)),
        (says({}, 403, Retry_After="5"), Throttled(5.0)),
    ],
)
def test_every_answer_is_one_of_few_problems(
    crm: Crm, client: Client, access: Watched, told: Told, problem: CrmProblem
) -> None:
    crm.told = [told]
    with pytest.raises(type(problem)) as raised:
        client.call("GET", "/x")
    assert raised.value.code == problem.code
    assert not problem.detail or raised.value.detail == problem.detail
    assert access.told == [problem.code]
    assert len(crm.asked) == 1, "nothing is sent twice"
    if isinstance(problem, Throttled):
        assert access.closed == [problem.retry_after_s]


@pytest.mark.parametrize("slow", [silent, dripping, never_begun])
def test_a_slow_answer_is_waited_for_so_long_and_no_longer(
    crm: Crm, client: Client, slow: Any
) -> None:
    over = threading.Event()
    crm.told = [slow(over)]
    try:
        with pytest.raises(Unavailable, match="slow"):
            client.call("GET", "/x")
    finally:
        over.set()


def test_a_crm_that_is_not_there_is_unreachable(access: Watched, client: Client) -> None:
    access.base_url = "http://127.0.0.1:9"
    with pytest.raises(Unavailable, match="unreachable"):
        client.call("GET", "/x")


def test_after_a_401_it_is_asked_once_more_with_a_new_token(
    crm: Crm, client: Client, access: Watched
) -> None:
    access.next_secrets = ["second"]
    crm.told = [says({}, 401), says({"ok": True})]
    assert client.call("POST", "/x", json={"n": 1}).json == {"ok": True}
    signed = [each.headers["authorization"] for each in crm.asked]
    assert signed == ["Bearer first", "Bearer second"]
    assert crm.asked[0].body == crm.asked[1].body
    assert access.told == ["answered"]


def test_a_crm_that_takes_no_token_is_not_asked_for_ever(
    crm: Crm, client: Client, access: Watched
) -> None:
    access.next_secrets = ["second", "third"]
    crm.told = [says({}, 401)]
    with pytest.raises(NeedsSignIn, match="token_refused"):
        client.call("GET", "/x")
    assert len(crm.asked) == 2
    access.next_secrets = []
    with pytest.raises(NeedsSignIn, match="sign_in_ended"):
        client.call("GET", "/x")


def test_no_call_is_made_inside_a_write_transaction(crm: Crm, client: Client) -> None:
    crm.told = [says({})]
    token = writing.set(True)
    try:
        with pytest.raises(NetworkInTransaction):
            client.call("GET", "/x")
    finally:
        writing.reset(token)
    assert crm.asked == []


def test_loopback_is_asked_only_where_the_operator_allows_it(crm: Crm, access: Watched) -> None:
    client = Client(Plain(), access, Transport())  # type: ignore[arg-type]
    with pytest.raises(Unavailable, match="address_not_https"):
        client.call("GET", "/x")
    assert crm.asked == []


def test_a_name_that_leads_elsewhere_the_second_time_leads_nowhere(access: Watched) -> None:
    """The address that was checked is the one that is connected to (DNS rebinding)."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    transport = Transport(loopback=True, resolve=lambda _host, _port: next(answers))
    with serving() as crm:
        crm.told = [says({})]
        access.base_url = crm.url.replace("127.0.0.1", "crm.example.com")
        client = Client(Plain(), access, transport)  # type: ignore[arg-type]
        client.call("GET", "/x")
        assert crm.asked[0].headers["host"].startswith("crm.example.com:")
        with pytest.raises(Unavailable, match="address"):
            client.call("GET", "/x")


def test_certificates_are_verified_by_the_name(access: Watched, tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path, "crm.example.com")
    trusting = Transport(
        loopback=True, ca_file=files.ca, resolve=lambda _host, _port: ["127.0.0.1"]
    )
    with serving((files.certificate, files.key)) as crm:
        crm.told = [says({"over": "tls"})]
        for name, transport, fits in [
            ("127.0.0.1", trusting, True),
            ("crm.example.com", trusting, True),
            ("other.example.com", trusting, False),
            ("127.0.0.1", Transport(loopback=True), False),
        ]:
            access.base_url = crm.url.replace("127.0.0.1", name)
            client = Client(Plain(), access, transport)  # type: ignore[arg-type]
            if fits:
                assert client.call("GET", "/x").json == {"over": "tls"}
            else:
                with pytest.raises(Unavailable, match="tls"):
                    client.call("GET", "/x")
