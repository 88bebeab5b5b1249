"""Verdicts as a rep meets them: facts, and what the product itself says of them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from threadside.contracts.consent import (
    ConsentCard,
    ConsentHistory,
    ConsentLine,
    EvidenceRef,
    OpenRevocation,
    ScopeCard,
)
from threadside.contracts.people import MemberRef
from threadside.rules.consent.standing import Grant, Standing
from threadside.rules.hours import Whereabouts, builtin_table, decide
from threadside.rules.human_pace import Finding
from threadside.rules.sensitive import Finding as Secret
from threadside.rules.verdict import (
    Facts,
    Limits,
    NumberDoubt,
    Revocation,
    Suppression,
    Wording,
    verdict,
)
from threadside.verdict.words import Speaker
from threadside.words import say

NAME = "Anna"
PHONE = "+18505550142"
ZONE = "America/Denver"
NOW = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, 47, tzinfo=UTC)
REST = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
ALABAMA = "+12055550142"
RULES = "1 · hours 2026-11"


@dataclass(frozen=True)
class Case:
    """One picture: what is known, what stands in the draft, and whether the reasons are open."""

    caption: str
    facts: Facts
    why: bool = True
    draft: str = ""
    go_past: str = ""
    """The reason that a rep gives for sending all the same."""
    consent: ConsentCard | None = None

    def verdict(self) -> dict[str, Any]:
        """The verdict as the API answers it."""
        speaker = Speaker(NAME, ZONE, self.facts.now)
        return speaker.verdict(verdict(self.facts), RULES).model_dump(mode="json")

    def card(self) -> dict[str, Any]:
        """Where their consent stands, as the API answers it."""
        return (self.consent or GIVEN).model_dump(mode="json")


def _hours(now: datetime, phone: str = PHONE) -> Any:
    return decide(builtin_table(), Whereabouts(phone), "initiate", now)


def _held(kind: str, words: str) -> ConsentCard:
    sentence = say(f"consent.held.{kind}")
    text = OpenRevocation(
        id="r1", kind=kind, message_id="m1", quote=words, words=sentence,
        opened_at=NOW - timedelta(hours=2), due_at=NOW + timedelta(days=14),
    )  # fmt: skip
    return ConsentCard(phone=PHONE, standing="held", words=sentence, open=text)


GIVEN = ConsentCard(phone=PHONE, standing="given", words="They agreed on Mar 3, 2026.")
AGREED = Grant(
    "informational", "express", NOW - timedelta(days=265), None, True, "line-1", "web_form"
)
DAY = Facts(
    "rep",
    NOW,
    kind="reply",
    consent=Standing((AGREED,)),
    last_inbound_at=NOW - timedelta(minutes=4),
    last_outbound_at=NOW - timedelta(hours=3),
    hours=_hours(NOW),
)
DARK = replace(DAY, now=NIGHT, kind="initiate", hours=_hours(NIGHT))
SUNDAY = replace(DAY, now=REST, kind="initiate", hours=_hours(REST, ALABAMA))
STOPPED = Suppression(NOW - timedelta(days=52), "STOP", "Denver Sales", event_id="line-2")
DOUBT = Revocation(
    "r1", "opt_out", "I didn't sign up for this", NOW - timedelta(hours=2),
    NOW + timedelta(days=14), message_id="m1",
)  # fmt: skip
CHANGED = NumberDoubt(
    "line-3", "name_changed", NOW - timedelta(days=2), "Anna Fernández", "Ruben Castillo", "hubspot"
)
MAY = Limits(hours_override="everyone")
NEW = replace(DAY, consent=Standing(), last_inbound_at=None, last_outbound_at=None)
UNANSWERED = Finding("unanswered_week", "stop", {"count": 2})


def on(facts: Facts, **changes: Any) -> Facts:
    """The same day but for these."""
    return replace(facts, **changes)


def ledger(phone: str) -> dict[str, Any]:
    """The history of Anna's number, as the API answers it."""
    priya = MemberRef(id="m2", name="Priya Nair", initials="PN")
    scan = EvidenceRef(
        id="e1", name="signed-order.pdf", content_type="application/pdf", bytes=184_300, sha256="0"
    )
    news = say("consent.scope.informational")
    form = "I agree to get texts from Northside Supply about my orders. Reply STOP to opt out."
    lines = (
        _line("4", 1, "restored", "keyword", say("consent.line.restored.keyword", keyword="START"),
              quote="START", message_id="m4"),
        _line("3", 52, "revoked", "keyword", say("consent.line.revoked.keyword", keyword="STOP"),
              quote="STOP", message_id="m3"),
        _line("2", 120, "granted", "paper", say("consent.line.granted.paper", member=priya.name,
              scope=news), author=priya, evidence=[scan], note="Signed at the counter."),
        _line("1", 265, "granted", "web_form", say("consent.line.granted.web_form", scope=news),
              wording=form, source_url="https://northside.example/contact"),
    )  # fmt: skip
    scope = ScopeCard(scope="informational", strength="written", since=lines[2].at)
    card = _card(phone, [scope])
    return ConsentHistory(card=card, items=list(lines)).model_dump(mode="json")


