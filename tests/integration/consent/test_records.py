"""What colleagues write down: given, taken back, somebody else's; and the files that prove it."""

import hashlib
import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, Desk
from threadside.media import objects

HOME = "+17205550188"
Card = Callable[..., dict[str, Any]]
Closed = Callable[[], list[tuple[str, str, str]]]
Kinds = Callable[[str], list[str]]
_keys = itertools.count(1)


def consent(desk: Desk, **values: Any) -> TestResponse:
    """A rep records consent by word of mouth, unless told otherwise."""
    body = {
        "client_key": f"consent-{next(_keys):06d}",
        "phone": ANNA,
        "method": "verbal",
        "words": "Yes, text me when the panels arrive",
        **values,
    }
    return desk.ask("POST", "/v1/consent", body)


def upload(desk: Desk, data: bytes = b"%PDF-1.4 signed", name: str = "form.pdf") -> TestResponse:
    """A rep uploads a file that proves consent."""
    body, content_type = encode_multipart_formdata({"file": (name, data)})
    headers = {"Authorization": f"Bearer {desk.token()}", "Content-Type": content_type}
    return desk.app.test_client().post("/v1/consent/evidence", data=body, headers=headers)


def told(desk: Desk, **values: Any) -> TestResponse:
    """A rep records that they asked to stop by phone, unless told otherwise."""
    body = {
        "client_key": f"opt-out-{next(_keys):06d}", "phone": ANNA, "channel": "phone", **values,
    }  # fmt: skip
    return desk.ask("POST", "/v1/consent/opt-outs", body)


def test_the_words_said_are_the_evidence_of_spoken_consent(desk: Desk, card: Card) -> None:
    """C-3: method, moment, actor and a pointer to evidence, here what was said."""
    anna = desk.person()
    when = (desk.clock.now - timedelta(hours=2)).isoformat()
    line = consent(desk, person=anna.id, obtained_at=when, note="On the phone about the quote")
    assert line.status_code == 201
    told_line = line.json
    assert told_line["words"].startswith("Kim Okafor recorded consent by word of mouth")
    assert told_line["quote"] == "Yes, text me when the panels arrive"
    assert told_line["obtained_at"] == "2026-03-02T13:30:00.000Z"
    shown = card()
    assert (shown["standing"], [each["scope"] for each in shown["scopes"]]) == (
        "given", ["informational"],
    )  # fmt: skip
    assert desk.timeline(anna)[-1]["words"] == (
        "Kim Okafor recorded that Anna Fernández agreed to texts."
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"strength": "written"}, "verbal_never_written"),
        ({"method": "paper", "strength": "written"}, "paper_needs_evidence"),
        ({"method": "paper"}, "paper_needs_evidence"),
        ({"scope": "conversational"}, "scope_from_texts"),
        ({"obtained_at": "2026-03-02T15:30:01Z"}, "obtained_in_future"),
        ({"basis": "purchase", "basis_at": "2026-01-01T00:00:00Z"}, "basis_canada"),
        (
            {"phone": "+14165550123", "basis": "inquiry", "basis_at": "2025-08-01T00:00:00Z"},
            "basis_over",
        ),
    ],
)
def test_what_proves_nothing_is_refused(desk: Desk, values: dict[str, Any], code: str) -> None:
    """C-3, C-4: written strength without a file is rejected; only texts begin conversations."""
    answer = consent(desk, **values)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert desk.get("/v1/consent", phone=ANNA)["items"] == []


def test_signed_paper_is_written_consent_and_covers_offers(desk: Desk, card: Card) -> None:
    """47 CFR 64.1200(f)(9): in writing, with the paper kept."""
    scan = upload(desk).json
    line = consent(
        desk, method="paper", strength="written", scope="marketing", evidence=[scan["id"]]
    )
    assert line.status_code == 201
    assert line.json["evidence"] == [scan]
    assert [(each["scope"], each["strength"]) for each in card()["scopes"]] == [
        ("marketing", "written")
    ]


def test_implied_consent_of_canada_ends_by_itself(desk: Desk, card: Card) -> None:
    """C-5: CASL, 24 months after a purchase."""
    phone = "+14165550123"
    answer = consent(
        desk, phone=phone, scope="marketing", basis="purchase", basis_at="2026-01-31T00:00:00Z"
    )
    assert answer.status_code == 201
    (scope,) = card(phone)["scopes"]
    assert (scope["strength"], scope["until"]) == ("implied", "2028-01-31T00:00:00.000Z")


def test_the_same_press_is_one_line(desk: Desk, kinds: Kinds) -> None:
    answers = [consent(desk, client_key="the-same-press") for _ in range(2)]
    assert {answer.status_code for answer in answers} == {201}
    assert answers[0].json["id"] == answers[1].json["id"]
    assert kinds(ANNA) == ["granted"]
    other = told(desk, client_key="the-same-press")
    assert (other.status_code, other.json["code"]) == (409, "key_taken")


