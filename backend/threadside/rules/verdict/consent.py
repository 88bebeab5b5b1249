"""Opt-outs, texts that may be one, and whether what they agreed to covers this text."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from threadside.rules.consent.standing import Grant, covers
from threadside.rules.verdict.facts import Facts, NumberDoubt, Revocation, Suppression
from threadside.rules.verdict.reason import (
    Evidence,
    Reason,
    RemedyCode,
    Weight,
    remedies,
    rfc3339,
)
from threadside.rules.verdict.sender import evidence_of, said

OPT_OUT_CONFIRMATION: Final = "opt_out_confirmation"
NEEDS_NO_CONSENT: Final = frozenset({"consent_request", "opt_in_confirmation", "line_check"})
"""Texts that ask for consent, or thank for it; and those by which an admin tries a line."""


def opt_out(facts: Facts) -> Iterator[Reason]:
    """An opt-out of this number, or of whoever it belongs to (47 CFR 64.1200(a)(10)).

    It holds for every line, colleague and kind of text, and nobody here can lift it. The one text
    that confirms it may still go (64.1200(a)(12)).
    """
    if facts.purpose == OPT_OUT_CONFIRMATION:
        return
    found = [one for one in facts.suppressions if not _of_number_alone(one)]
    own = [one for one in found if one.other_phone is None]
    for one in own[:1] or found[:1]:
        variant = "carrier" if one.carrier else "" if one.line else "told"
        yield Reason(
            "opted_out" if own else "opted_out_person",
            params=said(one),
            evidence=tuple(evidence_of(each) for each in found),
            remedies=remedies("nothing"),
            variant=variant,
        )
    if found:
        return
    if facts.consent.revoked_at is not None:
        # The ledger is what stands; a suppression is only its quick answer.
        yield _by_ledger(facts.consent.revoked_at, facts.consent.revoked_by)
    elif facts.erased_opt_out:
        yield Reason("opted_out_erased", remedies=remedies("nothing"))


def _by_ledger(at: datetime, event_id: str | None) -> Reason:
    params = {"at": rfc3339(at), "words": "", "line": "", "phone": "", "member": ""}
    evidence = (Evidence("consent", "revoked", params, at, event_id),)
    return Reason("opted_out", "stop", params, evidence, remedies("nothing"), variant="ledger")


def _of_number_alone(found: Suppression) -> bool:
    # An unknown reason stops as an opt-out does: nobody knows what it was for.
    return found.reason in ("wrong_number", "dead_number")


def revocation(facts: Facts) -> Iterator[Reason]:
    """A text that probably asks to stop holds everything until a person has read it."""
    for found in facts.revocations:
        if found.kind == "wrong_number":
            yield _open("wrong_number_open", found)
        elif facts.purpose != OPT_OUT_CONFIRMATION:
            yield _open("revocation_open", found)


def _open(code: str, found: Revocation) -> Reason:
    params = {
        "at": rfc3339(found.at),
        "words": found.words,
        "due": rfc3339(found.due_at),
        "phone": found.other_phone or "",
    }
    return Reason(
        code,
        params=params,
        evidence=(Evidence("message", "held_text", params, found.at, found.message_id),),
        remedies=remedies("settle_revocation", "call"),
    )


def changed_hands(facts: Facts) -> Iterator[Reason]:
    """A number that the CRM took off them, or has another name for, may be somebody else's by now,
    who never agreed to anything (47 CFR 64.1200(m) on reassigned numbers).

    Whoever wrote from it since may be answered; the reason stays as a note.
    """
    if not facts.doubts or facts.kind == "confirmation":
        return
    first = facts.doubts[0]
    heard = facts.last_inbound_at
    warns = facts.limits.number_doubts == "warn" or (heard is not None and heard > first.at)
    yield Reason(
        "number_doubted",
        "note" if warns else "stop",
        _of_doubt(first),
        tuple(
            Evidence("consent", each.why, _of_doubt(each), each.at, each.id)
            for each in facts.doubts
        ),
        remedies("still_theirs", "not_theirs", "call"),
        variant=first.why,
    )


def _of_doubt(found: NumberDoubt) -> dict[str, str | int]:
    return {"at": rfc3339(found.at), "was": found.was, "now": found.now, "crm": found.crm}


def scope(facts: Facts) -> Iterator[Reason]:
    """Whether consent covers the text: offers need more than news do (CTIA 5.1; 64.1200(f)(9)).

    Whoever texted with us before there was a ledger, and wrote to us, counts as having agreed to
    be informed, without proof. Answers to STOP and HELP need no consent.
    """
    if facts.kind == "confirmation" or facts.purpose in NEEDS_NO_CONSENT:
        return
    if facts.number_problem in {"no_number", "empty"} or _stopped_already(facts):
        return  # there is nobody to ask, or nothing that they may be asked
    text = facts.wording
    promotional = text is not None and (text.promotional or text.marketing)
    informed = covers(facts.consent, "informational")
    talking = covers(facts.consent, "conversational")
    covered = informed or talking
    if promotional and covers(facts.consent, "marketing") is None and _known(facts, covered):
        yield _no_marketing(facts)
    elif covered is None and _heard_before_ledger(facts):
        yield Reason(
            "consent_unverified",
            "note",
            {"at": rfc3339(facts.last_inbound_at)} if facts.last_inbound_at else {},
            (Evidence("message", "wrote", at=facts.last_inbound_at),),
            remedies("record_consent"),
        )
    elif covered is None:
        yield _none(facts)
    elif not covered.verified:
        params = {"at": rfc3339(covered.since)}
        yield Reason(
            "consent_unproven", "note", params, (granted(covered),), remedies("record_consent")
        )


def _stopped_already(facts: Facts) -> bool:
    return bool(facts.suppressions) or facts.erased_opt_out or bool(facts.consent.revoked_at)


def _heard_before_ledger(facts: Facts) -> bool:
    return facts.unrecorded and facts.last_inbound_at is not None


def _known(facts: Facts, covered: Grant | None) -> bool:
    return covered is not None or _heard_before_ledger(facts)


def _no_marketing(facts: Facts) -> Reason:
    lenient = facts.limits.without_consent == "allow"
    weight: Weight = "note" if lenient else "stop"
    # What a text reads like may be misread; what a template was approved for is not.
    declared = facts.wording is not None and facts.wording.marketing
    may = not (lenient or declared) and facts.may(facts.limits.promotional_override)
    codes: tuple[RemedyCode, ...] = ("edit_text", "record_consent")
    return Reason(
        "no_marketing_consent",
        weight,
        evidence=(Evidence("text", "marketing_template" if declared else "promotional"),),
        remedies=remedies(*codes, *(("override",) if may else ())),
        may_override=may,
        variant=_which(withdrawn=facts.consent.marketing_revoked_at is not None, declared=declared),
    )


def _which(*, withdrawn: bool, declared: bool) -> str:
    if declared:
        return "template_withdrawn" if withdrawn else "template"
    return "withdrawn" if withdrawn else ""


def _none(facts: Facts) -> Reason:
    by_policy = Evidence("policy", "without_consent", {"choice": facts.limits.without_consent})
    if facts.limits.without_consent == "allow":
        return Reason("without_consent", "note", {}, (by_policy,), remedies("record_consent"))
    asked_at, ended_at = facts.consent.asked_at, facts.consent.ended_at
    found = [by_policy]
    variant = ""
    params: dict[str, str | int] = {}
    if ended_at is not None:
        variant, params = "ended", {"at": rfc3339(ended_at)}
        found.insert(0, Evidence("consent", "ended", at=ended_at))
    if facts.consent.asked_id is not None and asked_at is not None:
        variant, params = "asked", {"at": rfc3339(asked_at)}
        found.insert(0, Evidence("consent", "asked", at=asked_at, id=facts.consent.asked_id))
    codes: tuple[RemedyCode, ...] = ("record_consent", "call")
    if facts.limits.without_consent == "ask" and variant != "asked":
        codes = ("ask_consent", *codes)
    if facts.limits.without_consent == "lock" and not variant:
        variant = "lock"
    params["choice"] = facts.limits.without_consent
    return Reason("no_consent", "stop", params, tuple(found), remedies(*codes), variant=variant)


def granted(grant: Grant) -> Evidence:
    """The line of the ledger that a text relies on."""
    params = {"scope": grant.scope, "method": grant.method}
    about = "granted" if grant.verified else "granted_unproven"
    return Evidence("consent", about, params, grant.since, grant.event_id)
