"""How a text sounds: blame, marks in heaps, several questions at once, jargon, costume letters."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from threadside.rules.content.folded import Folded, fold_words
from threadside.rules.content.hint import Hint, Span
from threadside.rules.content.links import Link, inside
from threadside.rules.content.phrases import DATA, Found, Phrases

_MARKS: Final = re.compile(r"[!?！？]{2,}|\.{4,}|,{2,}|[$€£]{3,}")
_QUESTION: Final = re.compile(r"\?[?!]*(?=[ \n\"')!.]|(?![\s\S]))")
_SENTENCE_START: Final = re.compile(r"[.!?\n;]")
_COURTESIES: Final = frozenset(
    " ".join(fold_words(each)) for each in DATA["questions"]["courtesies"].split("|")
)
_LONGEST_COURTESY: Final = max(each.count(" ") + 1 for each in _COURTESIES)
_ALTERNATIVES: Final = tuple(f"{each} " for each in DATA["questions"]["alternatives"].split("|"))
# Mathematical, fullwidth, circled and squared letters and digits.
_FANCY: Final = re.compile(
    "[\U0001d400-\U0001d7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f149]+"
)


def blame(folded: Folded, found: tuple[Found, ...]) -> Hint | None:
    """`blame_words`: what sounds like a reproach, in English, Spanish or French."""
    spans = tuple(folded.span(each.start, each.end) for each in found if each.kind == "blame")
    if not spans:
        return None
    start, end = spans[0]
    return Hint("blame_words", "warn", {"words": folded.text[start:end]}, spans)


def marks(folded: Folded, links: tuple[Link, ...]) -> tuple[Hint | None, ...]:
    """`exclamation` from three in a row, `repeated_punctuation` for the other heaps."""
    shouted: list[Span] = []
    heaped: list[Span] = []
    for found in _MARKS.finditer(folded.text):
        run = found[0]
        if inside(links, found.start()):
            continue
        if "!!!" in run or "！！！" in run:
            shouted.append(found.span())
        elif not set(run) & set("!！") or len(run) > 2:
            heaped.append(found.span())
    return (
        Hint("exclamation", "hint", {}, tuple(shouted), _calmed(folded.text, shouted))
        if shouted
        else None,
        Hint("repeated_punctuation", "hint", {}, tuple(heaped), _calmed(folded.text, heaped))
        if heaped
        else None,
    )


def questions(folded: Folded, links: tuple[Link, ...]) -> Hint | None:
    """`several_questions` from two on; courtesies ("How are you?") and alternatives ("Or at 4?")
    do not count."""
    asked: list[Span] = []
    for found in _QUESTION.finditer(folded.plain):
        sentence = _sentence(folded.plain, found.start())
        if inside(links, folded.at[found.start()]) or _is_courtesy(sentence):
            continue
        if asked and f"{sentence} ".startswith(_ALTERNATIVES):
            continue
        asked.append(folded.span(*found.span()))
    if len(asked) < 2:
        return None
    return Hint("several_questions", "hint", {"n": len(asked)}, tuple(asked))


def jargon(folded: Folded, plain_words: Mapping[str, str]) -> Hint | None:
    """`jargon`: words of the admin's list, with all of them replaced as the mending. A word of
    one or two capitals ("IT") counts only in capitals."""
    if not plain_words:
        return None
    found = [
        each
        for each in _compiled(tuple(plain_words)).find(folded)
        if not _is_initials(each.kind) or folded.source(each.start, each.end).isupper()
    ]
    if not found:
        return None
    spans = tuple(folded.span(each.start, each.end) for each in found)
    text = folded.text
    for each, (start, end) in reversed(list(zip(found, spans, strict=True))):
        plain = plain_words[each.kind]
        begins = start == 0 or _is_title(text[start:end])
        text = text[:start] + (plain[:1].upper() + plain[1:] if begins else plain) + text[end:]
    first = found[0]
    params = {
        "word": folded.source(first.start, first.end), "plain": plain_words[first.kind],
    }  # fmt: skip
    return Hint("jargon", "hint", params, spans, text)


def fancy_font(text: str) -> Hint | None:
    """`fancy_font`: letters in costume, which filters distrust and screen readers spell out."""
    spans = tuple(found.span() for found in _FANCY.finditer(text))
    if sum(end - start for start, end in spans) < 2:
        return None
    plain = _FANCY.sub(lambda found: normalize("NFKC", found[0]), text)
    return Hint("fancy_font", "warn", {}, spans, plain)


def _calmed(text: str, spans: list[Span]) -> str:
    for start, end in reversed(spans):
        run = text[start:end]
        kept = "?" if "?" in run or "？" in run else "..." if run[0] == "." else run[0]
        text = text[:start] + ("!" if kept == "！" else kept) + text[end:]
    return text


def _sentence(plain: str, end: int) -> str:
    """The words of the question that ends at `end`; the last few hundred characters suffice."""
    before = _SENTENCE_START.split(plain[max(0, end - 300) : end])[-1]
    return " ".join(re.findall(r"[^\W_]+", before))


def _is_courtesy(sentence: str) -> bool:
    if sentence in _COURTESIES:
        return True
    words = sentence.split(" ")
    # "Hi Anna, how are you?"; but "Is 4 PM ok?" asks something.
    return any(
        " ".join(words[-length:]) in _COURTESIES for length in range(2, _LONGEST_COURTESY + 1)
    )


@lru_cache(maxsize=64)
def _compiled(words: tuple[str, ...]) -> Phrases:
    return Phrases((word, [word]) for word in words)


def _is_initials(word: str) -> bool:
    return len(word) <= 2 and word.isupper()


def _is_title(word: str) -> bool:
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())
