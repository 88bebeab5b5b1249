"""Why a question of `threadside explain` can't be answered: a stable code and a sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError


class CannotTellError(ValueError):
    """No answer can be given; the text says why, and `code` stays the same across releases."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is no question."""

    problem: CannotTellError


def read(line: bytes) -> Any:
    """The value of one line of JSON, or why it has none.

    A byte order mark is passed over, as some shells begin their output with one.
    """
    if not line.strip():
        return Unread(CannotTellError("empty_line", "the line is empty"))
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Unread(CannotTellError("not_utf8", "the line is not UTF-8"))
    except RecursionError:
        return Unread(CannotTellError("not_json", "the line is nested too deeply to be read"))
    except ValueError:
        return Unread(CannotTellError("not_json", "the line is not JSON"))


def of_fields(error: ValidationError) -> CannotTellError:
    """What is wrong with the fields, without their values: a text may hold what nobody may see.

    The code is that of the first.
    """
    told = [_told(dict(each)) for each in error.errors(include_url=False, include_input=False)]
    return CannotTellError(told[0][0], "; ".join(sentence for _, sentence in told))


_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("missing_field", "{field} is missing"),
    "extra_forbidden": ("unknown_field", "there is no field {field}"),
    "string_type": ("wrong_type", "{field} has to be a text in quotes"),
    "dict_type": ("wrong_type", "{field} has to be an object"),
    "list_type": ("wrong_type", "{field} has to be a list"),
    "enum": ("unknown_value", "{field} is one of {expected}"),
    "literal_error": ("unknown_value", "{field} is one of {expected}"),
    "string_unicode": ("wrong_value", "the name of a field holds half a character"),
}


def _told(error: Mapping[str, Any]) -> tuple[str, str]:
    field = ".".join(str(part).encode("utf-8", "replace").decode() for part in error["loc"])
    if error["type"].startswith("datetime"):
        return "unusable_time", f"{field} is no moment such as 2026-11-22T04:30:00Z"
    if error["type"] not in _SENTENCES:
        return "wrong_value", f"{field}: {error['msg']}"
    code, sentence = _SENTENCES[error["type"]]
    expected = error.get("ctx", {}).get("expected", "")
    return code, sentence.format(field=field, expected=expected)