def _card(phone: str, scopes: list[ScopeCard]) -> ConsentCard:
    words = say(
        "consent.card.given.written", at="Jul 26, 2026", scope=say("consent.scope.informational")
    )
    return ConsentCard(phone=phone, standing="given", words=words, scopes=scopes)


def _line(id_: str, days: int, kind: str, method: str, words: str, **more: Any) -> ConsentLine:
    at = NOW - timedelta(days=days, minutes=days)
    made = {"id": id_, "at": at, "obtained_at": at, "kind": kind, "method": method}
    return ConsentLine(**made, scope="informational", words=words, **more)


CASES: tuple[Case, ...] = (
    Case("May be texted now", DAY),
    Case("First text", on(DAY, last_inbound_at=None, last_outbound_at=None), why=False,
         draft="Hi Anna, Northside Supply here. Reply STOP to opt out."),
    Case("Quiet hours", DARK, draft="We have six boxes of ridge vents."),
    Case("Quiet hours, gone past", on(DARK, limits=MAY), why=False,
         draft="The driver is at your door.", go_past="She asked for a text tonight"),
    Case("Line paused", on(DAY, line_state="paused", line_reason=say("pause.unknown")),
         draft="See you at ten."),
    Case("Opted out by text, draft kept", on(DAY, suppressions=(STOPPED,)),
         draft="The trays are ready."),
    Case("Asked to stop on the phone",
         on(DAY, suppressions=(replace(STOPPED, words="", line="", member="Priya Nair"),))),
    Case("Opted out from another number",
         on(DAY, suppressions=(replace(STOPPED, other_phone="+17205550199"),))),
    Case("May be an opt-out", on(DAY, revocations=(DOUBT,)), why=False,
         consent=_held("opt_out", DOUBT.words)),
    Case("May be a wrong number",
         on(DAY, revocations=(replace(DOUBT, kind="wrong_number", words="who is this? no Anna"),)),
         why=False, consent=_held("wrong_number", "who is this? no Anna")),
    Case("Wrong number", on(DAY, suppressions=(
        replace(STOPPED, words="not Anna, new number", reason="wrong_number"),))),
    Case("No consent: ask", NEW),
    Case("No consent: locked", on(NEW, limits=Limits(without_consent="lock"))),
    Case("Nobody knows where they are", on(DAY, hours=_hours(NOW, "+18005550142"))),
    Case("Line not registered", on(DAY, line_lacks="campaign")),
    Case("Perhaps somebody else's by now",
         on(DAY, last_inbound_at=NOW - timedelta(days=6), doubts=(CHANGED,)),
         draft="The trays are ready."),
    Case("Not answered this week", on(DAY, pace=(UNANSWERED,))),
    Case("Sensitive data", on(DAY, wording=Wording(
        secrets=(Secret("ssn", "block", "ssn.dashed", 0, 11),))),
        draft="Is 078-05-1120 still right?"),
    Case("Closed on Sundays", SUNDAY, draft="The parts are here."),
    Case("Can't be checked", on(DAY, hours=None, failed=("hours",))),
)  # fmt: skip
