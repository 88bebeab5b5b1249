"""What a rep picks is made fit and kept once; what can't leave is refused in words (V-12)."""

import io

import pytest
from PIL import Image
from urllib3 import encode_multipart_formdata

from tests.integration.desk import OpenDesk
from tests.integration.media.conftest import Pictures
from tests.unit.media import samples
from threadside.media import upload
from threadside.media.scan import NotScanned


def test_a_picture_is_kept_as_it_would_leave(pictures: Pictures) -> None:
    kept = pictures.kept(samples.photo_with_place(), "IMG 0042.JPG")
    link = kept.pop("link")
    assert kept == {
        "id": kept["id"], "kind": "image", "content_type": "image/jpeg", "bytes": kept["bytes"],
        "name": "IMG 0042.jpg", "width": 40, "height": 80, "thumbnail": True, "state": "ready",
        "words": None,
    }  # fmt: skip
    assert link.startswith("https://text.example.com/m/")
    assert link.endswith("/IMG-0042.jpg")
    assert all(b"PhoneMaker" not in path.read_bytes() for path in pictures.files())


def test_a_heic_is_kept_as_the_jpeg_that_leaves(pictures: Pictures) -> None:
    photo = samples.photo_with_place(kind="HEIF")
    kept = pictures.kept(photo, "IMG_0042.HEIC", content_type="")
    assert (kept["kind"], kept["content_type"], kept["name"]) == (
        "image", "image/jpeg", "IMG_0042.jpg",
    )  # fmt: skip
    assert (kept["width"], kept["height"], kept["thumbnail"]) == (40, 80, True)
    whole = pictures.desk.ask("GET", f"/v1/media/{kept['id']}").data
    assert Image.open(io.BytesIO(whole)).format == "JPEG"
    assert all(b"PhoneMaker" not in path.read_bytes() for path in pictures.files())
    assert pictures.kept(samples.noise("HEIF", (400, 300)), room=40_000)["bytes"] <= 40_000


def test_the_bytes_decide_whatever_the_sender_says(pictures: Pictures) -> None:
    kept = pictures.kept(samples.PDF, "photo.jpg", content_type="image/jpeg")
    assert (kept["kind"], kept["content_type"], kept["name"]) == (
        "pdf", "application/pdf", "photo.pdf",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind", "content_type"),
    [
        (samples.VCARD, "vcard", "text/vcard"), (samples.MP3, "audio", "audio/mpeg"),
        (samples.AMR, "audio", "audio/amr"), (samples.WAV, "audio", "audio/wav"),
        (samples.M4A, "audio", "audio/mp4"), (samples.MP4, "video", "video/mp4"),
        (samples.GP3, "video", "video/3gpp"), (samples.moving_gif(), "image", "image/gif"),
        (samples.picture("PNG"), "image", "image/png"),
    ],
)  # fmt: skip
def test_every_kind_that_vonage_carries_may_leave(
    pictures: Pictures, data: bytes, kind: str, content_type: str
) -> None:
    kept = pictures.kept(data, "file")
    assert (kept["kind"], kept["content_type"]) == (kind, content_type)


def test_a_photo_is_shrunk_to_what_the_line_carries(pictures: Pictures) -> None:
    photo = samples.noise(quality=95)
    assert len(photo) > 1_000_000
    assert pictures.kept(photo)["bytes"] <= 600_000
    assert pictures.kept(photo, room=200_000)["bytes"] <= 200_000
    small = pictures.desk.open_line("+17205550101", media_limit=100_000)
    assert pictures.kept(photo, line=small)["bytes"] <= 100_000


def test_for_a_link_there_is_room(pictures: Pictures) -> None:
    large = samples.PDF + bytes(2_000_000)
    status, code, words = pictures.refused(large)
    assert (status, code) == (422, "media_too_large")
    assert "2.0 MB" in words
    assert "600 kB" in words
    assert "link" in words
    assert pictures.kept(large, link="true")["bytes"] == len(large)
    text_only = pictures.desk.open_line("+17205550101", mms=False)
    assert pictures.kept(large, line=text_only)["bytes"] == len(large)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"), (samples.SVG, "media_kind"), (samples.HTML, "media_kind"),
        (samples.ZIP, "media_kind"), (samples.EXE, "media_kind"), (b"hello", "media_kind"),
        (samples.MOV, "media_kind"), (samples.HEIC_WITHOUT_PICTURE, "broken_picture"),
        (samples.picture("HEIF")[:-60], "broken_picture"),
        (samples.heic_that_claims(60_000, 60_000), "too_many_pixels"),
        (samples.picture("AVIF"), "media_kind"),
        (samples.noise()[:5000], "broken_picture"), (samples.png_bomb(), "too_many_pixels"),
        (b"\xff\xd8\xff\xe0" + samples.HTML, "broken_picture"),
        (b"GIF89a" + samples.HTML, "broken_picture"),
    ],
    ids=range(15),
)  # fmt: skip
def test_what_can_not_leave_is_refused_with_the_reason(
    pictures: Pictures, data: bytes, code: str
) -> None:
    assert pictures.refused(data, "photo.jpg")[:2] == (422, code)
    assert pictures.files() == []


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.jpg", "/etc/passwd", "a\x00b", "x" * 3000])
def test_no_name_leads_out_of_the_folder(pictures: Pictures, name: str) -> None:
    kept = pictures.kept(samples.picture(), name)
    assert "/" not in kept["name"]
    assert len(kept["name"]) <= 124
    assert all(pictures.folder in path.parents for path in pictures.files())


