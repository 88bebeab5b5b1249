"""Numbers that prove themselves: cards, US social security and taxpayer numbers, IBANs.

Cards by network prefix and length (ISO/IEC 7812-1, the networks' published ranges) and the Luhn
digit; social security numbers by the ranges never issued (SSA, POMS RM 10201.035); ITINs by their
groups (IRS, Publication 1915); IBANs by length and the check digits of ISO 13616.
"""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from threadside.rules.sensitive.finding import Found
from threadside.rules.sensitive.reading import Reading
from threadside.rules.sensitive.table import TABLE, pattern

_DIGITS: Final = re.compile(r"[0-9]+")
_GAP: Final = re.compile(r"[ .\n_,/*-]{1,3}")
_LIST: Final = re.compile("[,/*]")
_NETWORKS: Final[list[tuple[str, int, int, list[int]]]] = TABLE["networks"]
_ITIN_GROUPS: Final[list[tuple[int, int]]] = TABLE["itin_groups"]
_SSN_WORDS: Final = pattern(TABLE["context"]["ssn"])
_CARD_WORDS: Final = pattern(TABLE["context"]["card"])
_GLUED: Final = pattern(TABLE["context"]["glued"])
_LABEL: Final = pattern(TABLE["context"]["label"])
# How cards are printed; other groups count when they are all there is.
_PRINTED: Final = frozenset({"4444", "44443", "465", "464", "4441"})
_PRINTED_GAPS: Final = frozenset({2, 3, 4})
_USUAL_LENGTHS: Final = frozenset({15, 16})
_SHORTEST_CARD: Final = 13
_LONGEST_CARD: Final = 19
_IBAN_START: Final = re.compile(r"(?<![a-z0-9])([a-z]{2})[0-9]{2}")
_IBAN_LENGTHS: Final = {each[:2]: int(each[2:]) for each in TABLE["iban_lengths"].split()}

Span = tuple[int, int]


def numbers(reading: Reading) -> Iterator[Found]:
    """Cards first, then the others, each kind in order."""
    runs = list(_runs(reading.low))
    for run in runs:
        yield from _cards(reading, run)
    for run in runs:
        yield from _social_security(reading, run)
    yield from _ibans(reading.low)


