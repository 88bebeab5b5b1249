"""Two processes meet an expired token at the same time, and one dies while it refreshes."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.integration.conftest import KEY
from tests.integration.linking.conftest import Office
from threadside.linking.problems import NeedsSignIn, Unavailable
from threadside.linking.refresh import LEASE
from threadside.settings import Settings
from threadside.store.tables import CrmToken

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


def start(office: Office, url: str, connection_id: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process, ready to ask."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.linking.other_process", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LINKED_DATABASE": url,
            "LINKED_KEY": KEY,
            "LINKED_PROVIDER": office.provider.url,
            "LINKED_CONNECTION": connection_id,
        },
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str]) -> str:
    """What a process said last; it is waited for."""
    return process.communicate(timeout=60)[0]


def go(process: subprocess.Popen[str]) -> None:
    """Ask now."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def linked(office: Office) -> str:
    """A connection whose access token has expired, here and at the CRM."""
    connection_id = office.link()
    office.provider.forget("AccessToken")
    now = datetime.now(UTC)
    with office.means.uow.write() as tx:
        row = tx.session.get_one(CrmToken, connection_id)
        row.obtained_at = now - timedelta(hours=1)
        row.expires_at = now - timedelta(minutes=1)
    office.clock.now = now
    return connection_id


def test_two_processes_with_an_expired_token_refresh_it_once(
    office: Office, linked: str, settings: Settings
) -> None:
    office.provider.tell(wait=300)
    both = [start(office, settings.sqlalchemy_url, linked, "4") for _ in range(2)]
    for process in both:
        go(process)
    answers = [each for process in both for each in json.loads(ended(process))]
    assert answers == ["200"] * 8
    counts = office.provider.counts()
    assert counts["token"] == 2, "one for the sign-in, one for everybody's refresh"
    assert "refused" not in counts
    row = office.token(linked)
    assert row is not None
    assert row.generation == 2
    office.outlive(linked)
    assert office.open(linked).call("GET", "/api/still").status == 200


def test_two_processes_whose_token_the_crm_takes_no_more_refresh_it_once(
    office: Office, linked: str, settings: Settings
) -> None:
    with office.means.uow.write() as tx:
        tx.session.get_one(CrmToken, linked).expires_at = None
    office.provider.tell(wait=300)
    both = [start(office, settings.sqlalchemy_url, linked, "4") for _ in range(2)]
    for process in both:
        go(process)
    answers = [each for process in both for each in json.loads(ended(process))]
    assert answers == ["200"] * 8
    assert office.provider.counts()["token"] == 2


def test_a_process_that_dies_before_it_asks_for_a_token_costs_a_minute(
    office: Office, linked: str, settings: Settings
) -> None:
    process = start(office, settings.sqlalchemy_url, linked, "1", "refreshing")
    go(process)
    ended(process)
    assert process.returncode == -9
    with pytest.raises(Unavailable, match="slow"):
        office.open(linked).call("GET", "/api/now")
    office.clock.now = datetime.now(UTC) + LEASE
    assert office.open(linked).call("GET", "/api/later").status == 200


def test_a_process_that_dies_with_a_new_token_in_hand_costs_a_sign_in(
    office: Office, linked: str, settings: Settings
) -> None:
    """The CRM's answer is lost and the old refresh token is used up: nothing can bring it back."""
    process = start(office, settings.sqlalchemy_url, linked, "1", "refreshed")
    go(process)
    ended(process)
    assert process.returncode == -9
    office.clock.now = datetime.now(UTC) + LEASE
    with pytest.raises(NeedsSignIn, match="refresh_interrupted"):
        office.open(linked).call("GET", "/api/lost")
    assert office.connection(linked).reason == "refresh_interrupted"
    assert office.link() == linked
    assert office.open(linked).call("GET", "/api/again").status == 200
