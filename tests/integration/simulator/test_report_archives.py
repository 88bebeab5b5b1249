"""Reports that are made meanwhile: asked for, looked after, and had as an archive."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from vonage import Vonage
from vonage_messages.models import Sms

from threadside.simulator import Simulator

LINE, ANNA = "17205550100", "17205550142"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]
Ask = Callable[..., requests.Response]


@pytest.fixture
def ask(simulator: Simulator) -> Iterator[Ask]:
    """`ask("POST", "/v2/reports", json=…)` as the account."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(simulator.ca_file)
        session.auth = (simulator.account.api_key, simulator.account.api_secret)

        def call(method: str, path: str, **more: Any) -> requests.Response:
            return session.request(method, simulator.tls_url + path, timeout=5, **more)

        yield call


def month(simulator: Simulator, **more: Any) -> dict[str, Any]:
    """What is asked for: texts out of the last thirty days."""
    now = datetime.now(UTC)
    return {
        "account_id": simulator.account.api_key, "product": "MESSAGES", "direction": "outbound",
        "date_start": (now - timedelta(days=30)).isoformat(),
        "date_end": (now + timedelta(hours=1)).isoformat(), **more,
    }  # fmt: skip


def made(ask: Ask, control: Control, report_id: str) -> dict[str, Any]:
    """The report once it is made."""
    control("POST", "clock", {"advance_s": 61})
    for _ in range(100):
        report: dict[str, Any] = ask("GET", f"/v2/reports/{report_id}").json()
        if report.get("request_status") == "SUCCESS":
            return report
    raise AssertionError(report)


def test_a_report_is_made_meanwhile_and_had_as_an_archive(
    simulator: Simulator, connect: Connect, control: Control, ask: Ask
) -> None:
    sent = connect().messages.send(Sms(to=ANNA, from_=LINE, text="Hello", client_ref="m:1"))
    control("POST", "clock", {"advance_s": 301})
    asked = ask("POST", "/v2/reports", json=month(simulator, include_message="true")).json()
    assert asked["request_status"] == "PENDING"
    assert "download_report" not in asked["_links"]
    report = made(ask, control, asked["request_id"])
    assert report["items_count"] == 1
    packed = ask("GET", report["_links"]["download_report"]["href"].removeprefix(simulator.tls_url))
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        (name,) = archive.namelist()
        (row,) = csv.DictReader(io.StringIO(archive.read(name).decode()))
    assert (row["message_id"], row["client_ref"]) == (str(sent.message_uuid), "m:1")
    assert row["message_body"] == "Hello"


def test_whoever_asked_is_told_when_it_is_made(
    simulator: Simulator, control: Control, ask: Ask, business: Any
) -> None:
    url = f"{business.url}/report"
    asked = ask("POST", "/v2/reports", json=month(simulator, callback_url=url)).json()
    control("POST", "clock", {"advance_s": 61})
    (told,) = business.wait_for(1, "/report")
    assert told.body["request_id"] == asked["request_id"]
    assert (told.body["request_status"], told.body["items_count"]) == ("SUCCESS", 0)


def test_a_report_can_be_given_up_while_it_is_made(
    simulator: Simulator, control: Control, ask: Ask
) -> None:
    asked = ask("POST", "/v2/reports", json=month(simulator)).json()
    path = f"/v2/reports/{asked['request_id']}"
    assert ask("DELETE", path).json()["request_status"] == "ABORTED"
    control("POST", "clock", {"advance_s": 61})
    assert ask("GET", path).json()["request_status"] == "ABORTED"


@pytest.mark.parametrize(
    "wrong",
    [
        {"product": "VOICE-CALL"},
        {"direction": "sideways"},
        {"date_start": "2020-01-01T00:00:00Z"},
        {"date_start": 7},
        {"client_ref": "m:1"},
    ],
)
def test_what_can_not_be_reported_is_refused(
    simulator: Simulator, ask: Ask, wrong: dict[str, Any]
) -> None:
    answer = ask("POST", "/v2/reports", json=month(simulator, **wrong))
    assert answer.status_code == 422
    assert answer.json()["invalid_parameters"]


def test_a_report_that_nobody_asked_for_is_not_found(ask: Ask) -> None:
    assert ask("GET", "/v2/reports/nobodys").status_code == 404
    assert ask("POST", "/v2/reports", data="[]").status_code == 422
