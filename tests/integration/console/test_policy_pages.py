"""The rules of a workspace: read, changed with a reason, explained by a question."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import Builders, Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, Desk
from threadside.console import policy_fields
from threadside.contracts.policy import Policy
from threadside.words import say, table
from threadside.workspace import policy as policies

PAGE = "/console/policy"
WHY = "As counsel advised in March"


def current(desk: Desk) -> tuple[Policy, int]:
    with desk.uow.read() as session:
        return policies.current(session, desk.workspace.id)


def typed(desk: Desk, group: str, **fields: Any) -> dict[str, Any]:
    """A group's form as its page fills it in, with what somebody typed over it."""
    policy, version = current(desk)
    filled = policy_fields.filled(group, policy)
    shown = {name: "on" if value is True else value for name, value in filled.items()}
    ticked = {name: value for name, value in shown.items() if value is not False}
    return {**ticked, "version": version, "reason": WHY, **fields}


def test_every_rule_has_its_words_its_source_and_a_place() -> None:
    named = {name for names in policy_fields.GROUPS.values() for name in names}
    assert named | policy_fields.ELSEWHERE == set(Policy.model_fields)
    for name in named:
        for part in ("", ".effect", ".source"):
            assert table()[f"policy.{name}{part}"], name
        for value in policy_fields.setting(name).choices:
            assert say(f"policy.{name}.is.{value}")


def test_each_rule_stands_with_its_value_the_shipped_one_its_effect_and_source(
    admin: Visit, desk: Desk
) -> None:
    desk.strict_policy(conversation_hours=48)
    page = admin.see(PAGE)
    assert "Hours that a conversation lasts" in page
    assert "As shipped: 72." in page
    assert "47 CFR 64.1200(a)(12)." in page
    for name in table():
        if name.startswith("policy.") and name.endswith(".source"):
            assert say(name.removesuffix(".source")).replace("’", "") in page.replace("’", "")


def test_a_change_takes_a_reason_and_is_a_version_of_its_own(admin: Visit, desk: Desk) -> None:
    desk.strict_policy()
    _, before = current(desk)
    fields = typed(desk, "pace", line_per_minute="10")
    none = admin.submit(f"{PAGE}/pace", **{**fields, "reason": " "})
    assert none.status_code == 422
    assert "Fill in this field" in none.text
    assert 'value="10"' in none.text, "what was typed stays"
    page = admin.does(f"{PAGE}/pace", **fields)
    assert "it holds from the next text on" in page
    policy, version = current(desk)
    assert (policy.line_per_minute, version) == (10, before + 1)
    past = admin.see(f"{PAGE}/history")
    assert WHY in past
    assert "by Dana Whitfield" in past
    assert "15 → 10" in past
    late = admin.submit(f"{PAGE}/pace", **{**fields, "line_per_minute": "5"})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.text


@pytest.mark.parametrize(
    ("group", "fields", "why"),
    [
        ("pace", {"line_per_minute": "61"}, "Enter a whole number from 1 to 60."),
        ("pace", {"line_per_day": "many"}, "Enter a whole number from 1 to 1000."),
        ("pace", {"alike_stop": "26"}, "Enter a whole number from 2 to 25."),
        ("hours", {"hours_override": "me"}, "Choose one of the values"),
        ("hours", {"quiet_hours": "off"}, "Say in at least 10 characters"),
        ("consent", {"brand": "x" * 61}, "too long"),
        ("content", {"plain_words": "= use\n" + "x" * 61 + " = y"}, "Write one a line"),
    ],
)
def test_what_a_law_or_a_form_does_not_allow_is_said_beside_its_field(
    admin: Visit, desk: Desk, group: str, fields: dict[str, str], why: str
) -> None:
    """P-3, Q-6: no bound is relaxed, and nothing is switched off without a reason in words."""
    desk.strict_policy()
    _, before = current(desk)
    answer = admin.submit(f"{PAGE}/{group}", **typed(desk, group, **fields))
    assert answer.status_code == 422
    assert why in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert current(desk)[1] == before


def test_lists_ticks_and_pairs_are_taken_as_they_are_typed(admin: Visit, desk: Desk) -> None:
    desk.strict_policy()
    fields = typed(
        desk, "content", **{
            "link_domains": "example.com\r\nexample.org", "plain_words": "utilise = use",
            "blocked_risks.loans": "on", "phi_mode": "on",
        },
    )  # fmt: skip
    admin.does(f"{PAGE}/content", **fields)
    policy, _ = current(desk)
    assert policy.link_domains == ["example.com", "example.org"]
    assert policy.plain_words == {"utilise": "use"}
    assert policy.blocked_risks == ["loans"]
    assert policy.phi_mode is True
    assert "example.com, example.org" in admin.see(PAGE)
    admin.does(f"{PAGE}/content", **typed(desk, "content", **{"blocked_risks.loans": None}))
    assert current(desk)[0].blocked_risks == []


def test_who_switches_quiet_hours_off_is_named(admin: Visit, desk: Desk) -> None:
    desk.strict_policy()
    fields = {"quiet_hours": "off", "hours_off_acknowledged": "Our counsel answers for it."}
    admin.does(f"{PAGE}/hours", **typed(desk, "hours", **fields))
    assert current(desk)[0].hours_off_by == "Dana Whitfield"


HOURS = f"{PAGE}/hours-table"
ROW = {
    "state": "FL", "effective_from": "2026-03-01", "effective_to": "", "weekday_opens": "09:00",
    "weekday_closes": "19:00", "saturday_opens": "10:00", "saturday_closes": "17:00",
    "sunday_opens": "", "sunday_closes": "", "source": "Counsel's memorandum of 2026-02-20",
}  # fmt: skip


