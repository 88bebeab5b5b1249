"""Is a word somebody's name? "I'm not Kevin" says wrong number, "I'm not ready" does not.

Common given names count however they are written, other words only where they have a capital in the
middle of a sentence and are not known to be written so (`shared_schemas/intents/names.json`).
"""

from typing import Any, Final

from threadside.rules.tables import load_json

_TABLE: Final[dict[str, Any]] = load_json("intents/names.json")

NAME: Final = "someones-name"
"""What a word that is somebody's name is read as where a table asks for one."""

GIVEN: Final = frozenset[str](_TABLE["given"])
ORDINARY_CAPITALS: Final = frozenset[str](_TABLE["ordinary_capitals"])
"""Words with a capital that are no names: months, languages, makes."""
