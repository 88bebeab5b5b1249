"""A form on a customer's site: what visitors see, what is kept of it, who may send it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.integration.desk import ANNA, BEN, Desk
from threadside.consent import forms
from threadside.http.forms import THROTTLE
from threadside.store.tables import ConsentEvent, ConsentEvidence, ConsentForm, Person

SITE = "https://www.foothill.example"
WORDING = (
    "I agree to get recurring marketing texts from Foothill Solar at this number. Consent is not a"
    " condition of purchase. Msg & data rates may apply. Reply HELP for help, STOP to opt out."
)
Card = Callable[..., dict[str, Any]]
Kinds = Callable[[str], list[str]]


def make(desk: Desk, **values: Any) -> ConsentForm:
    """A form of the workspace."""
    with desk.uow.write() as tx:
        return forms.add(
            tx,
            desk.workspace.id,
            **{
                "name": "Contact page", "scope": "marketing", "wording": WORDING,
                "origins": [SITE], **values,
            },
        )  # fmt: skip


@pytest.fixture
def form(desk: Desk) -> ConsentForm:
    return make(desk)


def send(desk: Desk, form: ConsentForm, origin: str | None = SITE, **values: Any) -> TestResponse:
    """An answer as a site's own form sends it."""
    body = {
        "phone": "(720) 555-0142", "agreed": True, "wording": WORDING, "version": 1,
        "page": f"{SITE}/contact", "page_copy": "<h1>Contact us</h1>", "name": "Anna Fernández",
        **values,
    }  # fmt: skip
    headers = {"User-Agent": "Mozilla/5.0 (a phone)"} | ({"Origin": origin} if origin else {})
    return desk.app.test_client().post(f"/f/{form.key}", json=body, headers=headers)


def submit(desk: Desk, form: ConsentForm, **values: Any) -> TestResponse:
    """An answer as our own page sends it."""
    sent = {
        "phone": "720 555 0142", "agreed": "yes", "wording": WORDING, "version": "1",
        "page": f"{SITE}/contact", "name": "", **values,
    }  # fmt: skip
    data = {name: value for name, value in sent.items() if value is not None}
    headers = {"Origin": "http://127.0.0.1:8080"}
    return desk.app.test_client().post(f"/f/{form.key}", data=data, headers=headers)


def test_a_tick_is_confirmed_by_whoever_has_the_number(
    desk: Desk, form: ConsentForm, card: Card, kinds: Kinds
) -> None:
    """Double opt-in: only YES makes it consent, then in writing (E-SIGN), with the wording."""
    answer = send(desk, form)
    assert (answer.status_code, answer.json["confirm"]) == (200, True)
    assert kinds(ANNA) == ["asked"]
    assert card()["scopes"] == []
    desk.send_due()
    (text,) = desk.carrier.texts
    assert text.startswith("Foothill Solar: Reply YES to confirm")
    desk.says("Yes")
    assert kinds(ANNA) == ["asked", "confirmed"]
    assert ("marketing", "written") in [
        (each["scope"], each["strength"]) for each in card()["scopes"]
    ]


def test_everything_a_dispute_asks_for_is_kept(desk: Desk, form: ConsentForm) -> None:
    """C-3; 16 CFR 310.5(a)(8): the page as it was shown, the wording, when and from where."""
    send(desk, form)
    with desk.uow.read() as session:
        event = session.scalars(select(ConsentEvent)).one()
        proofs = session.scalars(select(ConsentEvidence).order_by(ConsentEvidence.id)).all()
    assert (event.wording, event.wording_version, event.source_url, event.ip) == (
        WORDING, "1", f"{SITE}/contact", "127.0.0.1",
    )  # fmt: skip
    assert (event.user_agent, event.signature, event.seller) == (
        "Mozilla/5.0 (a phone)", "e_sign_box_ticked", "Foothill Solar",
    )  # fmt: skip
    assert event.wording_sha256 is not None
    assert [proof.event_id for proof in proofs] == [event.id, event.id]
    shown, copied = (desk.ask("GET", f"/v1/consent/evidence/{proof.id}") for proof in proofs)
    assert "Consent is not a condition of purchase" in shown.text.replace("\n", " ")
    assert copied.text == "<h1>Contact us</h1>"
    assert copied.headers["Content-Disposition"].startswith("attachment")


def test_without_double_opt_in_the_tick_is_consent(desk: Desk, card: Card, kinds: Kinds) -> None:
    answer = send(desk, make(desk, double_opt_in=False))
    assert answer.json["confirm"] is False
    assert kinds(ANNA) == ["granted"]
    desk.send_due()
    assert desk.carrier.texts == []
    assert card()["standing"] == "given"


def test_whoever_was_not_known_is_now_a_person(desk: Desk, form: ConsentForm) -> None:
    send(desk, form)
    with desk.uow.read() as session:
        assert session.scalars(select(Person.name)).all() == ["Anna Fernández"]


@pytest.mark.parametrize(
    ("values", "status", "code"),
    [
        ({"agreed": False}, 422, "invalid"),
        ({"wording": WORDING + " "}, 409, "wording_changed"),
        ({"version": 2}, 409, "wording_changed"),
        ({"phone": "911"}, 422, "bad_number"),
        ({"phone": "nobody"}, 422, "bad_number"),
        ({"origin": "https://evil.example"}, 403, "not_an_origin"),
        ({"origin": None}, 403, "not_an_origin"),
    ],
)
def test_what_is_no_answer_to_this_form_is_refused(
    desk: Desk, kinds: Kinds, values: dict[str, Any], status: int, code: str
) -> None:
    answer = send(desk, make(desk), **values)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert kinds(ANNA) == []


