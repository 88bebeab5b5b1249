"""What is worked out from the facts before the rule decides: place and hours, consent, wording.

Whatever fails is logged and named, and then the rule says that nobody could check it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import structlog

from threadside.contracts.policy import Policy
from threadside.rules import content, segments, sensitive
from threadside.rules.content import Scope, Setting
from threadside.rules.hours import QuietHours, Whereabouts, decide
from threadside.rules.verdict import Kind, Wording
from threadside.verdict import policy as policies
from threadside.verdict.earlier import Earlier

log = structlog.get_logger(__name__)
Found = TypeVar("Found")


class Checks:
    """Runs checks, and remembers which of them failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def run(self, what: str, check: Callable[[], Found], instead: Found) -> Found:
        """The result of `check`; `instead` where it raises, which stops the text."""
        try:
            return check()
        except Exception:  # whatever it is: what nobody could check is not sent
            log.exception("verdict_check_failed", what=what)
            self.failed.append(what)
            return instead


def hours(row: Any, phone: str, kind: Kind, at: datetime, policy: Policy) -> QuietHours:
    """Quiet hours of whoever has `phone` at `at`."""
    confirmed = row.zone_source == "confirmed"
    where = Whereabouts(
        phone=phone,
        confirmed_zone=row.zone if confirmed else None,
        state=row.person_state,
        crm_zone=None if confirmed else row.zone,
    )
    found = decide(
        policies.hours_table(policy),
        where,
        "reply" if kind == "reply" else "initiate",
        at,
        mode=policy.hours_mode,
        last_inbound=row.last_inbound_at,
        reply_minutes=policy.reply_minutes,
        unknown_state=policy.hours_unknown_state,
        margin_minutes=policy.close_margin_minutes,
    )
    by_crm = found.basis in {"crm_address", "crm_state"} and row.zone_from
    return replace(found, told_by=row.zone_from) if by_crm else found


def wording(
    text: str,
    *,
    brand: str,
    policy: Policy,
    scope: Scope,
    first: bool,
    days_since_opt_out_line: int | None,
    media: bool,
    template: str | None,
    marketing: bool,
    earlier: Earlier,
) -> Wording:
    """What is to be said of a text; blank ones go only with media, and are one segment then.

    `template` is the filled wording that it began from, `marketing` whether that was approved as
    such, and `earlier` what it is compared with.
    """
    setting = Setting(
        brand=brand,
        link_domains=frozenset(policy.link_domains),
        warn_segments=policy.warn_segments,
        max_segments=policy.max_segments,
        blocked_risks=frozenset(policy.blocked_risks),
        plain_words=policy.plain_words,
        first_to_number=first,
        days_since_opt_out_line=days_since_opt_out_line,
        scope=scope,
        template=template,
        previous=earlier.previous,
        copied=earlier.copied,
    )
    blank = media and not text.strip()
    return Wording(
        promotional=content.is_promotional(text),
        marketing=marketing,
        first=first,
        days_since_opt_out_line=days_since_opt_out_line,
        identifies=not brand or content.carries_identity(text, brand),
        opt_out_line=content.carries_opt_out_line(text),
        segments=1 if media else segments.count(text).segments,
        hints=() if blank else content.check(text, setting),
        secrets=sensitive.find(text),
    )
