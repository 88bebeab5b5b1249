"""Members see their workspace's media; a link shows one of them to anyone, until it ends."""

import re

import pytest

from tests.integration.desk import OpenDesk
from tests.integration.media.conftest import Pictures
from tests.unit.media import samples
from threadside.ids import new_id
from threadside.store.tables import MediaLink


def path_of(link: str) -> str:
    return link.removeprefix("https://text.example.com")


def test_what_was_uploaded_is_shown_to_its_workspace(pictures: Pictures) -> None:
    kept = pictures.kept(samples.PDF, "offer.pdf")
    answer = pictures.desk.ask("GET", f"/v1/media/{kept['id']}")
    assert (answer.status_code, answer.data) == (200, samples.PDF)
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(samples.PDF))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"].startswith('attachment; filename="offer.pdf"')
    assert headers["Cache-Control"].startswith("private")


def test_a_picture_is_shown_and_has_a_small_one(pictures: Pictures) -> None:
    kept = pictures.kept(samples.picture("JPEG", (900, 600)), "Dach Süd.jpg")
    answer = pictures.desk.ask("GET", f"/v1/media/{kept['id']}")
    assert answer.headers["Content-Disposition"] == (
        "inline; filename=\"Dach-Sud.jpg\"; filename*=UTF-8''Dach%20S%C3%BCd.jpg"
    )
    small = pictures.desk.ask("GET", f"/v1/media/{kept['id']}/thumbnail")
    assert (small.status_code, small.headers["Content-Type"]) == (200, "image/jpeg")
    assert len(small.data) == int(small.headers["Content-Length"]) < len(answer.data)


def test_what_is_no_picture_has_no_small_one(pictures: Pictures) -> None:
    kept = pictures.kept(samples.PDF)
    assert pictures.desk.ask("GET", f"/v1/media/{kept['id']}/thumbnail").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "sent", "told"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/{}"),
        ("bytes=4-", 206, slice(4, None), "bytes 4-{last}/{}"),
        ("bytes=-5", 206, slice(-5, None), None),
        ("bytes=0-999999", 206, slice(None), None),
        ("bytes=0-1,3-4", 200, slice(None), None),
        ("lines=0-1", 200, slice(None), None),
        ("nonsense", 200, slice(None), None),
    ],
)
def test_any_range_can_be_had(
    pictures: Pictures, asked: str, status: int, sent: slice, told: str | None
) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.PDF)
    headers = {"Authorization": f"Bearer {desk.token()}", "Range": asked}
    answer = desk.app.test_client().get(f"/v1/media/{kept['id']}", headers=headers)
    assert (answer.status_code, answer.data) == (status, samples.PDF[sent])
    if told is not None:
        size = len(samples.PDF)
        assert answer.headers["Content-Range"] == told.format(size, last=size - 1)


def test_a_range_beyond_the_end_is_refused(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.PDF)
    headers = {"Authorization": f"Bearer {desk.token()}", "Range": "bytes=9999-"}
    answer = desk.app.test_client().get(f"/v1/media/{kept['id']}", headers=headers)
    assert answer.status_code == 416
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_a_browser_has_is_not_sent_again(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.PDF)
    headers = {"Authorization": f"Bearer {desk.token()}"}
    client = desk.app.test_client()
    first = client.get(f"/v1/media/{kept['id']}", headers=headers)
    again = client.get(
        f"/v1/media/{kept['id']}", headers=headers | {"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    other = headers | {"Range": "bytes=0-3", "If-Range": '"another"'}
    assert client.get(f"/v1/media/{kept['id']}", headers=other).status_code == 200


def test_another_workspace_sees_nothing_of_it(pictures: Pictures, open_desk: OpenDesk) -> None:
    kept, other = pictures.kept(samples.picture()), open_desk()
    for path in (f"/v1/media/{kept['id']}", f"/v1/media/{kept['id']}/thumbnail"):
        assert other.ask("GET", path).status_code == 404
    assert pictures.desk.ask("GET", f"/v1/media/{new_id()}").status_code == 404


def test_a_link_shows_it_to_anyone_without_a_token(pictures: Pictures) -> None:
    link = pictures.kept(samples.picture(), "roof photo.jpg")["link"]
    assert re.fullmatch(r"https://text\.example\.com/m/[A-Za-z0-9_-]{24}/roof-photo\.jpg", link)
    client = pictures.desk.app.test_client()
    answer = client.get(path_of(link))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    head = client.head(path_of(link))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == answer.headers["Content-Length"]


def test_the_database_does_not_hold_what_a_link_says(pictures: Pictures) -> None:
    token = path_of(pictures.kept(samples.PDF)["link"]).split("/")[2]
    with pictures.desk.uow.read() as session:
        (row,) = session.query(MediaLink)
    assert token not in row.token_hash


def test_a_link_ends_after_thirty_days_with_a_page_that_says_so(pictures: Pictures) -> None:
    desk = pictures.desk
    kept = pictures.kept(samples.PDF)
    link = path_of(kept["link"])
    desk.press(desk.person(), f"The offer: {kept['link']}")
    client = desk.app.test_client()
    desk.clock.advance(days=29, hours=23)
    assert client.get(link).status_code == 200
    desk.clock.advance(hours=2)
    over = client.get(link)
    assert over.status_code == 404
    assert "This link has ended" in over.text
    assert "style-src 'self'" in over.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path", ["/m/x/y", "/m/" + "A" * 24 + "/roof.jpg", "/m/" + "A" * 5000 + "/x", "/m/%00/x",
             "/m/%ED%A0%80/x", "/m/..%2f..%2fkey/x"],
)  # fmt: skip
def test_what_is_no_link_is_the_same_page(pictures: Pictures, path: str) -> None:
    answer = pictures.desk.app.test_client().get(path)
    assert answer.status_code == 404
