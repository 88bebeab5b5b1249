"""The vectors of content hints as the tests read them."""

from typing import Any

from threadside.rules.content import Setting
from threadside.rules.tables import load_json

VECTORS: dict[str, list[dict[str, Any]]] = load_json("vectors/content.json")

_SETS = {"link_domains", "blocked_risks"}


def setting_of(vector: dict[str, Any]) -> Setting:
    """The setting of a vector; what it does not name is the default."""
    given = vector.get("setting", {})
    return Setting(
        **{key: frozenset(value) if key in _SETS else value for key, value in given.items()}
    )


def text_of(vector: dict[str, Any]) -> str:
    """A vector's text: a string, or pieces with how often each repeats."""
    text = vector["text"]
    return text if isinstance(text, str) else "".join(piece * times for piece, times in text)
