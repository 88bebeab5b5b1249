"""Somebody whom two locations text: each sees its own conversation, and what the law says of the
number holds for both."""

from typing import Any

from tests.integration.desk import ANNA
from tests.integration.places.conftest import SECOND_LINE, Franchise
from tests.integration.threads.test_tenancy import RECORD
from threadside.store.tables import Workspace


def beside(franchise: Franchise, **query: Any) -> Any:
    """What Boulder's rep sees beside Anna's record."""
    return franchise.boulder.get(
        "/v1/beside", **RECORD, phones=ANNA, name="Anna Fernández", **query
    )


def meets(franchise: Franchise, text: str = "Hello from Boulder", **values: Any) -> Any:
    """Boulder's rep presses Send on the page that shows Anna."""
    new = {"name": "Anna Fernández", "record": RECORD}
    wish = franchise.boulder.wish(None, text, seen=0, **values)
    del wish["person"]
    return franchise.boulder.ask("POST", "/v1/messages", {**wish, "new_person": new})


def test_the_page_shows_somebody_new_with_the_number_of_the_page(franchise: Franchise) -> None:
    shown = beside(franchise)
    assert (shown["state"], shown["person_id"], shown["timeline"]["items"]) == ("new", None, [])
    assert (shown["new_name"], shown["thread"]["phone"]) == ("Anna Fernández", ANNA)
    assert [line["id"] for line in shown["lines"]] == [franchise.boulder.line.id]


def test_a_first_text_meets_nobody_twice_and_opens_no_history(franchise: Franchise) -> None:
    answer = meets(franchise)
    assert answer.status_code == 201, answer.text
    assert answer.json["person_id"] == franchise.denver.anna.id
    shown = beside(franchise)
    assert shown["person_id"] == franchise.denver.anna.id
    assert [item["text"] for item in shown["timeline"]["items"]] == ["Hello from Boulder"]
    assert len(franchise.denver.timeline(franchise.denver.anna)) == 1


def test_each_location_is_told_of_its_own_answer_alone(franchise: Franchise) -> None:
    meets(franchise)
    franchise.boulder.says("To Boulder", to=SECOND_LINE.removeprefix("+"))
    franchise.denver.says("To Denver")
    mine = [item.get("text") for item in franchise.boulder.timeline(franchise.denver.anna)]
    assert "To Boulder" in mine
    assert "To Denver" not in mine
    assert "To Boulder" not in str(franchise.denver.timeline(franchise.denver.anna))


def test_a_note_stays_among_those_who_reach_its_thread(franchise: Franchise) -> None:
    anna = franchise.denver.anna
    meets(franchise)
    note = {"client_key": "a-note-of-boulder", "text": "Prefers mornings"}
    made = franchise.boulder.ask("POST", f"/v1/people/{anna.id}/notes", note)
    assert made.status_code == 201, made.text
    assert "Prefers mornings" in str(franchise.boulder.timeline(anna))
    assert "Prefers mornings" not in str(franchise.denver.timeline(anna))


def test_an_opt_out_holds_everywhere_and_is_quoted_nowhere_else(franchise: Franchise) -> None:
    franchise.denver.says("STOP texting me about the gutters")
    shown = beside(franchise)
    assert shown["verdict"]["state"] == "stop"
    assert "gutters" not in str(shown)
    assert "gutters" in str(
        franchise.denver.get("/v1/consent", phone=ANNA, person=franchise.denver.anna.id)
    )
    assert "gutters" not in str(franchise.boulder.get("/v1/consent", phone=ANNA))
    refused = meets(franchise)
    assert refused.status_code == 409
    assert "gutters" not in refused.text


def test_a_press_is_not_held_up_by_what_its_author_can_not_see(franchise: Franchise) -> None:
    meets(franchise)
    anna, seen = franchise.denver.anna, franchise.boulder.head()
    franchise.denver.says("A secret answer to Denver")
    answer = franchise.boulder.ask(
        "POST", "/v1/messages", franchise.boulder.wish(anna, "Still on?", seen=seen)
    )
    assert answer.status_code == 201, answer.text


def test_whoever_sees_the_whole_workspace_sees_both(franchise: Franchise) -> None:
    meets(franchise)
    anna = franchise.denver.anna
    boss = franchise.build.member(franchise.workspace, role="admin")
    page = franchise.denver.get(f"/v1/people/{anna.id}/timeline", who=boss)
    assert [item["text"] for item in page["items"]] == [
        "A secret of this house", "Hello from Boulder",
    ]  # fmt: skip


def test_figures_alone_are_no_words(franchise: Franchise) -> None:
    boss = franchise.build.member(franchise.workspace, role="admin")
    franchise.change(Workspace, franchise.workspace.id, above_reads="figures")
    anna = franchise.denver.anna
    answer = franchise.denver.ask("GET", f"/v1/people/{anna.id}/timeline", who=boss)
    assert answer.status_code == 404
    assert franchise.denver.timeline(anna), "the location goes on"


def test_a_line_of_the_whole_workspace_is_not_a_locations(franchise: Franchise) -> None:
    franchise.put(franchise.denver, None)
    anna = franchise.denver.anna
    assert franchise.denver.ask("GET", f"/v1/people/{anna.id}/timeline").status_code == 404


def test_a_region_reaches_what_is_beneath_it(franchise: Franchise) -> None:
    manager = franchise.member("Rae of the region", franchise.region)
    anna = franchise.denver.anna
    page = franchise.denver.get(f"/v1/people/{anna.id}/timeline", who=manager)
    assert [item["text"] for item in page["items"]] == ["A secret of this house"]


def test_nobody_texted_is_everybodys_but_an_agencys(franchise: Franchise) -> None:
    ruben = franchise.denver.person("Ruben Ito", "+13035550133")
    found = franchise.boulder.ask("POST", "/v1/people/search", {"said": "Ruben"})
    assert ruben.id in found.text
    found = franchise.seer("agency").ask("POST", "/v1/people/search", {"said": "Ruben"})
    assert ruben.id not in found.text
