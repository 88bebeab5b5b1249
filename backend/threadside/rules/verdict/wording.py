"""What the text itself says: who we are, what must not be in it, how long it is."""

from collections.abc import Iterator
from typing import Final

from threadside.rules.verdict.facts import Facts, Wording
from threadside.rules.verdict.reason import Evidence, Reason, Weight, remedies

NEVER_OVERRIDDEN: Final = frozenset({"card", "otp"})
"""A number with the prefix, length and check digit of a card is one; a code is never to be sent."""
SENSITIVE_TYPES: Final = frozenset(
    {
        "card", "ssn", "itin", "iban", "bank_account", "password", "api_key", "otp", "health",
        "access_code", "passport", "solicits_secret",
    }
)  # fmt: skip
ANSWERED_ELSEWHERE: Final = frozenset(
    {
        "missing_identity", "missing_opt_out_line", "too_long", "many_segments",
        "promotional_needs_marketing",
    }
)  # fmt: skip
"""Content checks of the composer that are reasons of their own here."""
MACHINES_OWN: Final = frozenset({"line_check"})


def identity(facts: Facts) -> Iterator[Reason]:
    """The first text to a number says who we are and how to stop; the latter again after a month
    (CTIA 5.2 and the carriers' codes of conduct)."""
    said, limits = facts.wording, facts.limits
    if said is None or limits.identity == "off" or facts.kind == "confirmation":
        return
    if facts.purpose in MACHINES_OWN:
        return
    weight: Weight = "stop" if limits.identity == "require" else "note"
    if said.first and not said.identifies:
        yield Reason(
            "identity_due",
            weight,
            evidence=(Evidence("policy", "first_text"),),
            remedies=remedies("edit_text"),
        )
    if not said.opt_out_line and opt_out_line_due(said, limits.identity_days):
        days = said.days_since_opt_out_line
        yield Reason(
            "opt_out_line_due",
            weight,
            {"days": days if days is not None else limits.identity_days},
            (Evidence("policy", "identity_days", {"days": limits.identity_days}),),
            remedies("edit_text"),
            variant="first" if said.first or days is None else "",
        )


def opt_out_line_due(said: Wording, every_days: int) -> bool:
    """Whether the next text has to say how to stop."""
    days = said.days_since_opt_out_line
    return said.first or days is None or days > every_days


def sensitive(facts: Facts) -> Iterator[Reason]:
    """Data that must not go by text: blocked, or worth a second look. Each kind is told once.

    The code by which a line is proven to be ours goes to that line.
    """
    if facts.wording is None or facts.purpose in MACHINES_OWN:
        return
    kinds: dict[str, tuple[bool, str]] = {}
    for found in facts.wording.secrets:
        blocks = found.action != "warn" or found.type in facts.limits.block_warnings
        if found.type not in kinds or (blocks and not kinds[found.type][0]):
            kinds[found.type] = (blocks, found.rule)
    for kind, (blocks, rule) in kinds.items():
        may = blocks and kind not in NEVER_OVERRIDDEN and facts.may(facts.limits.sensitive_override)
        yield Reason(
            f"sensitive_{kind if kind in SENSITIVE_TYPES else 'other'}",
            "stop" if blocks else "note",
            evidence=(Evidence("text", "sensitive_rule", {"rule": rule}),),
            remedies=remedies("edit_text", *(("override",) if may else ())),
            may_override=may,
        )


def content(facts: Facts) -> Iterator[Reason]:
    """What carriers filter or people can't read. Hints of style are the composer's alone."""
    if facts.wording is None:
        return
    for hint in facts.wording.hints:
        if hint.level == "hint" or hint.code in ANSWERED_ELSEWHERE:
            continue
        yield Reason(
            f"content_{hint.code}",
            "note" if hint.level == "warn" else "stop",
            dict(hint.params),
            (Evidence("text", "content_rule", {"rule": hint.code}),),
            remedies("edit_text"),
        )


def length(facts: Facts) -> Iterator[Reason]:
    """How many segments it takes: networks join up to ten well, and each one is paid."""
    said, limits = facts.wording, facts.limits
    if said is None:
        return
    counted = {"segments": said.segments, "most": limits.max_segments}
    found = (Evidence("count", "segments", {"segments": said.segments}),)
    if said.segments > limits.max_segments:
        yield Reason("too_long", "stop", counted, found, remedies("edit_text"))
    elif said.segments > limits.warn_segments:
        yield Reason("long_text", "note", counted, found, remedies("edit_text"))