def test_a_file_proves_one_line_alone(desk: Desk) -> None:
    scan = upload(desk).json["id"]
    first = consent(desk, method="paper", strength="written", evidence=[scan])
    second = consent(desk, method="paper", strength="written", evidence=[scan])
    assert (first.status_code, second.status_code, second.json["code"]) == (
        201, 409, "evidence_taken",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "kept_as", "content_type"),
    [
        (b"%PDF-1.4 signed", "../../form.pdf", "form.pdf", "application/pdf"),
        (b"<html><script>alert(1)</script>", "page.html", "page.bin", "application/octet-stream"),
        (b"MZ\x90\x00", "x.exe\u202egpj.", None, "application/octet-stream"),
        (b"", "", "file.bin", "application/octet-stream"),
    ],
)
def test_any_file_is_kept_by_its_bytes_and_given_as_a_download(
    desk: Desk, data: bytes, name: str, kept_as: str | None, content_type: str
) -> None:
    kept = upload(desk, data, name)
    assert kept.status_code == 201, kept.text
    shown = kept.json
    assert shown["sha256"] == hashlib.sha256(data).hexdigest()
    assert shown["content_type"] == content_type
    if kept_as is not None:
        assert shown["name"] == kept_as
    given = desk.ask("GET", f"/v1/consent/evidence/{shown['id']}")
    assert given.data == data
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in given.headers["Content-Security-Policy"]


def test_a_file_of_more_than_ten_megabytes_is_refused(desk: Desk) -> None:
    answer = upload(desk, b"x" * (10 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json["code"]) == (413, "evidence_too_large")


def test_evidence_is_not_swept_away_with_media_that_nobody_has(desk: Desk) -> None:
    shown = upload(desk).json
    desk.clock.advance(days=2)
    assert objects.sweep(desk.uow, desk.held.media) == 0
    assert desk.ask("GET", f"/v1/consent/evidence/{shown['id']}").status_code == 200


def test_asked_to_stop_by_phone_closes_it_for_everyone(
    desk: Desk, closed: Closed, kinds: Kinds
) -> None:
    """R-4: any rep can record it, with channel, date and note."""
    anna = desk.person("Anna Fernández", ANNA, HOME)
    waiting = desk.press(anna, "held")
    line = told(desk, person=anna.id, words="Take me off your list", note="Called the shop")
    assert line.status_code == 201
    assert "asked to stop by phone" in line.json["words"]
    assert closed() == [(ANNA, "opt_out", "person")]
    assert kinds(ANNA) == ["revoked"]
    assert desk.state(waiting["id"]) == "failed"
    desk.send_due()
    assert desk.carrier.texts == [], "nobody is texted about what they said on the phone"
    assert "asked to stop by phone" in desk.timeline(anna)[-1]["words"]


def test_nobody_undoes_it_by_word_of_mouth(desk: Desk, closed: Closed) -> None:
    """R-4, R-5: nobody can undo it without new consent evidence."""
    told(desk)
    desk.clock.advance(days=1)
    again = consent(desk)
    assert (again.status_code, again.json["code"]) == (409, "needs_start")
    assert closed() != []


def test_a_signature_from_after_it_is_fresh_evidence(
    desk: Desk, closed: Closed, kinds: Kinds, card: Card
) -> None:
    """R-5: START, or fresh evidence from the contact."""
    desk.says("STOP")
    desk.clock.advance(days=10)
    scan = upload(desk).json["id"]
    paper = {"method": "paper", "strength": "written", "evidence": [scan]}
    old = consent(desk, obtained_at="2026-03-01T00:00:00Z", **paper)
    assert (old.status_code, old.json["code"]) == (409, "needs_start")
    fresh = consent(desk, obtained_at="2026-03-10T00:00:00Z", **paper)
    assert fresh.status_code == 201
    assert closed() == []
    assert kinds(ANNA) == ["revoked", "restored", "granted"]
    assert card()["standing"] == "given"


def test_start_lifts_what_they_said_on_the_phone(desk: Desk, closed: Closed) -> None:
    told(desk)
    desk.says("START")
    assert closed() == []


def test_a_wrong_number_is_recorded_by_a_colleague(desk: Desk, closed: Closed, card: Card) -> None:
    """R-6."""
    anna = desk.person("Anna Fernández", ANNA, HOME)
    consent(desk)
    body = {"client_key": "wrong-number-1", "phone": ANNA, "person": anna.id, "note": "A bakery"}
    line = desk.ask("POST", "/v1/consent/wrong-numbers", body)
    assert line.status_code == 201
    assert closed() == [(ANNA, "wrong_number", "number")]
    assert (card()["standing"], card()["scopes"]) == ("revoked", [])
    assert desk.get("/v1/verdict", phone=ANNA, line=desk.line.id)["state"] == "stop"


def test_history_is_told_in_pages_newest_first(desk: Desk) -> None:
    desk.person()
    for words in ("STOP", "START", "STOP"):
        desk.says(words)
        desk.clock.advance(minutes=1)
    pages, cursor = [], None
    while True:
        query = {"before": cursor} if cursor else {}
        page = desk.get("/v1/consent", phone=ANNA, limit=2, **query)
        pages.append([each["kind"] for each in page["items"]])
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert pages == [["revoked", "granted"], ["restored", "revoked"]]


@pytest.mark.parametrize("cursor", ["nonsense", "MjAyNg", "é"])
def test_a_cursor_of_nobodys_making_is_refused(desk: Desk, cursor: str) -> None:
    answer = desk.ask("GET", "/v1/consent", query={"phone": ANNA, "before": cursor})
    assert (answer.status_code, answer.json["code"]) == (422, "bad_cursor")


def test_of_a_number_nobody_knows_nothing_is_known(desk: Desk) -> None:
    shown = desk.get("/v1/consent", phone="+15005550123")
    assert (shown["card"]["standing"], shown["items"]) == ("none", [])
    assert shown["card"]["words"] == "Nothing is known of their consent to texts."
