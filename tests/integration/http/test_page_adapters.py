"""What admins described reaches the extension; what its canary says is kept, within bounds."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from sqlalchemy import select

from tests.integration.desk import Desk, desk, open_desk
from threadside.crm import pages
from threadside.errors import Invalid
from threadside.http.page_adapters import REPORTS
from threadside.rules.page_adapters import identify
from threadside.store.tables import PageReport
from threadside.words import say

__all__ = ["desk", "open_desk"]

SHARED = Path(__file__).parents[3] / "shared_schemas"
VECTORS: Any = json.loads((SHARED / "vectors" / "page_adapters.json").read_text("utf-8"))
SCHEMA: Any = json.loads((SHARED / "page_adapters.schema.json").read_text("utf-8"))
STRUCTURE: dict[str, Any] = {
    "missing": ["record"], "counts": {"h1": 1, "tel": 0},
    "outline": [">main(main)[data-view]", ">>div ×12"],
}  # fmt: skip


def report(desk: Desk, **values: Any) -> Any:
    body = {"crm": "hubspot", "adapter_version": "0.4.0", "structure": STRUCTURE, **values}
    return desk.ask("POST", "/v1/page-reports", body)


def kept(desk: Desk) -> list[PageReport]:
    with desk.uow.read() as session:
        return list(session.scalars(select(PageReport).order_by(PageReport.at)))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: json.dumps(case["with"])[:80])
def test_both_sides_read_a_description_alike(case: dict[str, Any]) -> None:
    own = {**VECTORS["base"], **case["with"]}
    fits = jsonschema_rs.is_valid({"$ref": "#/$defs/PageAdapter", "$defs": SCHEMA["$defs"]}, own)
    assert fits is (case["problem"] != "shape")
    if case["problem"] is not None:
        with pytest.raises(Invalid) as refused:
            pages.check(json.dumps(own))
        beginning = say(f"page.adapter.{case['problem']}", about="\x00").split("\x00")[0]
        assert str(refused.value.params["why"]).startswith(beginning)
        return
    adapter, compiled = pages.check(json.dumps(own))
    assert adapter == own
    for url, wanted in case.get("urls", {}).items():
        found = identify(url, compiled)
        assert (found and f"{found.type} {found.id} ({found.account})") == wanted, url


def test_browsers_are_told_and_the_version_only_rises(desk: Desk) -> None:
    assert desk.get("/v1/page-adapters") == {"adapters": [], "version": 0}
    adapter, _ = pages.check(json.dumps(VECTORS["base"]))
    with desk.uow.write() as tx:
        adapter_id = pages.add(tx, desk.workspace.id, adapter)
    answer = desk.get("/v1/page-adapters")
    assert answer == {"adapters": [VECTORS["base"]], "version": 1}
    assert jsonschema_rs.is_valid(SCHEMA, answer)
    with desk.uow.write() as tx:
        pages.remove(tx, desk.workspace.id, adapter_id, 1)
    assert desk.get("/v1/page-adapters") == {"adapters": [], "version": 2}


def test_another_workspace_is_told_nothing_of_it(desk: Desk) -> None:
    adapter, _ = pages.check(json.dumps(VECTORS["base"]))
    with desk.uow.write() as tx:
        pages.add(tx, desk.workspace.id, adapter)
    token = desk.build.token(desk.build.member())
    answer = desk.app.test_client().get(
        "/v1/page-adapters", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.json == {"adapters": [], "version": 0}


def test_at_most_twenty_are_kept(desk: Desk) -> None:
    for number in range(20):
        adapter, _ = pages.check(json.dumps({**VECTORS["base"], "id": f"own-{number}"}))
        with desk.uow.write() as tx:
            pages.add(tx, desk.workspace.id, adapter)
    with pytest.raises(Invalid, match="page_adapter_many"), desk.uow.write() as tx:
        pages.add(tx, desk.workspace.id, {**VECTORS["base"], "id": "own-more"})


def test_a_page_is_reported_once_a_day(desk: Desk) -> None:
    assert report(desk).status_code == 204
    assert report(desk, adapter_version="0.4.1").status_code == 204
    [row] = kept(desk)
    assert (row.crm, row.times) == ("hubspot", 2)
    assert row.structure == {**STRUCTURE, "adapter_version": "0.4.1"}
    report(desk, crm="odoo")
    desk.clock.now += timedelta(days=1)
    report(desk)
    assert [each.crm for each in kept(desk)] == ["hubspot", "odoo", "hubspot"]


def test_a_report_of_pages_that_nobody_described_is_refused(desk: Desk) -> None:
    assert report(desk, crm="own-desk").status_code == 404
    adapter, _ = pages.check(json.dumps(VECTORS["base"]))
    with desk.uow.write() as tx:
        pages.add(tx, desk.workspace.id, adapter)
    assert report(desk, crm="own-desk", adapter_version="own 1").status_code == 204


@pytest.mark.parametrize(
    "changes",
    [
        {"structure": {**STRUCTURE, "outline": [">div Maria Alvarez"]}},
        {"structure": {**STRUCTURE, "outline": [">div"] * 151}},
        {"structure": {**STRUCTURE, "counts": {"+17205550142": 1}}},
        {"structure": {**STRUCTURE, "missing": ["name"]}},
        {"structure": {**STRUCTURE, "text": "Maria"}},
        {"adapter_version": "<script>"},
        {"crm": "Hub Spot"},
    ],
)
def test_what_could_hold_words_of_a_page_is_refused(desk: Desk, changes: dict[str, Any]) -> None:
    assert report(desk, **changes).status_code == 422
    assert kept(desk) == []


def test_nobody_reports_without_end(desk: Desk) -> None:
    answers = [report(desk).status_code for _ in range(REPORTS.amount + 1)]
    assert answers == [204] * REPORTS.amount + [429]
    assert kept(desk)[0].times == REPORTS.amount
