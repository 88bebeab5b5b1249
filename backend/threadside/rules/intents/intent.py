"""What an inbound text asks for, and what follows from it."""

from dataclasses import dataclass
from typing import Final, Literal

IntentName = Literal["opt_out", "opt_in", "help", "wrong_number", "none"]
Action = Literal["suppress", "hold", "restore", "answer_help", "ask_person", "deliver"]
Scope = Literal["all", "marketing"]


@dataclass(frozen=True, slots=True)
class Intent:
    """The answer about one inbound text.

    `because` is the stable id of the rule that decided: `keyword:stop`, `typo:unsubscribe`,
    `pattern:en.stop_texting`, `context:consent`, `reaction`, `auto_reply`, `nothing`. `keyword` is
    the normalised keyword where one decided. `scope` is narrower than everything only where they
    said so in words. `automatic` means that a machine wrote the text: answering it by machine
    could go on for ever.
    """

    intent: IntentName
    action: Action
    because: str
    keyword: str | None = None
    scope: Scope = "all"
    automatic: bool = False


NOTHING: Final = Intent("none", "deliver", "nothing")
