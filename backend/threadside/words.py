"""The sentences that the product says, from the word tables both sides share."""

from functools import cache

from threadside.rules.tables import load_json, shared_folder

LANGUAGE = "en"


@cache
def table(language: str = LANGUAGE) -> dict[str, str]:
    """Every sentence of a language by its key, from `words/*.<language>.json`."""
    found: dict[str, str] = {}
    for path in sorted((shared_folder() / "words").glob(f"*.{language}.json")):
        found.update(load_json(f"words/{path.name}"))
    return found


def say(key: str, **params: object) -> str:
    """The sentence `key` with its parameters filled in.

    Raises:
        KeyError: when the table lacks the sentence, or the sentence a parameter. A test walks
            every code that can be said.
    """
    return table()[key].format_map(params) if params else table()[key]


def say_or(key: str, fallback: str, **params: object) -> str:
    """Like `say`, with the sentence `fallback` for a key the table does not have."""
    return say(key if key in table() else fallback, **params)
