"""What everybody sees of linked accounts, and that a person's words are there for each reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import threadside
from tests.builders import Builders
from tests.integration.linking.conftest import Office
from threadside.linking import listing
from threadside.store.tables import CrmConnection
from threadside.words import table

SOURCE = Path(threadside.__file__).parent / "linking"
PROBLEMS = {"NeedsSignIn", "Unavailable", "Garbled", "Refused"}


def literals(node: ast.expr) -> Iterator[object]:
    """What an expression may be, where it is written down: a word, or one of two."""
    chosen = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return (each.value for each in chosen if isinstance(each, ast.Constant))


def codes() -> set[str]:
    """Every code of a problem that linking makes by itself."""
    found: set[str] = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PROBLEMS:
                found |= set(map(str, literals(node.args[0])))
    return found


def test_every_reason_has_its_words() -> None:
    missing = {code for code in codes() if f"crm.reason.{code}" not in table()}
    assert missing == set()


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("live", None, "Ledger is linked."),
        ("live", "throttled", "Ledger is linked. Ledger takes no more requests"),
        ("unavailable", "slow", "what it said last is shown. Ledger is slow"),
        ("needs_sign_in", "sign_in_ended", "Ledger has to be linked again. Ledger says"),
        ("disconnected", None, "Ledger is not linked any more."),
    ],
)
def test_a_connection_says_how_it_stands(
    office: Office, state: str, reason: str | None, words: str
) -> None:
    connection_id = office.link()
    with office.means.uow.write() as tx:
        row = tx.session.get_one(CrmConnection, connection_id)
        row.state, row.reason = state, reason
    with office.means.uow.read() as session:
        found = listing.connections(session, office.admin.workspace_id, office.means.crms)
    assert [each.id for each in found.items] == [connection_id]
    assert words in found.items[0].words


def test_a_workspace_sees_its_own_accounts(office: Office, build: Builders) -> None:
    office.link()
    stranger = build.member()
    with office.means.uow.read() as session:
        found = listing.connections(session, stranger.workspace.id, office.means.crms)
    assert found.items == []


def test_members_read_them_over_the_api(
    office: Office, build: Builders, client: FlaskClient
) -> None:
    office.link()
    token = build.token(office.someone)
    answer = client.get("/v1/crm/connections", headers={"Authorization": f"Bearer {token}"})
    assert [each["account"] for each in answer.json["items"]] == ["4711"]
    assert client.get("/v1/crm/connections").status_code == 401
