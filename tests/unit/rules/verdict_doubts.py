"""What a doubt whether a number is still theirs amounts to, with whatever else is there."""

from tests.unit.rules.verdict_facts import (
    DOUBT,
    NEW,
    NOW,
    RENAMED,
    REP,
    SHARED,
    SHUT,
    STOPPED,
    TAKEN,
    WRONG,
    ago,
    on,
)
from threadside.rules.verdict import Facts, Limits

WARN = Limits(number_doubts="warn")

DOUBTS: dict[str, tuple[Facts, str, list[str]]] = {
    "the CRM took it off them": (on(REP, doubts=[TAKEN]), "stop", ["number_doubted"]),
    "the record has another name": (on(REP, doubts=[RENAMED]), "stop", ["number_doubted"]),
    "another record has it too": (on(REP, doubts=[SHARED]), "stop", ["number_doubted"]),
    "two doubts are one question": (on(REP, doubts=[TAKEN, SHARED]), "stop", ["number_doubted"]),
    "in doubt, and the policy warns": (
        on(REP, doubts=[RENAMED], limits=WARN),
        "go",
        ["never_texted", "number_doubted"],
    ),
    "in doubt, and they wrote since": (
        on(REP, doubts=[RENAMED], last_inbound_at=NOW),
        "go",
        ["answered_recently", "number_doubted"],
    ),
    "in doubt since they wrote": (
        on(REP, doubts=[RENAMED], last_inbound_at=ago(hours=3)),
        "stop",
        ["number_doubted"],
    ),
    "in doubt, and nothing agreed": (
        on(NEW, doubts=[SHARED]),
        "stop",
        ["number_doubted", "no_consent"],
    ),
    "in doubt, at night": (
        on(REP, doubts=[TAKEN], hours=SHUT),
        "stop",
        ["number_doubted", "quiet_hours"],
    ),
    "in doubt, and opted out": (
        on(REP, doubts=[TAKEN], suppressions=[STOPPED]),
        "stop",
        ["opted_out", "number_doubted"],
    ),
    "in doubt, and known to be wrong": (
        on(REP, doubts=[TAKEN], suppressions=[WRONG]),
        "stop",
        ["wrong_number", "number_doubted"],
    ),
    "in doubt in two ways": (
        on(REP, doubts=[TAKEN], revocations=[DOUBT]),
        "stop",
        ["revocation_open", "number_doubted"],
    ),
    "the answer to STOP, in doubt": (
        on(REP, doubts=[TAKEN], kind="confirmation", suppressions=[STOPPED],
           purpose="opt_out_confirmation"),
        "go",
        ["never_texted"],
    ),
}  # fmt: skip
