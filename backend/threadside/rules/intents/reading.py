"""A text as the rules read it: plain words, with marks where sentences and clauses end."""

import re
from dataclasses import dataclass
from typing import Final

from threadside.rules.intents import spelling
from threadside.rules.intents.folding import folded
from threadside.rules.intents.keywords import DISGUISED
from threadside.rules.intents.names import ORDINARY_CAPITALS

END, PAUSE, QUESTION = ".", ",", "?"
MARKS: Final = frozenset({END, PAUSE, QUESTION})

_TOKEN: Final = re.compile(
    r"(?P<word>[^\W_]+(?:'[^\W_]+)*)"
    r"|(?P<end>[.!;\n\u2026\u3002\uff01])"
    r"|(?P<question>[?\uff1f\u061f])"
    r"|(?P<pause>[,:()\u2013\u2014]|(?<=\s)-(?=\s))"
    r"|(?P<hash>\#(?!\w))"
)
_ELIDED: Final = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu)'(?=\w)")
_TITLE: Final = re.compile(r"(?i)\b(dr|mr|mrs|ms|jr|sr|sra|st|mme|prof)\.")
_SIGNATURE: Final = re.compile(
    r"\n\s*(?:(?:--|[\u2014~])[ \t]*(?:\n|\S)|-[ \t]?[^\W\d_][^\n]{0,30}\s*\Z"
    r"|sent from my |get outlook for|envoye de mon |enviado desde mi )"
)
_PHONE: Final = re.compile(
    r"(?<![\w.+-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(?![\w-]|\.\d)"
)
"""A number of ten digits, as it is written in North America."""
_QUOTED_LINE: Final = re.compile(r"(?m)^[ \t]*>.*$")
_CAPITALISED: Final = re.compile(
    r"(?:(?<=[a-z0-9,][ ])|(?<=[ ][-~\u2013\u2014])|(?<=[-~\u2013\u2014][ ]))[A-Z][a-z']+"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read.

    `marked` has a space on each side of every word and mark; `sentences` are lists of words
    without marks; `names` the words written like names; `plain` is the text without a signature.
    """

    marked: str
    sentences: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    plain: str

    @property
    def words(self) -> tuple[str, ...]:
        """All words, in order."""
        return tuple(word for sentence in self.sentences for word in sentence)


def read(plain: str) -> Reading:
    """Read a text of `visible` letters; never raises, whatever it holds."""
    shown = _TITLE.sub(r"\1", plain)
    names = frozenset(
        name.lower().removesuffix("'s")
        for name in _CAPITALISED.findall(shown)
        if name.lower() not in ORDINARY_CAPITALS
    )
    letters = folded(_PHONE.sub(" phonenumber ", shown), DISGUISED)
    own = _unsigned(plain) or plain
    # What would leave nothing is not taken off: a dash above the only word is no signature's.
    unquoted = _QUOTED_LINE.sub("", letters)
    tokens = _tokens(_unsigned(unquoted)) or _tokens(letters)
    if not set(tokens) - MARKS:
        tokens = _tokens(letters)
    sentences = _sentences(tokens)
    if len(sentences) > 2 and all(len(sentence) == 1 for sentence in sentences):
        # "No. More. Texts.": marks that emphasise part nothing.
        tokens = [token for token in tokens if token not in MARKS]
        whole = (tuple(spelling.joined(tokens)),)
        return Reading(f" {' '.join(whole[0])} {END} ", sentences, names, own)
    return Reading(f" {' '.join(tokens)} {END} ", sentences, names, own)


def _unsigned(letters: str) -> str:
    signed = _SIGNATURE.search(letters)
    return letters[: signed.start()] if signed else letters


def _tokens(letters: str) -> list[str]:
    found: list[str] = []
    for token in _TOKEN.finditer(_ELIDED.sub(lambda elided: elided[0][:-1] + " ", letters)):
        kind = token.lastgroup
        if kind == "word":
            found.extend(spelling.words(token[0].replace("'", "")))
        elif kind == "hash":
            found.append("number")
        else:
            mark = END if kind == "end" else QUESTION if kind == "question" else PAUSE
            if found and found[-1] in MARKS:
                found[-1] = min(found[-1], mark, key=(QUESTION, END, PAUSE).index)
            elif found:
                found.append(mark)
    return spelling.joined(found)


def _sentences(tokens: list[str]) -> tuple[tuple[str, ...], ...]:
    found: list[list[str]] = [[]]
    for token in tokens:
        if token in (END, QUESTION):
            found.append([])
        elif token != PAUSE:
            found[-1].append(token)
    return tuple(tuple(sentence) for sentence in found if sentence)
