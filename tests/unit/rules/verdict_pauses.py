"""What a verdict amounts to while a line or all sending is paused; part of the table."""

from tests.unit.rules.verdict_facts import PAUSED, REP, SHUT, STOPPED, on
from threadside.rules.verdict import Facts

PAUSES: dict[str, tuple[Facts, str, list[str]]] = {
    "a paused line": (on(REP, line_state="paused"), "wait", ["line_paused"]),
    "a paused line: what stops before what waits": (
        on(REP, suppressions=[STOPPED], line_state="paused", hours=SHUT),
        "stop",
        ["opted_out", "line_paused", "quiet_hours"],
    ),
    "sending paused": (on(REP, pause=PAUSED), "wait", ["sending_paused"]),
    "sending and the line paused": (
        on(REP, pause=PAUSED, line_state="paused"),
        "wait",
        ["sending_paused", "line_paused"],
    ),
    "sending paused, the confirmation of an opt-out": (
        on(
            REP,
            pause=PAUSED,
            kind="confirmation",
            suppressions=[STOPPED],
            purpose="opt_out_confirmation",
        ),
        "wait",
        ["sending_paused"],
    ),
    "sending paused, and opted out": (
        on(REP, pause=PAUSED, suppressions=[STOPPED]),
        "stop",
        ["opted_out", "sending_paused"],
    ),
}
