"""Who asks, from which line, to which number: what must be right before anything else counts."""

from collections.abc import Iterator
from typing import Final

from threadside.rules.verdict.facts import NUMBER_PROBLEMS, Facts, Suppression
from threadside.rules.verdict.reason import Evidence, Reason, RemedyCode, remedies, rfc3339

MAY_SEND: Final = frozenset({"rep", "lead", "admin"})
_MENDED_IN_CRM: Final = frozenset(
    {"not_a_number", "too_short", "too_long", "ambiguous", "invalid"}
)  # fmt: skip
_NUMBER_HELD: Final = {"wrong_number": "wrong_number", "dead_number": "dead_number"}


def role(facts: Facts) -> Iterator[Reason]:
    """The member's role, since nothing on the page changes it. An unknown one stops."""
    if facts.member_role is not None and facts.member_role not in MAY_SEND:
        params = {"role": facts.member_role}
        yield Reason("role_may_not_send", params=params, remedies=remedies("tell_admin"))


def pause(facts: Facts) -> Iterator[Reason]:
    """All sending is stopped by a person. Everything waits, also what answers STOP and HELP: that
    may be sent within minutes and never has to be (47 CFR 64.1200(a)(12))."""
    if facts.pause is None:
        return
    since = rfc3339(facts.pause.at)
    params = {"by": facts.pause.by, "since": since, "reason": facts.pause.why}
    found = (Evidence("policy", "sending_paused", {"by": facts.pause.by}, facts.pause.at),)
    yield Reason("sending_paused", "wait", params, found, remedies("wait", "tell_admin"))


def line(facts: Facts) -> Iterator[Reason]:
    """The line and its registration.

    US networks take texts of a registered campaign only (10DLC). A paused line waits: what is
    queued on it leaves when it is live again. An unknown state stops.
    """
    if facts.line_state == "none":
        yield Reason("no_line", remedies=remedies("tell_admin"))
        return
    if facts.line_state not in ("live", "paused"):
        params = {"state": facts.line_state}
        found = (Evidence("line", "line_state", params),)
        yield Reason("line_not_live", "stop", params, found, remedies("choose_line", "tell_admin"))
    if facts.line_lacks is not None:
        params = {"lacks": facts.line_lacks}
        found = (Evidence("line", "registration", params),)
        yield Reason(
            "line_unregistered", "stop", params, found, remedies("choose_line", "tell_admin")
        )
    if facts.line_state == "paused":
        params = {"reason": facts.line_reason}
        found = (Evidence("line", "line_state", {"state": "paused"}),)
        yield Reason("line_paused", "wait", params, found, remedies("choose_line", "wait"))


def number(facts: Facts) -> Iterator[Reason]:
    """Whether the number can receive texts at all."""
    problem = facts.number_problem
    if problem is None:
        return
    helps: tuple[RemedyCode, ...] = ("choose_number", "call")
    if problem in {"no_number", "empty"}:
        yield Reason("no_number", remedies=remedies("mend_in_crm"))
        return
    if problem in _MENDED_IN_CRM:
        helps = ("mend_in_crm", "choose_number")
    if problem in NUMBER_PROBLEMS:
        yield Reason(f"number_{problem}", remedies=remedies(*helps))
    else:
        params = {"problem": problem}
        yield Reason("number_not_textable", params=params, remedies=remedies(*helps))


def held(facts: Facts) -> Iterator[Reason]:
    """Numbers that were found to be somebody else's, or nobody's."""
    for found in facts.suppressions:
        code = _NUMBER_HELD.get(found.reason)
        if code is None or found.other_phone is not None:
            continue
        yield Reason(
            code,
            params=said(found),
            evidence=(evidence_of(found),),
            remedies=remedies("choose_number", "mend_in_crm"),
        )


def said(found: Suppression) -> dict[str, str | int]:
    """What fills the words about a suppression."""
    return {
        "at": rfc3339(found.at),
        "words": found.words,
        "line": found.line,
        "phone": found.other_phone or "",
        "member": found.member,
    }


def evidence_of(found: Suppression) -> Evidence:
    """The line of the ledger behind a suppression."""
    about = "told_by_carrier" if found.carrier else "their_words" if found.line else "told_us"
    return Evidence("consent", about, said(found), found.at, found.event_id)
