"""The library in the console: files brought, described, looked at, approved and found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from tests.builders import Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.templating import words
from tests.integration.desk import Desk
from tests.integration.http.browsing import OWN
from tests.integration.library.shelf import ROOF, Shelf
from tests.unit.media import samples
from threadside.library import draft, review
from threadside.library.content import Content
from threadside.media.sizes import LARGEST
from threadside.store.tables import Media

HOME = "/console/library"


@pytest.fixture
def shelf(app: Flask, desk: Desk) -> Shelf:
    return Shelf(app, desk)


@pytest.fixture
def dana(shelf: Shelf, visit: Callable[[Someone], Visit]) -> Visit:
    """An admin in front of the console."""
    return visit(shelf.dana)


def bring(
    there: Visit, *files: tuple[str, bytes], path: str = f"{HOME}/new", script: bool = False,
    **fields: Any,
) -> TestResponse:  # fmt: skip
    """The form with files, as a browser or our script sends it."""
    said = [("form_mark", there.mark()), ("workspace", there.someone.workspace.id), *fields.items()]
    body, form = encode_multipart_formdata([*said, *(("file", each) for each in files)])
    headers = OWN | ({"Accept": "application/json"} if script else {})
    return there.client.post(path, data=body, headers=headers, content_type=form)


def test_an_empty_library_says_what_it_is_for_and_how_it_works(dana: Visit) -> None:
    page = dana.see(HOME)
    assert "The library is empty" in page
    assert "Say what it shows" in page
    assert f'href="{HOME}/new"' in page


def test_a_reader_is_offered_nothing_to_change(
    shelf: Shelf, visit: Callable[[Someone], Visit]
) -> None:
    lead = visit(shelf.desk.build.member(shelf.desk.workspace, role="lead"))
    assert f"{HOME}/new" not in lead.see(HOME)
    made = shelf.approved()
    page = lead.see(f"{HOME}/{made}")
    assert ROOF.alt in page
    assert f"{HOME}/{made}/retire" not in page
    assert lead.open(f"{HOME}/new").status_code == 403
    assert bring(lead, ("a.jpg", samples.picture())).status_code == 403
    assert lead.submit(f"{HOME}/{made}/retire", reason="x").status_code == 403


def test_a_rep_has_no_library_page(shelf: Shelf, visit: Callable[[Someone], Visit]) -> None:
    assert visit(shelf.desk.rep).open(HOME).status_code == 403


def test_one_file_leads_to_saying_what_it_shows(dana: Visit, shelf: Shelf) -> None:
    answer = bring(dana, ("price_list.pdf", samples.PDF), folder="Sales")
    assert answer.status_code == 303
    page = dana.see(answer.location)
    assert 'value="price list"' in page
    assert 'value="Sales"' in page
    item = answer.location.split("/")[3]
    after = dana.does(
        f"{HOME}/{item}/edit", name="Price list", alt="Prices of spring", folder="Sales",
        tags="spring, prices", version="1", do="submit",
    )  # fmt: skip
    assert "Sent to review." in after
    assert "Waits for review" in words(after)
    assert "Library1 waiting" in words(dana.see("/console/lines"))
    done = dana.does(f"{HOME}/{item}/decide", reason="Right prices", version="2", do="approve")
    assert "Approved: reps can send it." in done
    assert list(shelf.listed()) == ["Price list"]


def test_several_files_become_a_draft_each(dana: Visit) -> None:
    answer = bring(dana, ("a.jpg", samples.picture()), ("b.pdf", samples.PDF))
    page = words(dana.see(answer.location))
    assert "2 files added as drafts." in page
    assert "Drafts2" in page


def test_of_several_files_each_is_taken_or_refused_by_itself(dana: Visit) -> None:
    answer = bring(dana, ("a.jpg", samples.picture()), ("setup.exe", b"MZ\x90\x00 no"))
    assert answer.status_code == 422
    page = words(answer.text)
    assert "a.jpg Added as a draft." in page
    assert "setup.exe Texts carry pictures" in page
    assert "Drafts1" in words(dana.see(HOME))


@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        (("setup.exe", b"MZ\x90\x00 no picture"), 422, "Texts carry pictures"),
        (("cut.jpg", samples.noise()[:9_000]), 422, "This picture is damaged"),
        (("empty.jpg", b""), 422, "The file has nothing in it"),
        (("long.pdf", samples.PDF + b" " * LARGEST), 413, ""),
    ],
)
def test_the_script_is_told_in_words_why_a_file_is_not_taken(
    dana: Visit, shelf: Shelf, file: tuple[str, bytes], status: int, said: str
) -> None:
    answer = bring(dana, file, script=True)
    assert answer.status_code == status
    assert said in answer.text
    assert shelf.files() == []
    with shelf.desk.uow.read() as session:
        assert session.query(Media).count() == 0


def test_the_script_is_told_where_a_file_stands(dana: Visit) -> None:
    answer = bring(dana, ("roof.heic", samples.photo_with_place(kind="HEIF")), script=True)
    assert answer.status_code == 201
    assert answer.json is not None
    assert "roof" in dana.see(answer.json["to"])


def test_a_form_without_a_file_says_so_beside_the_field(dana: Visit) -> None:
    answer = bring(dana)
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_only_the_pages_that_need_it_run_a_script_of_ours(dana: Visit, shelf: Shelf) -> None:
    made = shelf.approved()
    for path, runs in ((f"{HOME}/new", True), (f"{HOME}/{made}/file", True), (HOME, False)):
        policy = dana.open(path).headers["Content-Security-Policy"]
        assert ("script-src 'self'" in policy) is runs
        assert "unsafe" not in policy


def test_a_file_is_replaced_in_a_draft_beside_the_one_in_force(dana: Visit, shelf: Shelf) -> None:
    made = shelf.approved()
    path = f"{HOME}/{made}/file"
    answer = bring(dana, ("n.jpg", samples.picture(size=(90, 60))), path=path, version="0")
    page = words(dana.see(answer.location))
    assert "The new file is in the draft." in page
    assert "90 × 60" in page
    assert "64 × 48" in page
    late = bring(dana, ("n.jpg", samples.picture()), path=path, version="1", script=True)
    assert late.status_code == 409
    assert late.json is not None
    assert "Dana Field changed it" in late.json["refused"]


def test_what_nobody_has_described_is_not_sent_to_review(dana: Visit, shelf: Shelf) -> None:
    made = shelf.add()
    answer = dana.submit(
        f"{HOME}/{made}/edit", name="Roof", alt=" ", folder="", tags="", version="1", do="submit"
    )
    assert answer.status_code == 422
    assert "Say in a sentence what it shows" in answer.text
    assert 'value="Roof"' in answer.text
    assert shelf.one(made).content.name == "roof photo"


def test_who_saves_second_sees_both_and_loses_nothing(dana: Visit, shelf: Shelf) -> None:
    made = shelf.add()
    theirs = replace(ROOF, name="Ravi’s roof")
    shelf.do(draft.change, made, content=theirs, seen=1, by=shelf.ravi)
    mine = {"name": "Dana’s roof", "alt": "Mine", "folder": "", "tags": "", "do": "save"}
    answer = dana.submit(f"{HOME}/{made}/edit", version="1", **mine)
    assert answer.status_code == 409
    assert "Ravi’s roof" in answer.text
    assert 'value="Dana’s roof"' in answer.text
    assert "Ravi Shah saved it at" in answer.text
    dana.does(f"{HOME}/{made}/edit", version="2", **mine)
    assert shelf.one(made).content.name == "Dana’s roof"


def test_a_decision_on_what_has_changed_is_not_taken(dana: Visit, shelf: Shelf) -> None:
    made = shelf.waiting()
    answer = dana.submit(f"{HOME}/{made}/decide", version="1", reason="Good", do="approve")
    assert answer.status_code == 409
    assert "Dana Field changed it after you had opened this page" in answer.text
    assert ">Good<" in answer.text.replace("\n", "")


def test_whoever_made_it_is_told_who_may_approve_it(dana: Visit, shelf: Shelf) -> None:
    shelf.desk.policy(four_eyes="on")
    made = shelf.waiting()
    page = dana.see(f"{HOME}/{made}")
    assert "somebody else approves it: Ravi Shah" in page
    forced = dana.submit(f"{HOME}/{made}/decide", version="2", reason="Mine", do="approve")
    assert forced.status_code == 409
    assert shelf.listed() == {}


def test_a_page_says_what_every_line_would_do_and_where_it_is_used(
    dana: Visit, shelf: Shelf
) -> None:
    shelf.desk.open_line("+17205550101", mms=False, name="Night line")
    made = shelf.approved()
    shelf.desk.press(shelf.desk.person(), media=[shelf.use(made)["id"]])
    page = words(dana.see(f"{HOME}/{made}"))
    assert "Sends it as a picture message (MMS)." in page
    assert "Sends a link: this line has no picture messages." in page
    assert "Kim Okafor, from Front desk" in page
    assert "1 of 2 lines send it, the others a link" in words(dana.see(HOME))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "skylight"}, {ROOF.name}),
        ({"folder": "Sales"}, {"Price list"}),
        ({"folder": "-"}, {"Door"}),
        ({"kind": "pdf"}, {"Price list"}),
        ({"show": "draft"}, {"Door"}),
        ({"search": "nothing like it"}, set()),
        ({"kind": "no such", "show": "no such"}, {ROOF.name, "Price list", "Door"}),
    ],
)
@pytest.mark.parametrize("view", ["grid", "list"])
def test_the_library_is_narrowed(
    dana: Visit, shelf: Shelf, asked: dict[str, str], found: set[str], view: str
) -> None:
    shelf.approved()
    shelf.approved(Content("Price list", "Prices", "Sales"), samples.PDF)
    shelf.do(draft.change, shelf.add(), content=Content("Door", "The way"), seen=1)
    page = dana.see(HOME, view=view, **asked)
    names = {name for name in (ROOF.name, "Price list", "Door") if f">{name}</" in page}
    assert names == found
    assert ("Nothing in the library is like this" in page) is not found


def test_a_large_library_comes_in_pages_that_keep_the_filters(dana: Visit, shelf: Shelf) -> None:
    for number in range(41):
        made = shelf.add(samples.PDF, f"sheet {number:02}.pdf")
        content = Content(f"Sheet {number:02}", "", "Many")
        shelf.do(draft.change, made, content=content, seen=1)
    page = dana.see(HOME, folder="Many", view="list")
    assert ("Sheet 39" in page, "Sheet 40" in page) == (True, False)
    after = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "folder=Many" in after
    rest = dana.see(after)
    assert ("Sheet 39" in rest, "Sheet 40" in rest) == (False, True)
    assert dana.open(HOME, after="made up").status_code == 422


def test_markup_in_what_is_said_stays_words(dana: Visit, shelf: Shelf) -> None:
    said = Content("<b>x</b>", "<script>alert(1)</script>", "<i>y</i>")
    made = shelf.approved(said)
    for path in (HOME, f"{HOME}/{made}", f"{HOME}/{made}/edit", f"{HOME}?view=list"):
        page = dana.see(path)
        assert "<b>x</b>" not in page
        assert "<script>alert" not in page


def test_files_are_given_to_who_looks_after_the_library_and_to_no_other_workspace(
    dana: Visit, shelf: Shelf, app: Flask, visit: Callable[[Someone], Visit], open_desk: Any
) -> None:
    made = shelf.waiting(data=samples.picture())
    media = shelf.one(made).media
    assert dana.open(f"{HOME}/files/{media.id}").content_type == "image/jpeg"
    small = dana.open(f"{HOME}/files/{media.id}/thumbnail")
    assert (small.status_code, small.content_type) == (200, "image/jpeg")
    stranger = visit(Shelf(app, open_desk()).dana)
    paths = [
        f"files/{media.id}",
        f"files/{media.id}/thumbnail",
        made,
        f"{made}/edit",
        f"{made}/file",
    ]
    assert {stranger.open(f"{HOME}/{path}").status_code for path in paths} == {404}
    taken = stranger.submit(f"{HOME}/{made}/decide", version="2", reason="Mine", do="approve")
    assert taken.status_code == 404
    assert "The library is empty" in stranger.see(HOME)


def test_a_file_of_a_conversation_is_none_of_the_library(dana: Visit, shelf: Shelf) -> None:
    with shelf.desk.uow.write() as tx:
        media = Media(
            id="01a20000-0000-7000-8000-000000000001", workspace_id=shelf.desk.workspace.id,
            kind="image", content_type="image/jpeg", name="a.jpg", state="pending",
            created_at=tx.now,
        )  # fmt: skip
        tx.session.add(media)
    assert dana.open(f"{HOME}/files/01a20000-0000-7000-8000-000000000001").status_code == 404


def test_retired_and_brought_back_with_a_reason(dana: Visit, shelf: Shelf) -> None:
    made = shelf.approved()
    bare = dana.submit(f"{HOME}/{made}/retire", reason=" ")
    assert bare.status_code == 422
    assert "Retired: reps" in dana.does(f"{HOME}/{made}/retire", reason="Old prices")
    assert shelf.listed() == {}
    assert "Brought back" in dana.does(f"{HOME}/{made}/bring-back", reason="They hold")
    assert "Old prices" in dana.see(f"{HOME}/{made}")


def test_the_pages_ask_little_of_the_database(
    dana: Visit, shelf: Shelf, statements: Callable[[], int]
) -> None:
    shelf.desk.policy(four_eyes="on")
    made = shelf.waiting()
    shelf.do(review.approve, made, "Good", seen=2, by=shelf.ravi)
    shelf.desk.press(shelf.desk.person(), media=[shelf.use(made)["id"]])
    shelf.do(draft.change, made, content=replace(ROOF, name="Slate"), seen=0)
    shelf.do(review.submit, made, seen=2)
    for path in (HOME, f"{HOME}?view=list", f"{HOME}/{made}", f"{HOME}/{made}/edit", f"{HOME}/new"):
        dana.see(path)
        before = statements()
        dana.see(path)
        assert statements() - before <= 12, path
