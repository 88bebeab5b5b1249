"""What a message says: its text, or its files with their captions.

Source: Messages API OpenAPI 1.11.0, schemas `OutboundSMSText` and `OutboundMMS…`.
"""

from dataclasses import dataclass
from typing import Any, cast

from threadside.simulator.media.fetching import Attachment
from threadside.simulator.media.kinds import KINDS, Kind
from threadside.simulator.problems import InvalidParameter

_CAPTION_LIMIT = 3000

MESSAGE_TYPES: dict[str, frozenset[str]] = {
    "sms": frozenset({"text"}),
    "mms": frozenset({"text", "content", *KINDS}),
}


@dataclass(frozen=True, slots=True)
class Content:
    """`text` of a message with files is their captions, a line each; `wrong` says what is amiss."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    wrong: tuple[InvalidParameter, ...] = ()


def read_content(body: dict[str, Any], message_type: str, text_limit: int) -> Content:
    """The text or the files of a request whose type belongs to its channel."""
    if message_type == "text":
        text = body.get("text")
        wrong = _wrong_text(text, "text", 1, text_limit)
        return Content(wrong=(wrong,)) if wrong else Content(str(text))
    if message_type == "content":
        return _read_several(body.get("content"))
    return _together([_read_file(body.get(message_type), message_type, message_type)])


def is_web_address(value: object) -> bool:
    """Whether a parameter is an address that can be called."""
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _read_several(items: object) -> Content:
    if not isinstance(items, list) or not items:
        return Content(wrong=(InvalidParameter("content", "is required."),))
    found: list[Attachment | InvalidParameter] = []
    for number, item in enumerate(items):
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in KINDS:
            found.append(InvalidParameter(f"content[{number}].type", "invalid value"))
        else:
            found.append(_read_file(item, str(kind), f"content[{number}]"))
    return _together(found)


def _read_file(media: object, kind: str, name: str) -> Attachment | InvalidParameter:
    if not isinstance(media, dict) or not is_web_address(media.get("url")):
        return InvalidParameter(f"{name}.url", "is required.")
    caption = media.get("caption", "")
    wrong = _wrong_text(caption, f"{name}.caption", 0, _CAPTION_LIMIT)
    return wrong or Attachment(cast("Kind", kind), media["url"], caption)


def _together(found: list[Attachment | InvalidParameter]) -> Content:
    wrong = tuple(one for one in found if isinstance(one, InvalidParameter))
    files = tuple(one for one in found if isinstance(one, Attachment))
    captions = "\n".join(one.caption for one in files if one.caption)
    return Content(wrong=wrong) if wrong else Content(captions, files)


def _wrong_text(text: object, name: str, shortest: int, longest: int) -> InvalidParameter | None:
    if not isinstance(text, str) or len(text) < shortest:
        return InvalidParameter(name, "is required.")
    if len(text) > longest or not _is_unicode(text):
        return InvalidParameter(name, f"must be at most {longest} characters of valid Unicode")
    return None


def _is_unicode(text: str) -> bool:
    """A lone half of a surrogate pair is valid JSON but no character."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
