"""What a text invites its reader to reply, where the reply would opt them out.

"Stop, quit, end, revoke, opt out, cancel, unsubscribe" revoke consent per se (47 CFR
64.1200(a)(10)), so "Reply CANCEL to cancel your appointment" makes opt-outs of people who only
meant their appointment. "Reply STOP to opt out" is the invitation every first text should carry.
The Spanish and French words are those that replies in these languages are understood by.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from threadside.rules.content.folded import Folded
from threadside.rules.content.hint import Hint
from threadside.rules.content.phrases import DATA

_LISTS: Final = DATA["invitations"]
_WORDS: Final = f"{_LISTS['stop_words']}|{_LISTS['other_words']}"
_OPENED: Final = r"[\"'*(\[<]?"
_CLOSED: Final = r"[\"'*)\]>]?"
_KEYWORD: Final = rf"({_OPENED})({_WORDS})(?![a-z0-9]){_CLOSED}"
_AND: Final = "or|and|o|u|y|ou|et|e"
_VERB: Final = re.compile(f"(?<![a-z0-9])(?:{_LISTS['verbs']})(?![a-z0-9])")
_DIRECT: Final = re.compile(
    rf"(?<![a-z0-9])(?:{_LISTS['verbs']})(?: (?:{_LISTS['between']})){{0,3}}[ :]{{1,2}}{_KEYWORD}"
)
_LISTED: Final = re.compile(rf"(?:[,;/.\n:)-] ?|(?<= )(?:{_AND}) ){_KEYWORD}")
_FURTHER: Final = re.compile(
    rf"(?: ?(?:,|/|(?<= )(?:{_AND})(?= )) ?){{1,2}}{_OPENED}(?:{_WORDS})(?![a-z0-9]){_CLOSED}"
)
_AFTER: Final = re.compile(rf" (?:{_LISTS['after']})(?![a-z0-9])")
_JOIN: Final = re.compile(rf" ?= ?|,? (?:{_LISTS['joins']}) (?:will |can )?")
_CLAUSE_END: Final = re.compile(rf" ?(?:[.,;:!?)&/\n\"]|- |(?<= )(?:{_AND}) )|(?![\s\S])")
_OPTS_OUT: Final = re.compile("|".join(_LISTS["opts_out"]))
_BARE: Final = re.compile(
    rf"(?:{_LISTS['bare']})(?= *(?:[.,;:!?)&/\n\"-]|(?:{_AND}|help|msg|msgs) |(?![\s\S])))"
)
_STOPS: Final = re.compile(rf"(?:{_LISTS['stop_words']})(?![a-z0-9])")
_BEFORE: Final = re.compile(rf"(?:to|para|pour|for|de|if|si) (?:{'|'.join(_LISTS['opts_out'])})")
_OTHER_BEFORE: Final = re.compile(f"(?<![a-z0-9]){_LISTS['other_purpose']}")
_ALONE: Final = re.compile(
    rf"(?<![a-z0-9])stop(?:all)?[\"')]? ?(?:=|:|-|to|2|for|para|pour|au|sms) ?"
    rf"(?:[0-9]{{4,6}}|{'|'.join(_LISTS['opts_out'])}|{_BARE.pattern})"
)
_LABELLED: Final = re.compile(
    r"(?:opt[ -]?out|unsubscribe|baja|desabonner)[ :,=-]{1,3}stop(?![a-z])"
)
_NEXT_WORD: Final = re.compile(r" ?([a-z]{2,30})")
_SENTENCE_END: Final = re.compile(r"[.!?\n]")

_REACH: Final = 160
_TAIL: Final = 160


@dataclass(frozen=True, slots=True)
class Invitation:
    """A word the reader is asked to reply, where it stands in the folded text, and whether the
    reply is meant to opt out."""

    word: str
    start: int
    end: int
    opts_out: bool


def find(folded: Folded) -> tuple[Invitation, ...]:
    """Every invitation to reply with a word that revokes consent, in order."""
    verbs = [verb.end() for verb in _VERB.finditer(folded.plain)]
    if not verbs:
        return ()
    found: dict[int, Invitation] = {}
    for match in _DIRECT.finditer(folded.plain):
        if invited := _invited(folded, match, direct=True):
            found[invited.start] = invited
    for match in _LISTED.finditer(folded.plain):
        nearest = bisect_right(verbs, match.start())
        if match.start(2) in found or nearest == 0 or match.start() - verbs[nearest - 1] > _REACH:
            continue
        if invited := _invited(folded, match, direct=False):
            found[invited.start] = invited
    return tuple(found[start] for start in sorted(found))


def carries_opt_out_line(text: Folded) -> bool:
    """Does the text say how to opt out, in English, Spanish or French?"""
    if _ALONE.search(text.plain) or _LABELLED.search(text.plain):
        return True
    return any(each.opts_out for each in find(text))


def check(folded: Folded, found: tuple[Invitation, ...]) -> Hint | None:
    """`per_se_word_invitation`, naming the first such word as written."""
    wrong = [each for each in found if not each.opts_out]
    if not wrong:
        return None
    word = folded.source(wrong[0].start, wrong[0].end)
    spans = tuple(folded.span(each.start, each.end) for each in wrong)
    return Hint("per_se_word_invitation", "block", {"word": word}, spans)


def _invited(folded: Folded, match: re.Match[str], *, direct: bool) -> Invitation | None:
    """The invitation behind a match, or None for an ordinary use of the word ("text end users")."""
    start, end = match.span(2)
    rest = _without_list(folded.plain[match.end() : match.end() + _TAIL])
    join = _JOIN.match(rest)
    closed = join is not None or _CLAUSE_END.match(rest) is not None
    emphasised = bool(match[1]) or folded.source(start, end).isupper()
    if not (closed if direct else closed and emphasised) and not (
        direct and emphasised and not _shouts_on(folded, match.end())
    ):
        return None
    stops = _STOPS.match(match[2]) is not None
    if join is not None:
        purpose = rest[join.end() :]
        bare = _BARE.match(purpose) is not None and (stops or _STOPS.match(purpose) is not None)
        opts_out = bare or _OPTS_OUT.match(purpose) is not None
    else:
        opts_out = _meant_before(folded.plain[: match.start()][-_REACH:], stops=stops)
    return Invitation(match[2], start, end, opts_out)


def _without_list(rest: str) -> str:
    """What follows the last of "STOP, END or QUIT at any time"."""
    at = 0
    while further := _FURTHER.match(rest, at):
        at = further.end()
    while after := _AFTER.match(rest, at):
        at = after.end()
    return rest[at:]


def _shouts_on(folded: Folded, at: int) -> bool:
    """ "REPLY END USERS": the word is no keyword where the next one is in capitals as well."""
    following = _NEXT_WORD.match(folded.plain, at)
    return following is not None and folded.source(*following.span(1)).isupper()


def _meant_before(before: str, *, stops: bool) -> bool:
    """Without a purpose behind it, the word means what was said before: "To opt out, reply END"."""
    sentence = _SENTENCE_END.split(before)[-1]
    if _BEFORE.search(sentence):
        return True
    return stops and _OTHER_BEFORE.search(sentence) is None
