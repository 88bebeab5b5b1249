"""A wording that must never be sent becomes no template, since every later text would repeat it."""

import pytest

from tests.integration.desk import Desk
from threadside.errors import Refusal
from threadside.templates.approve import Wording, approve
from threadside.words import say

GOOD = Wording("Late", "Visits", "Hi {{first_name|there}}, running late. Reply STOP to opt out.")


def put(desk: Desk, *wordings: Wording) -> int:
    with desk.uow.write() as tx:
        return approve(tx, desk.workspace.id, wordings, desk.rep.id)


def listed(desk: Desk) -> list[str]:
    return [item["name"] for item in desk.get("/v1/templates")["items"]]


@pytest.mark.parametrize(
    ("body", "hint", "named"),
    [
        ("Reply CANCEL to cancel your appointment.", "per_se_word_invitation", "CANCEL"),
        ("Hola {{first_name|}}: responda CANCELAR para cancelar su cita.", "per_se_word_invitation",
         "CANCELAR"),
        ("Your form: https://bit.ly/{{id|1}}", "public_shortener", "bit.ly"),
        ("Hi {{first name}}, running late.", "unfilled_placeholder", "{{first name}}"),
        ("Hi [NAME], running late.", "unfilled_placeholder", "[NAME]"),
        ("Please read this. " * 88, "too_long", "11 texts"),
    ],
)  # fmt: skip
def test_wording_that_blocks_a_text_is_refused_with_the_reason(
    desk: Desk, body: str, hint: str, named: str
) -> None:
    """R-9: nothing invites a word that revokes consent per se (47 CFR 64.1200(a)(10))."""
    with pytest.raises(Refusal) as refused:
        put(desk, GOOD, Wording("Bad", "", body))
    assert (refused.value.code, refused.value.status) == ("template_refused", 422)
    assert refused.value.extra == {"hint": hint}
    told = say("error.template_refused.detail", **refused.value.params)
    assert "Bad" in told
    assert named in told
    assert listed(desk) == []


def test_warnings_and_hints_refuse_nothing(desk: Desk) -> None:
    sells = Wording("Sale", "", "HURRY!!! 20% off at http://acme.example, only for {{first_name}}.")
    assert put(desk, GOOD, sells) == 2
    assert listed(desk) == ["Late", "Sale"]


def test_a_class_of_content_that_the_policy_blocks_is_refused(desk: Desk) -> None:
    bar = Wording("Bar", "", "Happy hour starts at five, {{first_name|friend}}.")
    assert put(desk, bar) == 1
    desk.policy(blocked_risks=["alcohol"])
    with pytest.raises(Refusal) as refused:
        put(desk, Wording("Bar two", "", bar.body))
    assert refused.value.extra == {"hint": "risky_content"}


def test_a_wording_that_is_there_already_changes_nothing(desk: Desk) -> None:
    assert put(desk, GOOD) == 1
    assert put(desk, GOOD) == 0