def test_its_sites_may_read_the_answer_and_no_others(desk: Desk, form: ConsentForm) -> None:
    """V-13: exact origins, no credentials."""
    answer = send(desk, form)
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in answer.headers
    client = desk.app.test_client()
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    allowed = client.options(f"/f/{form.key}", headers=asked)
    assert (allowed.status_code, allowed.headers["Access-Control-Allow-Origin"]) == (204, SITE)
    refused = client.options(f"/f/{form.key}", headers=asked | {"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_second_answer_does_not_bring_a_second_text(
    desk: Desk, form: ConsentForm, kinds: Kinds
) -> None:
    """Nobody can make us text a stranger again and again."""
    for _ in range(3):
        assert send(desk, form).json["confirm"] is True
    desk.send_due()
    assert len(desk.carrier.texts) == 1
    assert kinds(ANNA) == ["asked"]


def test_who_opted_out_is_told_to_text_start(desk: Desk, form: ConsentForm, kinds: Kinds) -> None:
    """R-5: a form anybody could fill in brings nobody back."""
    desk.says("STOP")
    answer = send(desk, form)
    assert "text START to +17205550100" in answer.json["words"]
    assert kinds(ANNA) == ["revoked"]


def test_no_is_an_opt_out(desk: Desk, form: ConsentForm, card: Card) -> None:
    send(desk, form)
    desk.send_due()
    desk.says("NO")
    assert card()["standing"] == "revoked"


def test_too_many_answers_from_one_place_wait(desk: Desk, form: ConsentForm) -> None:
    desk.app.extensions.pop(THROTTLE, None)
    statuses = [send(desk, form, phone=BEN).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert int(send(desk, form).headers["Retry-After"]) > 0


def test_the_page_is_a_form_that_its_sites_may_show(desk: Desk, form: ConsentForm) -> None:
    page = desk.app.test_client().get(f"/f/{form.key}?page={SITE}/contact?token=secret")
    policy = page.headers["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {SITE}" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert page.headers.get("Set-Cookie") is None
    assert WORDING.replace("&", "&amp;") in page.text
    assert f'value="{SITE}/contact"' in page.text
    assert "secret" not in page.text
    for address in re.findall(r'(?:href|src|action)="([^"]+)"', page.text):
        assert address.startswith("/"), address


def test_the_script_puts_the_page_into_a_site(desk: Desk, form: ConsentForm) -> None:
    script = desk.app.test_client().get(f"/f/{form.key}.js")
    assert script.mimetype == "text/javascript"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "location.search" not in script.text
    assert "cookie" not in script.text


def test_our_own_page_works_without_a_script(desk: Desk, form: ConsentForm, kinds: Kinds) -> None:
    page = submit(desk, form)
    assert page.status_code == 200
    assert "Reply YES to confirm" in page.text
    assert 'role="status"' in page.text
    assert kinds(ANNA) == ["asked"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"agreed": None}, "Tick the box if you agree."),
        ({"phone": "12"}, "This is no number that can get texts."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    desk: Desk, form: ConsentForm, kinds: Kinds, values: dict[str, Any], words: str
) -> None:
    page = submit(desk, form, name="Anna <b>", **values)
    assert page.status_code == 422
    assert words in page.text
    assert 'aria-invalid="true"' in page.text
    assert 'role="alert"' in page.text
    assert 'value="Anna &lt;b&gt;"' in page.text, "what was typed stays, as text"
    assert kinds(ANNA) == []


def test_another_wording_is_another_version_and_the_old_one_is_kept(
    desk: Desk, form: ConsentForm, kinds: Kinds
) -> None:
    with desk.uow.write() as tx:
        held = tx.session.get_one(ConsentForm, form.id)
        forms.reword(tx, held, "I agree to get texts from Foothill Solar.")
    old = submit(desk, form)
    assert old.status_code == 409
    assert "Load the page again" in old.text
    new = send(desk, form, version=2, wording="I agree to get texts from Foothill Solar.")
    assert new.status_code == 200
    assert kinds(ANNA) == ["asked"]


def test_a_closed_form_says_so(desk: Desk, form: ConsentForm) -> None:
    with desk.uow.write() as tx:
        forms.close(tx, tx.session.get_one(ConsentForm, form.id))
    client = desk.app.test_client()
    assert client.get(f"/f/{form.key}").status_code == 404
    assert "This form is closed" in client.get(f"/f/{form.key}").text
    assert client.get(f"/f/{form.key}.js").status_code == 404
    assert (send(desk, form).status_code, send(desk, form).json["code"]) == (404, "form_gone")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"origins": ["www.foothill.example"]}, "form_origin"),
        ({"origins": ["https://www.foothill.example/contact"]}, "form_origin"),
        ({"origins": ["https://a b.example; script-src *"]}, "form_origin"),
        ({"origins": ["https://user@foothill.example"]}, "form_origin"),
        ({"origins": ["https://foothill.example:99999"]}, "form_origin"),
        ({"origins": []}, "form_origin"),
        ({"wording": "Yes"}, "form_wording"),
        ({"scope": "conversational"}, "form_scope"),
        ({"name": " "}, "empty_name"),
        ({"line": BEN}, "form_line"),
    ],
)
def test_a_form_that_can_not_work_is_refused(desk: Desk, values: dict[str, Any], code: str) -> None:
    from threadside.errors import Invalid

    with pytest.raises(Invalid) as refused:
        make(desk, **values)
    assert refused.value.code == code


def test_an_origin_is_kept_as_browsers_write_it(desk: Desk) -> None:
    form = make(desk, origins=["HTTPS://WWW.Foothill.example:443/", "http://localhost:8000"])
    assert form.origins == ["http://localhost:8000", "https://www.foothill.example"]
