"""What a verdict amounts to while all sending is paused; part of the table."""

from tests.unit.rules.verdict_facts import PAUSED, REP, STOPPED, on
from threadside.rules.verdict import Facts

PAUSES: dict[str, tuple[Facts, str, list[str]]] = {
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
