"""Consent of a number that nobody here knew when its page was opened."""

import itertools
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.integration.desk import BEN, Desk
from threadside.store.tables import Person, PersonPhone

Card = Callable[..., dict[str, Any]]
PAGE = {"crm": "sample", "account": "acme", "type": "contact", "id": "2002"}
STRANGER = {"name": " Ben  Cole ", "record": PAGE}
_keys = itertools.count(1)


def said(desk: Desk, path: str, **values: Any) -> TestResponse:
    """A rep says something of the number on a page, in whose name nobody is known yet."""
    body = {
        "client_key": f"newcomer-{next(_keys):06d}", "phone": BEN, "new_person": STRANGER, **values,
    }  # fmt: skip
    return desk.ask("POST", path, body)


def asked(desk: Desk, **values: Any) -> TestResponse:
    return said(desk, "/v1/consent/requests", line=desk.line.id, **values)


def recorded(desk: Desk, **values: Any) -> TestResponse:
    told = {"method": "verbal", "words": "Yes, text me about the boxes", **values}
    return said(desk, "/v1/consent", **told)


def owners(desk: Desk) -> list[str]:
    """The names of everybody who has the number."""
    with desk.uow.read() as session:
        return list(
            session.scalars(
                select(Person.name)
                .join(PersonPhone, PersonPhone.person_id == Person.id)
                .where(PersonPhone.e164 == BEN)
                .order_by(Person.name)
            )
        )


def beside(desk: Desk) -> Any:
    return desk.get("/v1/beside", **PAGE, phones=[BEN], name="Ben Cole")


def test_a_stranger_is_asked_for_consent_and_known_from_then_on(desk: Desk) -> None:
    desk.strict_policy()
    assert beside(desk)["state"] == "new"
    sent = asked(desk)
    assert sent.status_code == 201
    desk.send_due()
    assert [text.to for text in desk.carrier.posted] == [BEN]
    shown = beside(desk)
    assert (shown["state"], shown["people"][0]["name"]) == ("person", "Ben Cole")
    assert shown["timeline"]["items"][0]["text"] == desk.carrier.texts[0]
    desk.says("Yes", peer=BEN)
    assert beside(desk)["consent"]["standing"] == "given"
    assert owners(desk) == ["Ben Cole"]


@pytest.mark.parametrize(
    ("path", "values", "standing"),
    [
        ("/v1/consent", {"method": "verbal", "words": "Yes, text me"}, "given"),
        ("/v1/consent/opt-outs", {"channel": "phone"}, "revoked"),
        ("/v1/consent/wrong-numbers", {}, "revoked"),
    ],
)
def test_what_is_written_down_of_a_stranger_stands_in_their_timeline(
    desk: Desk, card: Card, path: str, values: dict[str, Any], standing: str
) -> None:
    """C-2, C-3, R-4: as for somebody known."""
    assert said(desk, path, **values).status_code == 201
    assert card(BEN)["standing"] == standing
    shown = beside(desk)
    assert shown["state"] == "person"
    assert len(shown["timeline"]["items"]) == 1
    assert owners(desk) == ["Ben Cole"]


def test_the_same_press_twice_is_one_line_and_one_person(desk: Desk) -> None:
    first, again = (recorded(desk, client_key="the-same-press") for _ in range(2))
    assert first.json["id"] == again.json["id"]
    assert owners(desk) == ["Ben Cole"]


def test_a_retry_meets_nobody_again_though_a_colleague_has_named_them_since(desk: Desk) -> None:
    recorded(desk, client_key="the-same-press")
    with desk.uow.write() as tx:
        tx.session.scalars(select(Person)).one().name = "Benjamin Cole"
    assert recorded(desk, client_key="the-same-press").status_code == 201
    assert owners(desk) == ["Benjamin Cole"]


def test_whoever_wrote_meanwhile_is_the_newcomer(desk: Desk) -> None:
    desk.says("Hello, who is this?", peer=BEN)
    assert recorded(desk).status_code == 201
    assert owners(desk) == ["Ben Cole"]


def test_colleagues_on_the_same_page_at_once_make_one_person(desk: Desk) -> None:
    ready = threading.Barrier(4)
    answers: list[int] = []
    desk.token()

    def press(act: Callable[..., TestResponse]) -> None:
        ready.wait()
        answers.append(act(desk).status_code)

    threads = [
        threading.Thread(target=press, args=(act,)) for act in (recorded, asked, recorded, asked)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert set(answers) <= {201, 409}
    assert owners(desk) == ["Ben Cole"]


@pytest.mark.parametrize("act", [asked, recorded])
def test_a_wish_names_one_person(desk: Desk, act: Callable[..., TestResponse]) -> None:
    anna = desk.person()
    refused = act(desk, person=anna.id)
    assert (refused.status_code, refused.json["code"]) == (422, "one_recipient")
    assert owners(desk) == []


def test_a_question_has_to_be_for_somebody(desk: Desk) -> None:
    refused = asked(desk, new_person=None)
    assert (refused.status_code, refused.json["code"]) == (422, "one_recipient")


def test_what_is_refused_meets_nobody(desk: Desk) -> None:
    refused = recorded(desk, strength="written")
    assert (refused.status_code, refused.json["code"]) == (422, "verbal_never_written")
    assert owners(desk) == []
    assert beside(desk)["state"] == "new"
