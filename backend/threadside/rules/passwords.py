"""What a new password may not be (NIST SP 800-63B, 3.1.1.2): short, one that is guessed early, or
made of what everybody knows of its owner. No mixture of kinds of letters is asked for: it makes
passwords that people forget, not ones that are hard to guess."""

from collections.abc import Sequence
from typing import Final, Literal

SHORTEST: Final = 10
LONGEST: Final = 256
LEAST_OF_ITS_OWN: Final = 6
"""So many characters have to be left once names and addresses are taken out."""
EASY: Final = 1_000_000
"""A password that is among so many first guesses falls within hours even where tries are counted
(zxcvbn's score 2 begins here)."""
_LOOKED_AT: Final = 72
"""Looking takes longer the longer a password is; what is long enough is hard enough."""
_TELLING: Final = 4

Wrong = Literal["weak_password", "common_password", "personal_password"]


def wrong_with(password: str, about: Sequence[str] = ()) -> Wrong | None:
    """Why a new password can't be taken; None when it can. `about` are the names and addresses of
    whose it is."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "weak_password"
    own = _without(password, about)
    if own != _plain(password) and len(own) < LEAST_OF_ITS_OWN:
        return "personal_password"
    return "common_password" if _easy(password) else None


def _without(password: str, about: Sequence[str]) -> str:
    found = _plain(password)
    for known in sorted((_plain(each) for each in _parts(about)), key=len, reverse=True):
        if len(known) >= _TELLING:
            found = found.replace(known, "")
    return found


def _parts(about: Sequence[str]) -> list[str]:
    """Names and addresses whole, and the words that they are made of."""
    found = list(about)
    for each in about:
        found += each.replace("@", " ").replace(".", " ").split()
    return found


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _easy(password: str) -> bool:
    # The lists of words are large: only whoever chooses a password needs them.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    return bool(zxcvbn(password[:_LOOKED_AT])["guesses"] < EASY)
