"""A workspace's policy as the database has it, and what of it a verdict depends on."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from threadside.contracts.policy import Policy
from threadside.rule_files import quiet_hours
from threadside.rules.hours import Table, with_edits
from threadside.rules.verdict import HoursOff, Limits

_DAYS = (("weekday", "mon_fri"), ("saturday", "sat"), ("sunday", "sun"))


def parsed(body: Any) -> Policy:
    """The policy that a `policy_version.body` is; the defaults for None.

    Raises:
        ValueError: when it is not one of this release. Nothing may be sent by it then.
    """
    return Policy() if body is None else _parsed(json.dumps(body, sort_keys=True))


@lru_cache(maxsize=256)
def _parsed(body: str) -> Policy:
    return Policy.model_validate_json(body)


def hours_table(policy: Policy) -> Table:
    """The quiet hours in use here, with the workspace's own rows on top.

    Raises:
        RuleFileError: for a row that can't be used.
    """
    edits = json.dumps([each.model_dump(mode="json") for each in policy.hours_edits])
    return _edited(quiet_hours(), edits) if policy.hours_edits else quiet_hours()


@lru_cache(maxsize=64)
def _edited(table: Table, edits: str) -> Table:
    return with_edits(table, [_row(each) for each in json.loads(edits)])


def _row(edit: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "state": edit["state"],
        "effective_from": edit["effective_from"],
        "effective_to": edit["effective_to"],
        "legal_holidays": "closed" if edit["holidays_closed"] else "as weekday",
        "source": edit["source"],
    }
    for ours, theirs in _DAYS:
        opens, closes = edit[ours] or ("closed", "closed")
        row[f"{theirs}_open"], row[f"{theirs}_close"] = opens, closes
    return row


def limits(policy: Policy) -> Limits:
    """What a verdict depends on."""
    health = {"health"} if policy.phi_mode else set()
    return Limits(
        without_consent=policy.without_consent,
        number_doubts=policy.number_doubts,
        identity=policy.identity,
        identity_days=policy.identity_days,
        warn_segments=policy.warn_segments,
        max_segments=policy.max_segments,
        block_warnings=frozenset({*policy.block_warnings, *health}),
        hours_override=policy.hours_override,
        promotional_override=policy.promotional_override,
        sensitive_override=policy.sensitive_override,
    )


def hours_off(policy: Policy) -> HoursOff | None:
    """Who switched quiet hours off, when, and why; None while they are on."""
    if policy.quiet_hours == "on":
        return None
    return HoursOff(policy.hours_off_by, policy.hours_off_at, policy.hours_off_acknowledged)
