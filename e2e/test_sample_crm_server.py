"""The sample CRM's records and its server; what its pages do is in `test_sample_crm.py`."""

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from e2e.sample_crm.server import LISTS, POLICY, create_app, load_fixtures

REPOSITORY = Path(__file__).parents[1]


# --- records ---------------------------------------------------------------------------------


def test_every_relation_names_a_record_that_exists() -> None:
    records = load_fixtures()
    ids = {name: {record["id"] for record in records[name]} for name in LISTS}
    owners = {user["id"] for user in records["users"]} | {None}
    for name in LISTS:
        assert len(ids[name]) == len(records[name]), f"an id is there twice in {name}"
        for record in records[name]:
            assert record["owner"] in owners
            assert set(record.get("contact_ids", ())) <= ids["contacts"]
            assert record.get("company_id") in ids["companies"] | {None}


def test_there_are_enough_people_and_some_share_a_number() -> None:
    people = load_fixtures()["contacts"]
    assert len(people) >= 30
    front_desk = [
        person["name"]
        for person in people
        if any("0170" in phone["raw"] for phone in person["phones"])
    ]
    assert front_desk == ["Anna Fernández", "Dr. Daniel Roth", "Front desk"]
    assert [
        person["name"] for person in people if not person["phones"] and "phone_drawn" not in person
    ] == ["Eleanor Whitcombe"]


# --- serving ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["", "/contacts", "/contacts/1001", "/deals/501", "/plain", "/wide"]
)
def test_every_page_carries_the_strict_policy(path: str) -> None:
    answer = create_app("acme").test_client().get(f"/a/acme{path}")
    assert (answer.status_code, answer.headers["Content-Security-Policy"]) == (200, POLICY)


@pytest.mark.parametrize(
    "path", ["/a/other", "/a/other/contacts/1001", "/a/other/records.json", "/a/acme/nothing"]
)
def test_another_account_is_not_served(path: str) -> None:
    assert create_app("acme").test_client().get(path).status_code == 404


def test_the_records_can_be_replaced() -> None:
    client = create_app("acme", {"contacts": [], "companies": []}).test_client()
    assert client.get("/a/acme/records.json").json == {"contacts": [], "companies": []}


def test_the_command_prints_its_address_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "e2e.sample_crm", "--port", "0", "--account", "acme"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        with urllib.request.urlopen(url) as answer:
            assert "Northside CRM" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(url)