def _runs(text: str) -> Iterator[list[Span]]:
    """Groups of digits that belong together: at most three separators stand between two."""
    run: list[Span] = []
    for match in _DIGITS.finditer(text):
        if run and not _GAP.fullmatch(text, run[-1][1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _cards(reading: Reading, run: list[Span]) -> Iterator[Found]:
    sizes = [end - start for start, end in run]
    first = base = 0
    while first < len(run):
        total, taken = 0, 0
        longest: Found | None = None
        for last in range(first, len(run)):
            total += sizes[last]
            if total > _LONGEST_CARD:
                break
            if total < _SHORTEST_CARD or not _whole(reading.low, run, base, first, last):
                continue
            found = _card(reading, run[first : last + 1])
            if found:
                longest, taken = found, last + 1 - first
        if longest:
            yield longest
        first += taken or 1
        base = first if taken else base


def _whole(text: str, run: list[Span], base: int, first: int, last: int) -> bool:
    """Whether these groups can be one number, not a few of a longer one or of a list.

    Those before `base` were another card.
    """
    if first == last:
        return True
    part = first > base or last + 1 < len(run)
    if part and last - first not in _PRINTED_GAPS:
        return False
    shape = [end - start for start, end in run[first : last + 1]]
    if "".join(map(str, shape)) in _PRINTED:
        return first == base or run[first - 1][1] - run[first - 1][0] != shape[0]
    if part or _LIST.search(text, run[first][0], run[last][1]):
        return False
    return len(set(shape)) == 1 or (len(shape) <= 6 and min(shape) > 1)


def _card(reading: Reading, groups: list[Span]) -> Found | None:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(reading.low[a:b] for a, b in groups)
    before = reading.low[max(0, start - 50) : start].replace("\n", " ")
    if _GLUED.search(before) or not luhn.is_valid(digits):
        return None
    network = _network(digits)
    spoken = bool(_CARD_WORDS.search(before) or _CARD_WORDS.search(reading.low[end : end + 20]))
    if network is None and not (spoken and len(set(digits)) > 1):
        return None
    labelled = not spoken and _LABEL.search(before) is not None
    if (labelled and len(digits) not in _USUAL_LENGTHS) or _in_address(reading.low, start):
        return None
    return Found("card", f"card.{network or 'named'}", start, end, digits[-4:])


def _network(digits: str) -> str | None:
    for name, low, high, lengths in _NETWORKS:
        if len(digits) in lengths and low <= int(digits[: len(str(low))]) <= high:
            return name
    return None


def _in_address(text: str, start: int) -> bool:
    word = max(text.rfind(" ", max(0, start - 200), start), text.rfind("\n", 0, start)) + 1
    return "://" in text[word:start] or text.startswith("www.", word)


def _social_security(reading: Reading, run: list[Span]) -> Iterator[Found]:
    text = reading.low
    for at in range(len(run)):
        written = _nine_digits(text, run, at)
        if written is None or _continued(text, written[0], written[1]):
            continue
        start, end, gap = written
        kind = _kind(re.sub("[^0-9]", "", text[start:end]))
        if kind and _meant(reading, start, end, hyphens=gap == "-"):
            rule = f"{kind}.{'hyphens' if gap == '-' else 'named'}"
            yield Found("itin" if kind == "itin" else "ssn", rule, start, end)


def _nine_digits(text: str, run: list[Span], at: int) -> tuple[int, int, str] | None:
    """Where nine digits stand from group `at` on, and what separates them.

    Alone, as three, two and four, or in any other groups if there are no more.
    """
    sizes = [end - start for start, end in run[at : at + 10]]
    start = run[at][0]
    if sizes[0] == 9:
        return start, run[at][1], ""
    if sizes[:3] == [3, 2, 4]:
        gaps = [_gap(text, run[at + n][1], run[at + n + 1][0]) for n in (0, 1)]
        return start, run[at + 2][1], gaps[0] if gaps[0] == gaps[1] else ""
    whole = at == 0 and len(sizes) == len(run) and sum(sizes) == 9
    # A date with its hour has nine digits as well.
    return (start, run[-1][1], "") if whole and "/" not in text[start : run[-1][1]] else None


def _gap(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" \n") or " "


def _continued(text: str, start: int, end: int) -> bool:
    """Whether the digits are a piece of something longer."""
    ahead = text[start - 1 : start]
    behind = text[end : end + 2]
    if text.endswith(("ssn", "ssn-"), 0, start):
        return False
    return ahead.isalnum() or ahead in {"-", "+", "$", "_"} or bool(re.match("[a-z_]|-.", behind))


def _kind(digits: str) -> str | None:
    area, group = digits[:3], int(digits[3:5])
    if area[0] == "9":
        return "itin" if any(low <= group <= high for low, high in _ITIN_GROUPS) else None
    issued = area not in {"000", "666"} and group and digits[5:] != "0000"
    return "ssn" if issued else None


def _meant(reading: Reading, start: int, end: int, *, hyphens: bool) -> bool:
    """Hyphens are enough where nothing says that it is some other number; else it has a name."""
    near = reading.low[max(0, start - 60) : end + 40].replace("\n", " ")
    if _SSN_WORDS.search(near):
        return True
    before = reading.low[max(0, start - 50) : start].replace("\n", " ")
    return hyphens and not _LABEL.search(before)


def _ibans(text: str) -> Iterator[Found]:
    for match in _IBAN_START.finditer(text):
        length = _IBAN_LENGTHS.get(match[1])
        if length is None:
            continue
        value, at = "", match.start()
        while len(value) < length and at < len(text):
            if text[at] not in " -":
                if not (text[at].isascii() and text[at].isalnum()):
                    break
                value += text[at]
            at += 1
        glued = text[at : at + 1]
        alone = not (glued.isascii() and glued.isalnum())
        checked = (value[4:] + value[:4]).upper()
        if len(value) == length and alone and mod_97_10.is_valid(checked):
            yield Found("iban", f"iban.{match[1]}", match.start(), at)
