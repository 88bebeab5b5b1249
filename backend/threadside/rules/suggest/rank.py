"""Templates in the order in which they answer a text.

BM25 (Robertson and Zaragoza, 2009) over stems and topics together. It is written out, since what
is published for it (`rank-bm25`, `bm25s`) brings NumPy for lists a thousand times as long.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from threadside.rules.suggest import reading
from threadside.rules.suggest.reading import Read, read

_K1: Final = 1.2
_B: Final = 0.6
_TOPIC: Final = 2.5
"""A topic counts as so many words: it is what the text is about."""
_PHRASE: Final = 0.35
"""What each further word of a phrase adds: "another day" says more than "day"."""
_TITLE, _FOLDER, _BODY = 3, 2, 1
"""How often a word counts by where it stands in a template."""
_OLDER: Final = 0.5
"""What a text counts beside the one that came after it."""
_STAGE: Final = 0.8
_OTHER_LANGUAGE: Final = 0.35
"""What is left of a template in a language that they did not write in."""
_LEAST: Final = 2.2
"""Below it a likeness is an accident, such as one everyday word."""
_MORE: Final = 8
"""So many templates without the words are thought of: among few, too, a shared word says much."""
_TOPIC_MARK: Final = "\x00"
_LONGEST_SAID: Final = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked at of a template; `body` with its merge fields taken out."""

    id: str
    name: str
    folder: str
    tags: tuple[str, ...]
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Found:
    """A template, and what speaks for it: words of a text (`said`), else a stage, else a kind."""

    id: str
    score: float
    said: str = ""
    stage: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """`texts` are what they wrote and nobody has answered, the newest first; `stages` what the CRM
    calls where the record stands, `kinds` what it is. These count less, and decide alone where
    nothing was written."""

    texts: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Document:
    id: str
    language: str
    counts: Mapping[str, int]
    length: int


@dataclass(frozen=True, slots=True)
class Index:
    """Templates, read."""

    documents: tuple[_Document, ...]
    holding: Mapping[str, int]
    """How many templates hold a term."""
    average: float


def index(wordings: Iterable[Wording]) -> Index:
    """Read templates, for any number of texts. What was read before is not read again."""
    documents = tuple(map(_document, wordings))
    holding = Counter(term for each in documents for term in each.counts)
    total = sum(each.length for each in documents)
    return Index(documents, holding, total / len(documents) if documents else 1.0)


def rank(known: Index, asked: Asked, *, most: int = 3) -> list[Found]:
    """The templates that answer best, at most `most`, the same at every call."""
    texts = [read(text) for text in asked.texts]
    weights = _weights(texts)
    for term in (term for stage in asked.stages for term in _terms(read(stage))):
        weights.setdefault(term, _STAGE * (_TOPIC if term.startswith(_TOPIC_MARK) else 1))
    for term in (stem for kind in asked.kinds for stem in read(kind, "en").stems):
        weights.setdefault(term, _STAGE * _TOPIC)
    written_in = texts[0].language if texts else None
    scored = [(each, _score(known, each, weights, written_in)) for each in known.documents]
    best = sorted(
        ((each, score) for each, score in scored if score >= _LEAST),
        key=lambda found: (-found[1], found[0].id),
    )
    return [_found(each, score, texts, asked) for each, score in best[:most]]


def _found(document: _Document, score: float, texts: Sequence[Read], asked: Asked) -> Found:
    said = _said(texts, document)
    stage = "" if said else _shared(asked.stages, document)
    kind = "" if said or stage else _shared(asked.kinds, document)
    return Found(document.id, score, said, stage, kind)


def _weights(asked: Sequence[Read]) -> dict[str, float]:
    """What the terms of the texts count; the same one in an older text adds nothing."""
    weights: dict[str, float] = {}
    for age, text in enumerate(asked):
        share = _OLDER**age
        for hit in text.hits:
            worth = _TOPIC * (1 + _PHRASE * (hit.end - hit.start - 1)) * share
            term = _TOPIC_MARK + hit.topic
            weights[term] = max(weights.get(term, 0.0), worth)
        for stem in filter(None, text.stems):
            weights.setdefault(stem, share)
    return weights


def _score(
    known: Index, document: _Document, weights: Mapping[str, float], written_in: str | None
) -> float:
    norm = _K1 * (1 - _B + _B * document.length / known.average)
    total = 0.0
    for term, weight in weights.items():
        count = document.counts.get(term, 0)
        if count:
            holding = known.holding[term]
            others = len(known.documents) + _MORE - holding
            rare = math.log(1 + (others + 0.5) / (holding + 0.5))
            total += weight * rare * count * (_K1 + 1) / (count + norm)
    return total if written_in in (None, document.language) else total * _OTHER_LANGUAGE


@lru_cache(maxsize=10_000)
def _document(wording: Wording) -> _Document:
    counts: Counter[str] = Counter()
    language = reading.known(wording.language) or read(f"{wording.name} {wording.body}").language
    parts = ((wording.name, _TITLE), (wording.folder, _FOLDER), (wording.body, _BODY))
    for text, times in (*parts, *((tag, _TITLE) for tag in wording.tags)):
        for term, count in Counter(_terms(read(text, language))).items():
            counts[term] += count * times
    return _Document(wording.id, language, dict(counts), sum(counts.values()))


def _terms(text: Read) -> list[str]:
    return [*filter(None, text.stems), *(_TOPIC_MARK + hit.topic for hit in text.hits)]


def _said(asked: Sequence[Read], document: _Document) -> str:
    """The words of the texts that speak most for a template: of its topics the longest phrase, of
    the newest text that has one, else a word that both have."""
    for text in asked:
        shared = [hit for hit in text.hits if _TOPIC_MARK + hit.topic in document.counts]
        if shared:
            hit = max(shared, key=lambda one: (one.end - one.start, -one.start))
            return " ".join(text.words[hit.start : hit.end])[:_LONGEST_SAID]
    for text in asked:
        for word, stem in zip(text.words, text.stems, strict=True):
            if stem and stem in document.counts:
                return word[:_LONGEST_SAID]
    return ""


def _shared(said: Iterable[str], document: _Document) -> str:
    return next(
        (each for each in said if any(term in document.counts for term in _terms(read(each)))), ""
    )
