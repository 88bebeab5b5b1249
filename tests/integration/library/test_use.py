"""What reps find in the library, what a text may have of it, and what becomes of the bytes."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.desk import ANNA
from tests.integration.library.shelf import ROOF, Shelf, refused
from tests.unit.media import samples
from threadside.ids import new_id
from threadside.library import draft, lines, review, usage
from threadside.library.content import Content
from threadside.library.usage import Usage
from threadside.media.sizes import LARGEST
from threadside.records import traces
from threadside.store.tables import (
    Line,
    Location,
    Media,
    MediaLink,
    Member,
    MemberLocation,
    Message,
)


def refusal(shelf: Shelf, media_id: str) -> tuple[int, str]:
    """Status and code of a press with these media."""
    person = shelf.desk.person()
    answer = shelf.desk.ask("POST", "/v1/messages", shelf.desk.wish(person, media=[media_id]))
    assert answer.json is not None
    return answer.status_code, answer.json["code"]


def test_an_approved_item_goes_with_a_text_like_an_upload(shelf: Shelf) -> None:
    used = shelf.use(shelf.approved())
    person = shelf.desk.person()
    sent = shelf.desk.press(person, "Here it is", media=[used["id"]])
    assert [each["id"] for each in sent["media"]] == [used["id"]]
    shelf.desk.after_hold()
    [posted] = shelf.desk.carrier.posted
    assert [(each.kind, each.content_type) for each in posted.media] == [("image", "image/jpeg")]


def test_a_member_of_one_location_sends_it_as_well(shelf: Shelf) -> None:
    desk = shelf.desk
    place = Location(
        id=new_id(), workspace_id=desk.workspace.id, parent_id=None, name="Denver",
        kind="location", zone="America/Denver", address="", active=True, version=1,
        created_at=desk.clock(),
    )  # fmt: skip
    desk.build.add(place)
    desk.build.add(MemberLocation(member_id=desk.rep.id, location_id=place.id))
    with desk.uow.write() as tx:
        tx.session.get_one(Member, desk.rep.id).reach = "places"
        tx.session.get_one(Line, desk.line.id).location_id = place.id
    used = shelf.use(shelf.approved())
    sent = desk.press(desk.person(), "Here it is", media=[used["id"]])
    assert [each["id"] for each in sent["media"]] == [used["id"]]


def test_the_link_leads_to_it(shelf: Shelf) -> None:
    used = shelf.use(shelf.approved())
    path = used["link"].removeprefix(shelf.desk.held.settings.public_url)
    answer = shelf.desk.app.test_client().get(path)
    assert (answer.status_code, answer.content_type) == (200, "image/jpeg")


def test_what_is_not_approved_is_given_to_nobody_and_goes_with_no_text(shelf: Shelf) -> None:
    made = shelf.waiting()
    answer = shelf.desk.ask("POST", f"/v1/library/{made}/use")
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "library_not_approved")
    assert ROOF.name in answer.json["detail"]
    assert refusal(shelf, shelf.one(made).media.id) == (409, "library_not_approved")


def test_what_was_retired_or_replaced_since_it_was_attached_is_refused(shelf: Shelf) -> None:
    made = shelf.approved()
    first = shelf.use(made)["id"]
    shelf.do(review.retire, made, "Old prices")
    assert refusal(shelf, first) == (409, "library_not_approved")
    shelf.do(review.bring_back, made, "They hold")
    shelf.replace(made, samples.picture(size=(90, 60)), seen=0)
    shelf.do(review.submit, made, seen=2)
    shelf.do(review.approve, made, "Newer", seen=2)
    assert refusal(shelf, first) == (409, "library_not_approved")
    shelf.desk.press(shelf.desk.person(), media=[shelf.use(made)["id"]])


def test_what_is_said_anew_of_a_file_does_not_keep_the_file_back(shelf: Shelf) -> None:
    made = shelf.approved()
    first = shelf.use(made)["id"]
    shelf.do(draft.change, made, content=replace(ROOF, name="Slate roof"), seen=0)
    shelf.do(review.submit, made, seen=2)
    shelf.do(review.approve, made, "Better name", seen=2)
    shelf.desk.press(shelf.desk.person(), media=[first])


def test_a_rep_finds_items_by_every_word_that_is_said_of_them(shelf: Shelf) -> None:
    shelf.approved()
    shelf.approved(Content("Price list", "Prices of spring", "Sales"), samples.PDF)
    for said, found in {
        "roof": [ROOF.name], "SKYL": [ROOF.name], "prices sales": ["Price list"],
        "roof sales": [], "%": [], "": ["Price list", ROOF.name],
    }.items():  # fmt: skip
        assert list(shelf.listed(search=said)) == found, said
    assert list(shelf.listed(folder="Sales")) == ["Price list"]


def test_nobody_finds_by_words_that_are_not_approved_yet(shelf: Shelf) -> None:
    made = shelf.approved()
    shelf.do(draft.change, made, content=replace(ROOF, name="Layoffs"), seen=0)
    assert shelf.listed(search="layoffs") == {}


def test_a_long_library_comes_in_pages(shelf: Shelf) -> None:
    for number in range(5):
        shelf.approved(Content(f"Roof {number}", "A roof"), samples.PDF)
    first = shelf.desk.get("/v1/library", limit=3)
    assert [item["name"] for item in first["items"]] == ["Roof 0", "Roof 1", "Roof 2"]
    rest = shelf.desk.get("/v1/library", limit=3, after=first["next_cursor"])
    assert [item["name"] for item in rest["items"]] == ["Roof 3", "Roof 4"]
    assert rest["next_cursor"] is None
    wrong = shelf.desk.ask("GET", "/v1/library", query={"after": "made up"})
    assert wrong.status_code == 422


def test_what_a_rep_sent_last_is_at_hand_for_that_rep(shelf: Shelf) -> None:
    person = shelf.desk.person()
    made = [shelf.approved(Content(f"Roof {n}", "A roof"), samples.PDF) for n in range(3)]
    for item in (made[2], made[0], made[2]):
        shelf.desk.clock.advance(minutes=1)
        shelf.desk.press(person, media=[shelf.use(item)["id"]])
    recent = shelf.desk.get("/v1/library")["recent"]
    assert [item["name"] for item in recent] == ["Roof 2", "Roof 0"]
    shelf.do(review.retire, made[2], "Old")
    assert [each["name"] for each in shelf.desk.get("/v1/library")["recent"]] == ["Roof 0"]
    other = shelf.desk.build.member(shelf.desk.workspace)
    assert shelf.desk.get("/v1/library", who=other)["recent"] == []
    assert shelf.desk.get("/v1/library", search="roof")["recent"] == []


def test_where_an_item_is_used_is_counted_over_all_its_versions(shelf: Shelf) -> None:
    made = shelf.approved()
    person = shelf.desk.person()
    for _ in range(2):
        shelf.desk.press(person, media=[shelf.use(made)["id"]])
    shelf.do(draft.change, made, content=replace(ROOF, name="Slate"), seen=0)
    shelf.do(review.submit, made, seen=2)
    shelf.do(review.approve, made, "Better name", seen=2)
    shelf.desk.clock.advance(minutes=5)
    shelf.desk.press(person, media=[shelf.use(made)["id"]])
    with shelf.desk.uow.read() as session:
        workspace = shelf.desk.workspace.id
        assert usage.of(session, workspace, [made]) == {made: Usage(3, shelf.desk.clock.now)}
        latest = usage.latest(session, workspace, made, 2)
        assert usage.of(session, "another", [made]) == {}
    assert [(each.line, each.member) for each in latest] == [("Front desk", "Kim Okafor")] * 2


def test_upkeep_keeps_every_file_that_an_item_has(shelf: Shelf) -> None:
    made = shelf.approved(data=samples.PDF)
    opened = shelf.add(samples.picture())
    retired = shelf.approved(replace(ROOF, name="Old"), samples.picture(size=(40, 40)))
    shelf.do(review.retire, retired, "Old")
    shelf.replace(made, samples.picture(size=(90, 60)), seen=0)
    before = len(shelf.files())
    shelf.upkeep()
    assert len(shelf.files()) == before == 7
    for item_id in (made, opened, retired):
        whole = shelf.one(item_id)
        for media in {each.media.id for each in whole.versions} | {whole.media.id}:
            assert shelf.desk.ask("GET", f"/v1/media/{media}").status_code == 200


def test_a_link_that_was_sent_and_ended_takes_no_file_with_it(shelf: Shelf) -> None:
    made = shelf.approved()
    used = shelf.use(made)
    shelf.desk.press(shelf.desk.person(), f"See {used['link']}")
    shelf.upkeep(days=100)
    with shelf.desk.uow.read() as session:
        assert session.query(MediaLink).count() == 0
        assert session.get_one(Media, used["id"]).state == "ready"
    assert len(shelf.files()) == 2


def test_what_no_item_has_any_more_goes(shelf: Shelf) -> None:
    made = shelf.add(samples.PDF)
    shelf.replace(made, samples.picture(), seen=1)
    shelf.upkeep()
    assert len(shelf.files()) == 2
    shelf.do(draft.discard, made, seen=2)
    shelf.upkeep()
    assert shelf.files() == []


def test_a_file_that_two_versions_share_stays_with_the_one_in_force(shelf: Shelf) -> None:
    made = shelf.approved(data=samples.PDF)
    shelf.do(draft.change, made, content=replace(ROOF, name="Other"), seen=0)
    shelf.do(draft.discard, made, seen=2)
    shelf.upkeep()
    assert shelf.desk.ask("GET", f"/v1/media/{shelf.use(made)['id']}").data == samples.PDF


def test_forgetting_a_conversation_leaves_the_library_as_it_is(shelf: Shelf) -> None:
    made = shelf.approved()
    used = shelf.use(made)
    shelf.desk.press(shelf.desk.person(), media=[used["id"]])
    with shelf.desk.uow.write() as tx:
        traces.media(tx, select(Message.id).where(Message.phone == ANNA))
    shelf.upkeep()
    assert shelf.use(made)["id"] == used["id"]
    assert shelf.desk.ask("GET", f"/v1/media/{used['id']}").status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.jpg", b"", "empty_file"),
        ("setup.exe", b"MZ\x90\x00 not a picture at all", "media_kind"),
        ("page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "media_kind"),
        ("cut.jpg", samples.noise()[:9_000], "broken_picture"),
        ("bomb.png", samples.png_bomb(), "too_many_pixels"),
        ("long.pdf", samples.PDF + b" " * LARGEST, "media_too_large"),
    ],
)
def test_what_can_not_be_sent_is_refused_and_nothing_of_it_is_kept(
    shelf: Shelf, name: str, data: bytes, code: str
) -> None:
    found = refused(lambda: shelf.add(data, name))
    assert found.code == code
    assert shelf.files() == []
    with shelf.desk.uow.read() as session:
        assert session.query(Media).count() == 0
    made = shelf.approved()
    assert refused(lambda: shelf.replace(made, data, seen=0)).code == code
    assert shelf.one(made).open is None


def test_pictures_are_made_to_go_over_the_tightest_line_that_sends_them(shelf: Shelf) -> None:
    shelf.desk.open_line("+17205550101", media_limit=300_000)
    shelf.desk.open_line("+17205550102", mms=False, media_limit=1_000)
    made = shelf.add(samples.noise("PNG"))
    media = shelf.one(made).media
    assert (media.bytes or 0) <= 300_000
    with shelf.desk.uow.read() as session:
        found = lines.ways(lines.of(session, shelf.desk.workspace.id), media)
    assert [each.why for each in found] == ["", "", "no_mms"]


def test_a_phones_photo_becomes_one_that_every_phone_shows(shelf: Shelf) -> None:
    media = shelf.one(shelf.add(samples.photo_with_place(kind="HEIF"), "IMG_1.HEIC")).media
    assert (media.content_type, media.name) == ("image/jpeg", "IMG_1.jpg")


def test_a_long_file_says_which_lines_would_send_a_link(shelf: Shelf) -> None:
    shelf.desk.open_line("+17205550101", media_limit=2_000_000)
    media = shelf.one(shelf.add(samples.PDF + b" " * 700_000, "list.pdf")).media
    with shelf.desk.uow.read() as session:
        found = lines.ways(lines.of(session, shelf.desk.workspace.id), media)
    assert sorted(each.why for each in found) == ["", "too_large"]


def test_uses_of_a_text_that_was_taken_back_do_not_count(shelf: Shelf) -> None:
    made = shelf.approved()
    held: dict[str, Any] = shelf.desk.press(shelf.desk.person(), media=[shelf.use(made)["id"]])
    assert shelf.desk.ask("POST", f"/v1/messages/{held['id']}/undo").status_code == 200
    with shelf.desk.uow.read() as session:
        assert usage.of(session, shelf.desk.workspace.id, [made]) == {}
