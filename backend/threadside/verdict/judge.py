"""Loads the facts of one verdict in one statement, one more for what a person's draft is compared
with, and puts the rule's answer into words.

Used by the sidebar's snapshot, by the press of Send, by the claim before the carrier is called, by
what machines send and by an admin's "what if", so what a rep reads is what the machine does. What
can't be worked out is a refusal that says so, and a line in the log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.orm import Session

from threadside.audit import erased
from threadside.contracts.beside import Composing, Verdict
from threadside.contracts.policy import Policy
from threadside.rules import verdict as rule
from threadside.rules.consent.standing import SCOPES, Standing, reach, standing
from threadside.rules.hours import QuietHours
from threadside.rules.human_pace import Finding
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.registration import Standing as Registration
from threadside.rules.registration import lacking
from threadside.rules.verdict import Kind, Override, Revocation, Suppression
from threadside.store import narrowing
from threadside.verdict import loading, pauses, quoting
from threadside.verdict import policy as policies
from threadside.verdict.checking import Checks, hours, wording
from threadside.verdict.earlier import Earlier
from threadside.verdict.earlier import load as load_earlier
from threadside.verdict.loading import Asked, Known
from threadside.verdict.presses import Heard, unanswered_findings
from threadside.verdict.words import Speaker
from threadside.words import say_or

CONFIRMATIONS: Final = frozenset({"opt_out_confirmation", "help"})
"""Texts of machines that answer STOP and HELP: they bypass consent, hours and caps."""
OPT_OUT_LINE: Final = "Reply STOP to opt out."

log = structlog.get_logger(__name__)
Pace = Callable[[Heard], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is to leave, or one that is being thought of.

    `at` is when it would leave, if not now. `purpose` names what a machine's text is for.
    `message_id` is its own id, once it has one. `overrides` are the refusals that its author went
    past, with the reasons. `pace` counts the caps. `template` is the filled wording that the text
    began from; `marketing` says that it was approved as one.
    """

    text: str | None = None
    media: bool = False
    kind: Kind | None = None
    purpose: str | None = None
    at: datetime | None = None
    message_id: str | None = None
    overrides: Sequence[Override] = ()
    pace: Pace | None = None
    template: str | None = None
    marketing: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict with what it rests on, for whoever shows more of it or keeps it."""

    verdict: Verdict
    policy: Policy
    policy_version: int
    consent: Standing
    unrecorded: bool
    suppressions: Sequence[Suppression]
    revocations: Sequence[Revocation]
    hours: QuietHours | None
    composing: Composing
    passed: Mapping[str, str] = field(default_factory=dict)
    """Refusals that were gone past, each with its reason."""


def judge(
    session: Session,
    workspace_id: str,
    *,
    member_id: str | None,
    phone: str | None,
    line_id: str | None,
    now: datetime,
    name: str = "",
    number_problem: str | None = None,
    zone: str | None = None,
    person_id: str | None = None,
    draft: Draft | None = None,
) -> Verdict:
    """The verdict in words, its dates in `zone`.

    `name` is whom the words speak of; without a phone, `number_problem` says why there is none (a
    code of `rules.phones`). Without a member it is asked whether anybody could. Without a `draft`
    it says whether one may be begun.

    Raises:
        LookupError: for an unknown workspace.
    """
    return assess(
        session,
        Asked(
            workspace_id, member_id, phone, line_id, person_id, draft.message_id if draft else None
        ),
        now,
        name=name,
        number_problem=number_problem,
        zone=zone,
        draft=draft,
    ).verdict


def assess(
    session: Session,
    asked: Asked,
    now: datetime,
    *,
    name: str = "",
    number_problem: str | None = None,
    zone: str | None = None,
    draft: Draft | None = None,
) -> Assessment:
    """Like `judge`, with what the verdict rests on.

    Raises:
        LookupError: for an unknown workspace.
    """
    checks = Checks()
    with narrowing.whole(session):  # what stands against a number does so for every line
        erased_as = checks.run(
            "erased", lambda: erased.hash_of(session, asked.workspace_id, asked.phone), None
        )
        known = loading.known(session, asked, erased_as, now)
        meant = draft or Draft(pace=_before_writing(session, asked))
        earlier = checks.run("content", lambda: _earlier(session, asked, meant, now), Earlier())
    known = quoting.without_words_of_others(session, asked.workspace_id, known)
    with narrowing.whole(session):
        found = _Assessing(asked, now, meant, known, earlier=earlier, checks=checks)
        return found.assess(Speaker(name, zone, now), number_problem)


def _before_writing(session: Session, asked: Asked) -> Pace | None:
    """Of the caps, those that are known before anything is pressed."""
    phone = asked.phone
    if phone is None:
        return None
    return lambda heard: unanswered_findings(session, asked.workspace_id, phone, heard)


def _earlier(session: Session, asked: Asked, draft: Draft, now: datetime) -> Earlier:
    """What was sent before, for a text that a person is about to send. What is a message already
    was compared when Send was pressed, and what a machine says is said alike every time."""
    if draft.text is None or draft.message_id or draft.purpose or asked.phone is None:
        return Earlier()
    return load_earlier(session, asked.workspace_id, asked.phone, draft.text, now)


class _Assessing:
    """One verdict in the making."""

    def __init__(
        self,
        asked: Asked,
        now: datetime,
        draft: Draft,
        known: Known,
        *,
        earlier: Earlier,
        checks: Checks,
    ) -> None:
        self._asked, self._now, self._draft, self._earlier = asked, now, draft, earlier
        self._known, self._row, self._lines = known, known.row, known.ledger
        self._checks = checks
        self._policy = self._checks.run(
            "policy", lambda: policies.parsed(known.row.policy), Policy()
        )
        self._brand = self._policy.brand or known.row.workspace_name

    def assess(self, speaker: Speaker, number_problem: str | None) -> Assessment:
        consent = self._checks.run("consent", self._standing, Standing())
        facts = self._checks.run("rules", lambda: self._facts(consent, number_problem), None)
        found = rule.failed("rules") if facts is None else self._decided(facts)
        quiet = facts.hours if facts else None
        reasons = {each.code: each.reason for each in self._draft.overrides}
        return Assessment(
            verdict=speaker.verdict(found, self._version(quiet)),
            policy=self._policy,
            policy_version=self._row.policy_version,
            consent=consent,
            unrecorded=self._unrecorded(),
            suppressions=self._known.suppressions,
            revocations=self._known.revocations,
            hours=quiet,
            composing=self._composing(consent),
            passed={code: reasons[code] for code in found.passed},
        )

    def _decided(self, facts: rule.Facts) -> rule.Verdict:
        return self._checks.run("rules", lambda: rule.verdict(facts), rule.failed("rules"))

    def _facts(self, consent: Standing, number_problem: str | None) -> rule.Facts:
        row, policy, asked = self._row, self._policy, self._asked
        problem = _problem(asked.phone, number_problem)
        kind = self._kind()
        said = self._checks.run("content", lambda: self._wording(consent), None)
        off = policies.hours_off(policy)
        return rule.Facts(
            member_role=None if asked.member_id is None else row.role or "none",
            now=self._now,
            kind=kind,
            purpose=self._draft.purpose,
            pause=pauses.pause(row),
            line_state=row.line_state or "none",
            line_reason=say_or(f"pause.{row.pause_reason}", "pause.unknown")
            if row.pause_reason
            else "",
            line_lacks=_lacks(row, asked.phone),
            number_problem=problem,
            suppressions=self._known.suppressions,
            erased_opt_out=row.erased_opt_out_at is not None,
            revocations=self._known.revocations,
            doubts=self._known.doubts,
            consent=consent,
            unrecorded=self._unrecorded(),
            last_inbound_at=row.last_inbound_at,
            last_outbound_at=row.last_outbound_at,
            hours=None if problem or off else self._checks.run("hours", self._hours(kind), None),
            hours_off=off,
            pace=self._checks.run("pace", self._pace, ()),
            wording=said,
            limits=policies.limits(policy),
            overrides=self._draft.overrides,
            failed=tuple(self._checks.failed),
        )

    def _standing(self) -> Standing:
        return standing(
            self._lines,
            now=self._now,
            last_inbound_at=self._row.last_inbound_at,
            conversation_hours=self._policy.conversation_hours,
        )

    def _unrecorded(self) -> bool:
        return not self._lines

    def _kind(self) -> Kind:
        if self._draft.purpose in CONFIRMATIONS:
            return "confirmation"
        if self._draft.kind is not None:
            return self._draft.kind
        heard = self._row.last_inbound_at
        talking = timedelta(hours=self._policy.conversation_hours)
        return "reply" if heard and self._now - heard <= talking else "initiate"

    def _hours(self, kind: Kind) -> Callable[[], QuietHours | None]:
        phone = self._asked.phone or ""
        at = self._draft.at or self._now
        return lambda: hours(self._row, phone, kind, at, self._policy)

    def _pace(self) -> Sequence[Finding]:
        if self._draft.pace is None:
            return ()
        row = self._row
        heard = Heard(self._now, self._policy, row.last_inbound_at, row.last_outbound_at)
        return self._draft.pace(heard)

    def _wording(self, consent: Standing) -> rule.Wording | None:
        if self._draft.text is None:
            return None
        return wording(
            self._draft.text,
            brand=self._brand,
            policy=self._policy,
            scope=_widest(consent),
            first=self._first(),
            days_since_opt_out_line=loading.days_since_opt_out_line(self._row, self._now),
            media=self._draft.media,
            template=self._draft.template,
            marketing=self._draft.marketing,
            earlier=self._earlier,
        )

    def _first(self) -> bool:
        # What stands in the conversation already was the first text when Send was pressed.
        return self._row.line_texted_at is None and self._draft.message_id is None

    def _composing(self, consent: Standing) -> Composing:
        policy = self._policy
        named = policy.identity != "off"
        return Composing(
            brand=self._brand,
            link_domains=policy.link_domains,
            warn_segments=policy.warn_segments,
            max_segments=policy.max_segments,
            blocked_risks=list(policy.blocked_risks),
            plain_words=policy.plain_words,
            first_to_number=named and self._first(),
            days_since_opt_out_line=None
            if not named
            else loading.days_since_opt_out_line(self._row, self._now),
            scope=_widest(consent),
            opt_out_line=OPT_OUT_LINE,
            copied=dict(self._known.copied.hour),
            copied_today=dict(self._known.copied.day),
            most_alike=policy.alike_stop if policy.caps == "on" else None,
            block_warnings=sorted(policies.limits(policy).block_warnings),
        )

    def _version(self, quiet: QuietHours | None) -> str:
        table = quiet.rule[0].table if quiet and quiet.rule else "-"
        return f"verdict {rule.VERSION}, hours {table}, policy {self._row.policy_version}"


def _widest(consent: Standing) -> Any:
    widest = max((reach(grant) for grant in consent.scopes), default=None)
    return "none" if widest is None else SCOPES[widest]


def _problem(phone: str | None, number_problem: str | None) -> str | None:
    if phone is None:
        return number_problem or "no_number"
    parsed = parse_phone(phone, "ZZ")
    if isinstance(parsed, Phone):
        return None if parsed.textable else parsed.note
    return parsed.code


def _lacks(row: Any, phone: str | None) -> str | None:
    if phone is None or row.sender is None:
        return None
    return lacking(
        row.sender, phone, Registration(row.campaign_state, row.brand_state, row.verified)
    )
