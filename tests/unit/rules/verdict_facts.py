"""Facts of a verdict, for its tests: an ordinary day, and what can be wrong with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from threadside.rules.consent.standing import Grant, Standing
from threadside.rules.content import Hint
from threadside.rules.hours import QuietHours, RuleRef
from threadside.rules.human_pace import Finding
from threadside.rules.sensitive import Finding as Secret
from threadside.rules.verdict import (
    Facts,
    HoursOff,
    Limits,
    NumberDoubt,
    Pause,
    Revocation,
    Suppression,
    Wording,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def ago(**amount: float) -> datetime:
    return NOW - timedelta(**amount)


def granted(scope: str = "informational", strength: str = "express", **values: Any) -> Grant:
    made = {"since": ago(days=90), "until": None, "verified": True, "event_id": "line-1"}
    return Grant(scope, strength, **{**made, "method": "web_form", **values})


def hint(code: str, level: str) -> Hint:
    return Hint(code, level)  # type: ignore[arg-type] # a level of its own, in one case


def secret(kind: str, action: str = "block") -> Secret:
    return Secret(kind, action, f"{kind}.rule", 0, 4)  # type: ignore[arg-type] # as above


def text(**values: Any) -> Wording:
    return Wording(**values)


AGREED = Standing((granted(),))
OFFERS = Standing((granted("marketing", "written"),))
TALKING = Standing((granted("conversational", "implied", method="inbound_text"),))
UNPROVEN = Standing((granted(verified=False, method="import"),))
NOTHING = Standing()
ASKED = Standing(asked_at=ago(days=1), asked_id="line-9")
ENDED = Standing(ended_at=ago(days=8))
BY_LEDGER = Standing(revoked_at=ago(days=3), revoked_by="line-7")
OPEN = QuietHours(allowed=True, reason="open", zones=("America/Chicago",))
OPENS = NOW + timedelta(hours=9)
SHUT = QuietHours(
    allowed=False,
    reason="outside_hours",
    zones=("America/Chicago",),
    local_times={"America/Chicago": "2026-03-02T05:00:00-06:00"},
    opens_at=OPENS,
    opens_zone="America/Chicago",
    opens_place="Pensacola",
    basis="area_code",
    rule=(RuleRef("FL", "08:00-20:00", "Fla. Stat. 501.616(6)", None, "abc"),),
)
HOLIDAY = replace(SHUT, reason="holiday", holiday="Mardi Gras")
NOWHERE = QuietHours(allowed=False, reason="blocked_unknown_location")
STOPPED = Suppression(ago(days=3), "STOP", "Front desk")
STOPPED_ELSEWHERE = replace(STOPPED, other_phone="+18505550123")
BY_CARRIER = Suppression(ago(days=3), "", "Front desk", carrier=True)
WRONG = Suppression(ago(days=3), "not Anna", "Front desk", reason="wrong_number")
WRONG_ELSEWHERE = replace(WRONG, other_phone="+18505550123")
DEAD = Suppression(ago(days=3), reason="dead_number")
DOUBT = Revocation("r-1", "opt_out", "pls leave me be", ago(hours=2), NOW + timedelta(days=14))
WHO = replace(DOUBT, kind="wrong_number")
TAKEN = NumberDoubt("d-1", "number_left", ago(hours=2), "Maria Lindt", "(720) 555-0188", "hubspot")
RENAMED = replace(TAKEN, id="d-2", why="name_changed", now="Ruben Ito")
SHARED = replace(TAKEN, id="d-3", why="other_record", now="Ruben Ito")
OFF = HoursOff("Dana Lee", ago(days=1), "Tests at night")
PAUSED = Pause("Dana Lee", ago(minutes=20), "billing check")
CARD, PASSWORD, HEALTH = secret("card"), secret("password"), secret("health", "warn")
LATER = NOW + timedelta(hours=3)
ALLOW, LOCK = Limits(without_consent="allow"), Limits(without_consent="lock")

REP = Facts("rep", NOW, consent=AGREED, hours=OPEN)
ADMIN = replace(REP, member_role="admin")
NEW = replace(REP, consent=NOTHING)


def on(facts: Facts, **changes: Any) -> Facts:
    return replace(facts, **changes)


def capped(code: str, level: str, until: datetime | None = None) -> tuple[Finding, ...]:
    return (Finding(code, level, {"count": 3, "out": 200, "in": 1}, until),)  # type: ignore[arg-type]
