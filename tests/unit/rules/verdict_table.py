"""What every combination of facts amounts to: the state, and all reasons in order."""

from dataclasses import replace

from tests.unit.rules.verdict_doubts import DOUBTS
from tests.unit.rules.verdict_facts import (
    ADMIN,
    ALLOW,
    ASKED,
    BY_CARRIER,
    BY_LEDGER,
    CARD,
    DEAD,
    DOUBT,
    ENDED,
    HEALTH,
    HOLIDAY,
    LATER,
    LOCK,
    NEW,
    NOW,
    NOWHERE,
    OFF,
    OFFERS,
    PASSWORD,
    REP,
    SHUT,
    STOPPED,
    STOPPED_ELSEWHERE,
    TALKING,
    UNPROVEN,
    WHO,
    WRONG,
    WRONG_ELSEWHERE,
    ago,
    capped,
    hint,
    on,
    text,
)
from tests.unit.rules.verdict_pauses import PAUSES
from threadside.rules.verdict import Facts, Limits, Override

TABLE: dict[str, tuple[Facts, str, list[str]]] = {
    **DOUBTS,
    **PAUSES,
    # the ordinary day
    "a first text": (REP, "go", ["never_texted"]),
    "by a lead": (on(REP, member_role="lead"), "go", ["never_texted"]),
    "by an admin": (ADMIN, "go", ["never_texted"]),
    "by nobody in particular": (on(REP, member_role=None), "go", ["never_texted"]),
    "answered just now": (on(REP, last_inbound_at=NOW), "go", ["answered_recently"]),
    "answered 72 h ago": (on(REP, last_inbound_at=ago(hours=72)), "go", ["answered_recently"]),
    "answered longer ago": (on(REP, last_inbound_at=ago(hours=73)), "go", ["wrote_before"]),
    "texted before": (on(REP, last_outbound_at=ago(days=9)), "go", ["texted_before"]),
    "both": (
        on(REP, last_inbound_at=ago(hours=1), last_outbound_at=ago(minutes=1)),
        "go",
        ["answered_recently"],
    ),
    # the member
    "an auditor": (on(REP, member_role="auditor"), "stop", ["role_may_not_send"]),
    "an unknown role": (on(REP, member_role="owner"), "stop", ["role_may_not_send"]),
    # 1: the line and its registration
    "no line": (on(REP, line_state="none"), "stop", ["no_line"]),
    "a line not live": (on(REP, line_state="verifying"), "stop", ["line_not_live"]),
    "a line in no known state": (on(REP, line_state="melted"), "stop", ["line_not_live"]),
    "no campaign": (on(REP, line_lacks="campaign"), "stop", ["line_unregistered"]),
    # 2: the number
    "no number": (on(REP, number_problem="no_number", hours=None), "stop", ["no_number"]),
    "a landline": (on(REP, number_problem="landline"), "stop", ["number_landline"]),
    "a strange kind": (on(REP, number_problem="satellite"), "stop", ["number_not_textable"]),
    # 3: held
    "a wrong number": (on(REP, suppressions=[WRONG]), "stop", ["wrong_number"]),
    "a dead number": (on(REP, suppressions=[DEAD]), "stop", ["dead_number"]),
    "a wrong number elsewhere": (on(REP, suppressions=[WRONG_ELSEWHERE]), "go", ["never_texted"]),
    # 4: opted out
    "opted out": (on(REP, suppressions=[STOPPED]), "stop", ["opted_out"]),
    "by the carrier": (on(REP, suppressions=[BY_CARRIER]), "stop", ["opted_out"]),
    "by another number": (
        on(REP, suppressions=[STOPPED_ELSEWHERE]),
        "stop",
        ["opted_out_person"],
    ),
    "by both": (on(REP, suppressions=[STOPPED_ELSEWHERE, STOPPED]), "stop", ["opted_out"]),
    "by the ledger alone": (on(REP, consent=BY_LEDGER), "stop", ["opted_out"]),
    "before an erasure": (on(REP, erased_opt_out=True), "stop", ["opted_out_erased"]),
    "and wrote since": (
        on(REP, suppressions=[STOPPED], last_inbound_at=ago(minutes=1)),
        "stop",
        ["opted_out"],
    ),
    "for an unknown reason": (
        on(REP, suppressions=[replace(STOPPED, reason="court_order")]),
        "stop",
        ["opted_out"],
    ),
    "perhaps opted out": (on(REP, revocations=[DOUBT]), "stop", ["revocation_open"]),
    "perhaps somebody else": (on(REP, revocations=[WHO]), "stop", ["wrong_number_open"]),
    # 5: consent
    "no consent, ask": (NEW, "stop", ["no_consent"]),
    "no consent, lock": (on(NEW, limits=LOCK), "stop", ["no_consent"]),
    "no consent, allow": (on(NEW, limits=ALLOW), "go", ["never_texted", "without_consent"]),
    "asked already": (on(NEW, consent=ASKED), "stop", ["no_consent"]),
    "consent ended": (on(NEW, consent=ENDED), "stop", ["no_consent"]),
    "a conversation": (on(REP, consent=TALKING), "go", ["never_texted"]),
    "imported": (on(REP, consent=UNPROVEN), "go", ["never_texted", "consent_unproven"]),
    "heard before there was a ledger": (
        on(NEW, unrecorded=True, last_inbound_at=ago(days=40)),
        "go",
        ["wrote_before", "consent_unverified"],
    ),
    "never heard, before the ledger": (
        on(NEW, unrecorded=True, last_outbound_at=ago(days=40)),
        "stop",
        ["no_consent"],
    ),
    "an offer, informed": (
        on(REP, wording=text(promotional=True)),
        "stop",
        ["no_marketing_consent"],
    ),
    "an offer, talking": (
        on(REP, consent=TALKING, wording=text(promotional=True)),
        "stop",
        ["no_marketing_consent"],
    ),
    "an offer, agreed": (
        on(REP, consent=OFFERS, wording=text(promotional=True)),
        "go",
        ["never_texted"],
    ),
    "an offer, nothing agreed": (
        on(NEW, wording=text(promotional=True)),
        "stop",
        ["no_consent"],
    ),
    "an offer, said to be none": (
        on(
            REP,
            wording=text(promotional=True),
            overrides=[Override("no_marketing_consent", "They asked for the price")],
        ),
        "go",
        ["never_texted", "no_marketing_consent"],
    ),
    "asking for consent": (on(NEW, purpose="consent_request"), "go", ["never_texted"]),
    "a machine's reminder": (on(NEW, kind="automation"), "stop", ["no_consent"]),
    # 6: who we are and how to stop
    "unnamed": (on(REP, wording=text(first=True, identifies=False)), "stop", ["identity_due"]),
    "no way to stop": (
        on(REP, wording=text(first=True, opt_out_line=False)),
        "stop",
        ["opt_out_line_due"],
    ),
    "a month later": (
        on(REP, wording=text(days_since_opt_out_line=31, opt_out_line=False)),
        "stop",
        ["opt_out_line_due"],
    ),
    "within the month": (
        on(REP, wording=text(days_since_opt_out_line=30, opt_out_line=False)),
        "go",
        ["never_texted"],
    ),
    "unnamed, a warning": (
        on(
            REP,
            limits=Limits(identity="warn"),
            wording=text(first=True, identifies=False),
        ),
        "go",
        ["never_texted", "identity_due"],
    ),
    "unnamed, nobody minds": (
        on(REP, limits=Limits(identity="off"), wording=text(first=True, identifies=False)),
        "go",
        ["never_texted"],
    ),
    # 7: quiet hours
    "at night": (on(REP, hours=SHUT), "wait", ["quiet_hours"]),
    "on a holiday": (on(REP, hours=HOLIDAY), "wait", ["quiet_hours"]),
    "nobody knows where": (on(REP, hours=NOWHERE), "stop", ["hours_unknown_place"]),
    "an unknown zone": (
        on(REP, hours=replace(NOWHERE, reason="unknown_zone")),
        "stop",
        ["hours_unknown_place"],
    ),
    "a clock far off": (
        on(REP, hours=replace(NOWHERE, reason="unusable_time")),
        "stop",
        ["hours_bad_clock"],
    ),
    "no opening at all": (on(REP, hours=replace(SHUT, opens_at=None)), "stop", ["hours_never"]),
    "at night, switched off": (
        on(REP, hours=None, hours_off=OFF),
        "go",
        ["never_texted", "quiet_hours_off"],
    ),
    "at night, overridden": (
        on(
            ADMIN,
            hours=SHUT,
            limits=Limits(hours_override="admin"),
            overrides=[Override("quiet_hours", "She asked for a text at five")],
        ),
        "go",
        ["never_texted", "quiet_hours"],
    ),
    "at night, a rep overrides": (
        on(
            REP,
            hours=SHUT,
            limits=Limits(hours_override="admin"),
            overrides=[Override("quiet_hours", "She asked for a text at five")],
        ),
        "wait",
        ["quiet_hours"],
    ),
    "hours not worked out": (on(REP, hours=None), "stop", ["cannot_tell"]),
    # 8 and 9: caps
    "three unanswered": (
        on(REP, pace=capped("unanswered_day", "wait", LATER)),
        "wait",
        ["unanswered_day"],
    ),
    "two in a week": (on(REP, pace=capped("unanswered_week", "stop")), "stop", ["unanswered_week"]),
    "two in a week, with a reason": (
        on(
            REP,
            pace=capped("unanswered_week", "stop"),
            overrides=[Override("unanswered_week", "The truck is at their door")],
        ),
        "go",
        ["never_texted", "unanswered_week"],
    ),
    "the line's minute": (
        on(REP, pace=capped("line_minute", "wait", LATER)),
        "wait",
        ["line_minute"],
    ),
    "the same words": (on(REP, pace=capped("alike_stop", "stop")), "stop", ["alike_stop"]),
    "nearly the same words": (
        on(REP, pace=capped("alike_warn", "note")),
        "go",
        ["never_texted", "alike_warn"],
    ),
    "far more out than in": (on(REP, pace=capped("ratio_stop", "stop")), "stop", ["ratio_stop"]),
    "a cap of tomorrow": (on(REP, pace=capped("lunar_cap", "stop")), "stop", ["pace_limit"]),
    "caps off": (on(REP, pace=capped("caps_off", "note")), "go", ["never_texted", "caps_off"]),
    # 10: sensitive data
    "a card": (on(REP, wording=text(secrets=[CARD])), "stop", ["sensitive_card"]),
    "a card, overridden": (
        on(
            ADMIN,
            wording=text(secrets=[CARD]),
            overrides=[Override("sensitive_card", "It is an order number")],
        ),
        "stop",
        ["sensitive_card"],
    ),
    "a password, overridden by an admin": (
        on(
            ADMIN,
            wording=text(secrets=[PASSWORD]),
            overrides=[Override("sensitive_password", "It is the name of a song")],
        ),
        "go",
        ["never_texted", "sensitive_password"],
    ),
    "a password, overridden by a rep": (
        on(
            REP,
            wording=text(secrets=[PASSWORD]),
            overrides=[Override("sensitive_password", "It is the name of a song")],
        ),
        "stop",
        ["sensitive_password"],
    ),
    "health": (on(REP, wording=text(secrets=[HEALTH])), "go", ["never_texted", "sensitive_health"]),
    "health, by policy": (
        on(
            REP,
            limits=Limits(block_warnings=frozenset({"health"})),
            wording=text(secrets=[HEALTH]),
        ),
        "stop",
        ["sensitive_health"],
    ),
    # 11: content
    "a shortened link": (
        on(REP, wording=text(hints=[hint("public_shortener", "block")])),
        "stop",
        ["content_public_shortener"],
    ),
    "a strange link": (
        on(REP, wording=text(hints=[hint("unknown_domain", "warn")])),
        "go",
        ["never_texted", "content_unknown_domain"],
    ),
    "two questions": (
        on(REP, wording=text(hints=[hint("several_questions", "hint")])),
        "go",
        ["never_texted"],
    ),
    # 12: length
    "eleven segments": (on(REP, wording=text(segments=11)), "stop", ["too_long"]),
    "four segments": (on(REP, wording=text(segments=4)), "go", ["never_texted", "long_text"]),
    # the one confirmation, and the answer to HELP: past 5, 7 and 8 only
    "the confirmation of an opt-out": (
        on(
            NEW,
            kind="confirmation",
            purpose="opt_out_confirmation",
            suppressions=[STOPPED],
            hours=SHUT,
            pace=capped("unanswered_day", "wait", LATER),
        ),
        "go",
        ["never_texted"],
    ),
    "a confirmation to a wrong number": (
        on(REP, kind="confirmation", purpose="opt_out_confirmation", suppressions=[WRONG]),
        "stop",
        ["wrong_number"],
    ),
    "HELP, answered at night": (
        on(NEW, kind="confirmation", purpose="help", hours=SHUT),
        "go",
        ["never_texted"],
    ),
    "HELP, of who opted out": (
        on(REP, kind="confirmation", purpose="help", suppressions=[STOPPED]),
        "stop",
        ["opted_out"],
    ),
    "HELP, from a line without a campaign": (
        on(REP, kind="confirmation", purpose="help", line_lacks="campaign"),
        "stop",
        ["line_unregistered"],
    ),
    "a card in a confirmation": (
        on(REP, kind="confirmation", purpose="help", wording=text(secrets=[CARD])),
        "stop",
        ["sensitive_card"],
    ),
    "the code that proves a line": (
        on(NEW, purpose="line_check", hours=SHUT, wording=text(secrets=[CARD], first=True)),
        "go",
        ["never_texted"],
    ),
    # what could not be worked out
    "a check that failed": (on(REP, failed=["content"]), "stop", ["cannot_tell"]),
    # several at once: the foremost names the verdict, all are listed
    "line before opt-out": (
        on(REP, suppressions=[STOPPED], line_state="none"),
        "stop",
        ["no_line", "opted_out"],
    ),
    "what waits before notes": (
        on(REP, consent=UNPROVEN, hours=SHUT, pace=capped("line_day", "wait", LATER)),
        "wait",
        ["quiet_hours", "line_day", "consent_unproven"],
    ),
    "everything": (
        on(
            NEW,
            member_role="auditor",
            line_state="verifying",
            line_lacks="campaign",
            number_problem="landline",
            suppressions=[WRONG, STOPPED],
            revocations=[DOUBT],
            hours=NOWHERE,
            pace=capped("unanswered_week", "stop"),
            wording=text(first=True, identifies=False, secrets=[CARD], segments=11),
            failed=["pace"],
        ),
        "stop",
        [
            "role_may_not_send",
            "line_not_live",
            "line_unregistered",
            "number_landline",
            "wrong_number",
            "opted_out",
            "revocation_open",
            "identity_due",
            "hours_unknown_place",
            "unanswered_week",
            "sensitive_card",
            "too_long",
            "cannot_tell",
        ],
    ),
}
