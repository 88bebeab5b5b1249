"""Loads the facts of one verdict in one statement and puts the rule's answer into words.

Used by the sidebar's snapshot, by the press of Send and by the claim before the carrier is
called, so what a rep reads is what the machine does.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from threadside.contracts.beside import Verdict, VerdictReason
from threadside.rules import verdict as rule
from threadside.rules.hours import zone_or_utc
from threadside.rules.phones import Phone, parse_phone
from threadside.rules.registration import Standing, lacking
from threadside.store.tables import Brand, Campaign, Line, Member, Suppression, Thread, Workspace
from threadside.words import say, say_or


def judge(
    session: Session,
    workspace_id: str,
    *,
    member_id: str,
    phone: str | None,
    line_id: str | None,
    now: datetime,
    name: str = "",
    number_problem: str | None = None,
    zone: str | None = None,
) -> Verdict:
    """The verdict in words, its dates in `zone`.

    `name` is whom the words speak of; without a phone, `number_problem` says why there is none (a
    code of `rules.phones`).
    """
    row = session.execute(
        _facts(),
        {"workspace": workspace_id, "member": member_id, "phone": phone, "line": line_id},
    ).first()
    if row is None:
        raise LookupError(f"no workspace {workspace_id}")
    facts = rule.Facts(
        member_role=row.role or "none",
        now=now,
        number_problem=_problem(phone, number_problem),
        line_state=row.line_state or "none",
        line_reason=say_or(f"pause.{row.pause_reason}", "pause.unknown")
        if row.pause_reason
        else "",
        suppression=_suppression(row),
        last_inbound_at=row.last_inbound_at,
        last_outbound_at=row.last_outbound_at,
        line_lacks=_lacks(row, phone),
    )
    return in_words(rule.verdict(facts), name, zone)


def in_words(found: rule.Verdict, name: str, zone: str | None = None) -> Verdict:
    """The rule's codes as sentences about `name`; dates are those of `zone`, an IANA name."""
    called = name or say("verdict.someone")
    reasons = [
        VerdictReason(code=reason.code, words=_sentence(reason, "detail", called, zone))
        for reason in found.reasons
    ]
    return Verdict(
        state=found.state,
        code=found.code,
        title=_sentence(found.reasons[0], "title", called, zone),
        detail=reasons[0].words,
        reasons=reasons,
    )


@cache
def _facts() -> Any:
    """The statement, built once: on a hot path building it costs more than running it."""
    told = aliased(Line)
    phone = bindparam("phone", type_=String)
    heard = (Thread.workspace_id == bindparam("workspace")) & (Thread.phone == phone)
    return (
        select(
            Member.role,
            Line.state.label("line_state"),
            Line.pause_reason,
            Line.phone.label("sender"),
            Line.verified,
            Campaign.state.label("campaign_state"),
            Brand.state.label("brand_state"),
            Suppression.since,
            Suppression.words,
            told.name.label("told"),
            select(func.max(Thread.last_inbound_at))
            .where(heard)
            .scalar_subquery()
            .label("last_inbound_at"),
            select(func.max(Thread.last_outbound_at))
            .where(heard)
            .scalar_subquery()
            .label("last_outbound_at"),
        )
        .select_from(Workspace)
        .outerjoin(
            Member,
            (Member.workspace_id == Workspace.id)
            & (Member.id == bindparam("member"))
            & Member.active,
        )
        .outerjoin(Line, (Line.workspace_id == Workspace.id) & (Line.id == bindparam("line")))
        .outerjoin(Campaign, Campaign.id == Line.campaign_id)
        .outerjoin(Brand, Brand.id == Campaign.brand_id)
        .outerjoin(
            Suppression,
            (Suppression.workspace_id == Workspace.id) & (Suppression.phone == phone),
        )
        .outerjoin(told, told.id == Suppression.line_id)
        .where(Workspace.id == bindparam("workspace"))
    )


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
    standing = Standing(row.campaign_state, row.brand_state, row.verified)
    return lacking(row.sender, phone, standing)


def _suppression(row: Any) -> rule.Suppression | None:
    if row.since is None:
        return None
    return rule.Suppression(row.since, row.words, row.told or "")


def _sentence(reason: rule.Reason, part: str, name: str, zone: str | None) -> str:
    params: dict[str, object] = {**reason.params, "name": name}
    if reason.evidence and reason.evidence.at:
        at = reason.evidence.at.astimezone(zone_or_utc(zone))
        params["at"] = f"{at:%b} {at.day}, {at.year}"
    if "lacks" in params:
        params["lacks"] = say(f"registration.lacks.{params['lacks']}")
    return say(f"verdict.{reason.code}.{part}", **params)
