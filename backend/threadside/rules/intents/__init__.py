"""What an inbound text asks for: to stop, to be texted again, help, or that it is not for them."""

from threadside.rules.intents.classify import TABLE_VERSION, classify
from threadside.rules.intents.intent import Action, Intent, IntentName, Scope
from threadside.rules.intents.keywords import HELP_KEYWORDS, START_KEYWORDS, STOP_KEYWORDS

__all__ = [
    "HELP_KEYWORDS",
    "START_KEYWORDS",
    "STOP_KEYWORDS",
    "TABLE_VERSION",
    "Action",
    "Intent",
    "IntentName",
    "Scope",
    "classify",
]