def test_the_hours_of_every_state_stand_with_their_source(admin: Visit) -> None:
    page = admin.see(HOURS)
    for state in ("FL", "TX", "Canada", "Everywhere else"):
        assert state in page
    assert "Mon-Fri 08:00-20:00" in page


def test_a_row_of_one_s_own_goes_before_the_shipped_one(admin: Visit, desk: Desk) -> None:
    """R-12, Q-6: rules are dated data with a source, changed as a version."""
    desk.strict_policy()
    fields = {**ROW, "version": current(desk)[1], "reason": WHY, "holidays_closed": "on"}
    page = admin.does(HOURS, **fields)
    assert "Mon-Fri 09:00-19:00, Sat 10:00-17:00, Sun closed, legal holidays closed" in page
    assert "Counsel&#39;s memorandum of 2026-02-20" in page
    (edit,) = current(desk)[0].hours_edits
    assert edit.sunday is None
    page = admin.does(f"{HOURS}/0/remove", version=current(desk)[1], reason=WHY)
    assert "09:00-19:00" not in page


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"weekday_closes": "22:00"}, "within 08:00 to 21:00"),
        ({"weekday_opens": "20:00"}, "within 08:00 to 21:00"),
        ({"saturday_closes": ""}, "Name both times"),
        ({"state": ""}, "Choose the state"),
        ({"state": "ZZ"}, "The table does not take this"),
        ({"effective_from": "soon"}, "Name the first day"),
        ({"effective_to": "2025-01-01"}, "is before effective_from"),
        ({"source": ""}, "Say where the rule stands"),
        ({"reason": ""}, "Fill in this field"),
    ],
)
def test_a_row_that_can_t_be_is_refused_beside_its_field(
    admin: Visit, desk: Desk, fields: dict[str, str], why: str
) -> None:
    desk.strict_policy()
    given = {**ROW, "version": current(desk)[1], "reason": WHY, **fields}
    answer = admin.submit(HOURS, **given)
    assert answer.status_code == 422
    assert why in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert current(desk)[0].hours_edits == []


ASK = f"{PAGE}/what-if"


def asked(desk: Desk, **fields: Any) -> dict[str, Any]:
    return {
        "number": "(720) 555-0142", "line": desk.line.id, "at": "2026-03-03T05:00",
        "clock": "theirs", "kind": "", "text": "", **fields,
    }  # fmt: skip


def test_what_if_gives_the_verdict_with_every_reason_for_both(admin: Visit, desk: Desk) -> None:
    desk.strict_policy()
    desk.person()
    assert "May this be sent?" in admin.see(ASK)
    answer = admin.submit(ASK, **asked(desk, text="Hello", kind="initiate"))
    assert answer.status_code == 200
    page = answer.text
    assert "Anna Fernández" in page
    assert "Mar 3, 2026, 12:00 UTC" in page, "5:00 by a clock of Colorado"
    assert "Tue Mar 3, 5:00 AM" in page
    assert "8:00 AM in Colorado" in page
    assert "Carriers ask for consent to every first text." in page
    assert page.count('<li><p><span class="badge') >= 3
    utc = admin.submit(ASK, **asked(desk, clock="utc", at="2026-03-03T18:00"))
    assert "Mar 3, 2026, 18:00 UTC" in utc.text


def test_what_if_sends_and_keeps_nothing(admin: Visit, desk: Desk) -> None:
    before = desk.head()
    admin.submit(ASK, **asked(desk, text="Hello"))
    assert desk.head() == before
    assert desk.send_due() == 0


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"number": "nobody"}, "Write the number with its area code"),
        ({"at": "tomorrow"}, "Write day and time"),
        ({"at": "9999-01-01T00:00"}, "Write day and time"),
        ({"line": "another"}, "Choose one of the values"),
        ({"kind": "blast"}, "Choose one of the values"),
    ],
)
def test_a_question_that_can_t_be_asked_says_why(
    admin: Visit, desk: Desk, fields: dict[str, str], why: str
) -> None:
    answer = admin.submit(ASK, **asked(desk, **fields))
    assert answer.status_code == 422
    assert why in answer.text


def test_auditors_read_and_ask_but_change_nothing(
    desk: Desk, visit: Callable[[Someone], Visit]
) -> None:
    auditor = visit(desk.build.member(desk.workspace, role="auditor"))
    assert f'href="{PAGE}/pace"' not in auditor.see(PAGE)
    assert "Add a dated row" not in auditor.see(HOURS)
    assert auditor.submit(ASK, **asked(desk)).status_code == 200
    assert auditor.open(f"{PAGE}/pace").status_code == 403
    assert auditor.submit(f"{PAGE}/pace", reason=WHY).status_code == 403
    assert auditor.submit(HOURS, **ROW).status_code == 403
    assert visit(desk.rep).open(PAGE).status_code == 403


def test_an_unknown_group_is_no_page(admin: Visit) -> None:
    assert admin.open(f"{PAGE}/elsewhere").status_code == 404


def test_another_workspace_s_line_is_no_choice(admin: Visit, desk: Desk, build: Builders) -> None:
    """V-1."""
    elsewhere = build.line(build.workspace("Elsewhere"))
    answer = admin.submit(ASK, **asked(desk, line=elsewhere.id, number=ANNA))
    assert answer.status_code == 422
