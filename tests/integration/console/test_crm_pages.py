"""Page adapters in the console: written, tried, changed, removed; pages that look different."""

import json
from collections.abc import Callable

from sqlalchemy import select

from tests.integration.console.conftest import Visit
from tests.integration.desk import Desk
from threadside.crm import pages
from threadside.store.tables import PageAdapter, PageReport

OWN = {
    "id": "own-desk",
    "name": "Desk",
    "hosts": ["desk.example.com"],
    "records": [{"address": "/people/{id:number}", "type": "contact"}],
}
NEW = "/console/crm/pages/new"


def written(**changes: object) -> str:
    return json.dumps({**OWN, **changes})


def row_of(desk: Desk) -> PageAdapter:
    with desk.uow.read() as session:
        return session.scalars(select(PageAdapter)).one()


def told(desk: Desk) -> list[dict[str, object]]:
    with desk.uow.read() as session:
        return pages.told(session, desk.workspace.id).adapters


def test_a_description_is_kept_changed_and_removed(admin: Visit, desk: Desk) -> None:
    assert "Nothing described yet" in admin.see("/console/crm/pages")
    assert "own-desk" in admin.see(NEW), "an example to begin with"
    assert "Desk is kept" in admin.does(NEW, data=written())
    assert told(desk) == [OWN]
    row = row_of(desk)
    here = f"/console/crm/pages/{row.id}"
    assert "/people/{id:number}" in admin.see("/console/crm/pages")
    admin.does(here, data=written(name="Front desk"), version=row.version)
    assert admin.submit(here, data=written(), version=row.version).status_code == 409
    assert told(desk) == [{**OWN, "name": "Front desk"}]
    assert "was removed" in admin.does(f"{here}/remove", version=row_of(desk).version)
    assert told(desk) == []
    assert admin.open(here).status_code == 404
    admin.does(NEW, data=written())
    assert row_of(desk).version == 4, "what browsers have is older in any case"


def test_an_address_is_tried_before_anything_is_kept(admin: Visit, desk: Desk) -> None:
    for address, words in (
        ("https://desk.example.com/people/7?tab=2", "Contact 7 of desk.example.com."),
        ("https://desk.example.com/people/new", "names no record by it"),
        ("javascript:alert(1)", "names no record by it"),
        ("", "Enter an address"),
    ):
        answer = admin.submit(NEW, data=written(), address=address, do="try")
        assert answer.status_code == 200
        assert words in answer.text
    assert told(desk) == []


def test_what_is_wrong_is_said_beside_it(admin: Visit, desk: Desk) -> None:
    for data, sentence in (
        ("{\n  nonsense", "at line 2, column 3"),
        ("[]", "not of the shape"),
        (written(records=[{"address": "/people/(a+)+{id}", "type": "contact"}]), "with holes"),
        (written(page={"record": "main:has(a)"}), "Of CSS selectors"),
        (written(hosts=["https://desk.example.com"]), "hosts.0"),
        (written(types=None), "null"),
        (written(name="x" * 20_001), "20,000 characters"),
        ("[" * 20_000, "not of the shape"),
    ):
        answer = admin.submit(NEW, data=data)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert 'aria-invalid="true"' in answer.text
    assert told(desk) == []
    admin.does(NEW, data=written())
    assert "needs a name of its own" in admin.submit(NEW, data=written()).text


def test_descriptions_are_a_workspaces_own(
    admin: Visit, desk: Desk, visit: Callable[..., Visit]
) -> None:
    admin.does(NEW, data=written())
    row = row_of(desk)
    stranger = visit(desk.build.member(role="admin"))
    here = f"/console/crm/pages/{row.id}"
    assert stranger.open(here).status_code == 404
    assert stranger.submit(here, data=written(), version=1).status_code == 404
    assert stranger.submit(f"{here}/remove", version=1).status_code == 404
    lead = visit(desk.build.member(desk.workspace, role="lead"))
    assert "<textarea" not in lead.see(here)
    assert lead.submit(here, data=written(), version=1).status_code == 403


def test_a_page_that_looks_different_waits_for_somebody(admin: Visit, desk: Desk) -> None:
    structure = {"missing": ["heading"], "counts": {"h1": 0}, "outline": [">main"]}
    report = {"crm": "hubspot", "adapter_version": "0.4.0", "structure": structure}
    assert desk.ask("POST", "/v1/page-reports", report).status_code == 204
    page = admin.see("/console/attention")
    assert "Pages that look different" in page
    assert "Update the extension" in page
    with desk.uow.read() as session:
        kept = session.scalars(select(PageReport)).one()
    shown = admin.see(f"/console/crm/pages/reports/{kept.id}")
    assert "A page of HubSpot has changed" in shown
    assert "&gt;main" in shown
    admin.does("/console/attention/seen/pages", until=kept.at.isoformat())
    assert "Pages that look different" not in admin.see("/console/attention")
