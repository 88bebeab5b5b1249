"""The writing around a phone number: links, labels, typography, extensions, second numbers.

Knows characters, not number plans; `phones` decides what a number is.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

WritingFault = Literal["not_a_number", "too_long"]

LONGEST_FIELD: Final = 250
# E.164 allows 15 digits; trunk and international prefixes come on top.
MOST_DIGITS: Final = 20
_FEWEST_DIGITS: Final = 7

_SCHEME: Final = re.compile(r"(?:\s*(?:tel|sms|smsto|callto|whatsapp):(?://)?)+", re.IGNORECASE)
_LABEL: Final = (
    r"(?:mobile|mob|cell|cellular|cellphone|telephone|tel|phone|ph|home|work|office|main|direct"
    r"|handy|mobil|number|no|nr|[mctphwod])"
)
_LEADING_LABEL: Final = re.compile(
    rf"^\s*\(?{_LABEL}(?:\s+(?:number|no))?\)?\s*[.:#-]*\s*(?=[+(\d])", re.IGNORECASE
)
_TRAILING_LABEL: Final = re.compile(rf"(?<![a-z])\s*[(\[,-]?\s*{_LABEL}\.?\s*[)\]]?\s*$", re.I)
_EXTENSION_WORD: Final = (
    r"(?<![a-z])(?:e?xt(?:ensi[oó]n|n)?|int(?:erno)?|anexo|poste|durchwahl)(?![a-z])\.?\s*-?"
)
_EXTENSION: Final = re.compile(
    rf"\s*[,;(]?\s*(?:;\s*ext=|,{{1,3}}|;|#|{_EXTENSION_WORD}|доб\.?|x)"
    r"[\s.:#=]*(\d{1,6})\)?#?\s*$",
    re.IGNORECASE,
)
# "(+49) 151 …" and "(+1 720) …": the country's code in brackets.
_BRACKETED_CODE: Final = re.compile(r"^\s*\(\s*\+\s*(\d[\d\s]*)\)")
_BETWEEN_NUMBERS: Final = re.compile(
    r"\s*(?:[/|;,&\n]|\b(?:or|and|oder|und|ou|et|o|y)\b|(?=\+))\s*", re.IGNORECASE
)
# A spreadsheet took the number for a figure; the zero behind the point was never dialled.
_FIGURE: Final = re.compile(r"(\+?\d{7,})\.0+", re.ASCII)
_GAP: Final = re.compile(r"\s+")
_NUMBER: Final = re.compile(r"\+?[\d\s().\-/]+")
# The letters of a vanity number stand together at the end, behind at least three digits.
_VANITY: Final = re.compile(
    r"\+?[\d\s().\-]*\d{3}[\s).\-]*[a-z]+(?:[\s\-][a-z]+)*\d{0,4}", re.IGNORECASE
)
_FEWEST_VANITY_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One number as written: a leading `+` and the rest, its extension apart, or a fault."""

    number: str
    extension: str | None = None
    fault: WritingFault | None = None


def plain_text(raw: str) -> str:
    """`raw` in plain characters: link prefix resolved, ASCII digits, no invisible characters."""
    text = raw
    scheme = _SCHEME.match(text)
    if scheme:
        # Behind the question mark stands the text of an `sms:` link (RFC 5724).
        text = unquote(text[scheme.end() :].partition("?")[0])
        text = _SCHEME.sub("", text, count=1) if _SCHEME.match(text) else text
    elif re.search(r"%[0-9a-f]{2}", text, re.IGNORECASE):
        text = unquote(text)
    return "".join(map(_plain_char, text)).strip()


def split_numbers(text: str) -> tuple[Written, ...]:
    """The numbers written in `text`: none without a digit, more than one when several stand there.

    A part counts as a number of its own from seven digits on, so "030/1234567" stays one.
    """
    if not count_digits(text):
        return ()
    parts = [part for part in _BETWEEN_NUMBERS.split(text) if count_digits(part)]
    if len(parts) > 1 and all(count_digits(part) >= _FEWEST_DIGITS for part in parts):
        return tuple(map(_written, parts))
    whole = _written(text)
    if whole.fault is None and _is_list(whole.number):
        return tuple(map(_written, whole.number.split("/")))
    return (whole,)


def cuts(number: str) -> tuple[tuple[str, str], ...]:
    """Every way to read `number` as two numbers with a space between."""
    return tuple(
        (number[: gap.start()], number[gap.end() :])
        for gap in _GAP.finditer(number)
        if count_digits(number[: gap.start()]) >= _FEWEST_DIGITS
        and count_digits(number[gap.end() :]) >= _FEWEST_DIGITS
    )


def count_digits(text: str) -> int:
    """How many decimal digits stand in `text`."""
    return sum(char.isdecimal() for char in text)


def _is_list(number: str) -> bool:
    """ "720-555-0142/0143" is a number and another ending; "0151/2345678" is one number."""
    head, slash, tail = number.partition("/")
    return bool(slash) and count_digits(head) >= 10 and count_digits(tail) > 0


def _written(text: str) -> Written:
    body = _LEADING_LABEL.sub("", text)
    unlabelled = _TRAILING_LABEL.sub("", body)
    # "1-800-CALL-HOME" ends in no label.
    if count_digits(unlabelled) >= _FEWEST_DIGITS:
        body = unlabelled
    extension = None
    found = _EXTENSION.search(body)
    if found and _dialled(body[: found.start()]) >= _FEWEST_DIGITS:
        extension, body = found[1], body[: found.start()]
    body = _GAP.sub(" ", body).strip(" .,;:-'\"?!<>")
    if figure := _FIGURE.fullmatch(body):
        body = figure[1]
    body = _BRACKETED_CODE.sub(r"+\1 ", body)
    if count_digits(body) > MOST_DIGITS:
        return Written(body, extension, "too_long")
    letters = sum(char.isalpha() for char in body)
    if _NUMBER.fullmatch(body) or (letters >= _FEWEST_VANITY_LETTERS and _VANITY.fullmatch(body)):
        return Written(body, extension)
    return Written(body, extension, "not_a_number")


def _dialled(body: str) -> int:
    """How many keys are pressed: the letters of a vanity number are dialled too."""
    digits = count_digits(body)
    return digits + sum(map(str.isalpha, body)) if _VANITY.fullmatch(body.strip()) else digits


def _plain_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"Cf", "Mn"}:
        return ""
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return "\n" if char in "\r\n\u2028\u2029" else " "
    if category == "Pd" or char == "−":
        return "-"
    if "\uff01" <= char <= "\uff5e":
        return unicodedata.normalize("NFKC", char)
    return char
