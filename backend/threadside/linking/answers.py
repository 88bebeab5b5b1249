"""The body of an answer: JSON within bounds, and the CRM's own sentence when it says no."""

import json
import re
from typing import Any, Final

from threadside.linking.problems import Garbled

DEEPEST: Final = 40
LONGEST_SAID: Final = 300
_NOT_TEXT: Final = re.compile("[\x00\ud800-\udfff]")
"""What no database takes as text (PostgreSQL: NUL; both: half a surrogate pair)."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SCOPES: Final = re.compile(
    r"(missing|insufficient|invalid)[ _]?(oauth[ _])?scope|scope[ _]?mismatch", re.IGNORECASE
)
_SAYING: Final = ("error_description", "message", "error", "detail", "error_info", "errors")


def json_of(body: bytes, content_type: str) -> Any:
    """The JSON of an answer, None for an empty one.

    Objects and lists may be nested 40 deep. NUL and half surrogate pairs in texts become U+FFFD.

    Raises:
        Garbled: `not_json` for another content type or syntax, NaN among it; `too_deep`.
    """
    if not body.strip():
        return None
    if "json" not in content_type.lower():
        raise Garbled("not_json")
    try:
        return _clean(json.loads(body, parse_constant=_refuse), DEEPEST)
    except RecursionError as error:
        raise Garbled("too_deep") from error
    except ValueError as error:
        raise Garbled("not_json") from error


def said(body: bytes, content_type: str) -> str:
    """What a refusal says, in the CRM's words: one line, at most 300 characters, perhaps none."""
    try:
        found = _sentence(json_of(body[: 64 * 1024], content_type), 4)
    except Garbled:
        return ""
    return _CONTROL.sub(" ", found).strip()[:LONGEST_SAID]


def wants_scope(body: bytes, challenge: str) -> bool:
    """Whether a refusal is for a scope that the sign-in did not give: `WWW-Authenticate` (RFC 6750,
    3.1), or what CRMs write into the body."""
    text = body[:4096].decode("utf-8", "replace")
    return _SCOPES.search(challenge) is not None or _SCOPES.search(text) is not None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _clean(value: Any, deep: int) -> Any:
    if isinstance(value, str):
        return value if value.isascii() and "\x00" not in value else _NOT_TEXT.sub("\ufffd", value)
    if isinstance(value, (dict, list)) and deep == 0:
        raise Garbled("too_deep")
    if isinstance(value, dict):
        return {_clean(name, 1): _clean(each, deep - 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each, deep - 1) for each in value]
    return value


def _sentence(value: Any, deep: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _sentence(value[0], deep - 1) if value and deep else ""
    if isinstance(value, dict) and deep:
        found = (_sentence(value.get(name), deep - 1) for name in _SAYING)
        return next((each for each in found if each), "")
    return ""