def test_the_same_bytes_lie_in_the_store_once_in_each_workspace(
    pictures: Pictures, open_desk: OpenDesk
) -> None:
    first, second = pictures.kept(samples.PDF, "a"), pictures.kept(samples.PDF, "b")
    assert first["id"] != second["id"]
    assert len(pictures.files()) == 1
    other = open_desk()
    elsewhere = Pictures(other, pictures.fetcher, pictures.folder)
    elsewhere.kept(samples.PDF, "c")
    assert len(pictures.files()) == 2


def test_more_than_the_server_takes_is_refused_before_it_is_read(pictures: Pictures) -> None:
    desk = pictures.desk

    class Endless(io.RawIOBase):
        """Says that it is huge, and would be found out if it were read."""

        def readable(self) -> bool:
            return True

        def readinto(self, _buffer: object) -> int:
            raise AssertionError("it was read")

    answer = desk.app.test_client().post(
        f"/v1/media?line={desk.line.id}",
        headers={
            "Authorization": f"Bearer {desk.token()}",
            "Content-Type": "multipart/form-data; boundary=x",
        },
        environ_overrides={"wsgi.input": Endless(), "CONTENT_LENGTH": "9000000000"},
    )
    assert (answer.status_code, answer.json and answer.json["code"]) == (413, "media_too_large")


def test_a_body_that_does_not_say_its_size_is_read_to_the_limit_and_no_further(
    pictures: Pictures,
) -> None:
    desk = pictures.desk
    body, form = encode_multipart_formdata({"file": ("x.pdf", samples.PDF + bytes(26_000_000))})
    answer = desk.app.test_client().post(
        f"/v1/media?line={desk.line.id}",
        headers={"Authorization": f"Bearer {desk.token()}", "Content-Type": form},
        environ_overrides={
            "wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "CONTENT_LENGTH": "",
        },
    )  # fmt: skip
    assert (answer.status_code, answer.json and answer.json["code"]) == (413, "media_too_large")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"json": {}}, 415, "not_a_form"),
        ({"data": {"other": "x"}, "content_type": "multipart/form-data"}, 422, "no_file"),
        ({"data": {"file": "words"}, "content_type": "multipart/form-data"}, 422, "no_file"),
        ({"data": b"--x", "content_type": "multipart/form-data; boundary=y"}, 422, "no_file"),
        ({"data": b"", "content_type": "multipart/form-data"}, 400, "bad_request"),
    ],
)
def test_a_body_that_is_no_form_with_a_file_is_refused(
    pictures: Pictures, sent: dict[str, object], status: int, code: str
) -> None:
    desk = pictures.desk
    headers = {"Authorization": f"Bearer {desk.token()}"}
    url = f"/v1/media?line={desk.line.id}"
    answer = desk.app.test_client().post(url, headers=headers, **sent)  # type: ignore[arg-type]
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) in {(status, code), (422, "no_file")}


def test_a_line_of_another_workspace_is_no_line(pictures: Pictures, open_desk: OpenDesk) -> None:
    other = open_desk()
    assert pictures.refused(samples.PDF, line=other.line)[:2] == (404, "not_found")


def test_a_virus_is_not_kept(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "prepare", lambda *_: pytest.fail("it was opened"))
    object.__setattr__(pictures.desk.held, "scan", lambda _data: False)
    assert pictures.refused(samples.PDF)[:2] == (422, "media_blocked")
    assert pictures.files() == []


def test_what_could_not_be_scanned_is_not_kept(pictures: Pictures) -> None:
    def away(_data: bytes) -> bool:
        raise NotScanned("away")

    object.__setattr__(pictures.desk.held, "scan", away)
    assert pictures.refused(samples.PDF)[:2] == (503, "scan_failed")


def test_a_transparent_drawing_stays_one(pictures: Pictures) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (1, 2, 3, 0)).save(out, "PNG")
    assert pictures.kept(out.getvalue(), "logo.png")["content_type"] == "image/png"
