"""Letters as they were meant: one spelling for all ways to write the same word.

Compatibility forms (full-width, mathematical, circled letters) are decomposed, invisible characters
and accents dropped (Unicode UAX #15, NFKD; general categories Cf and Mn), case folded, letters of
other scripts that look Latin read as Latin inside words that are Latin otherwise or a keyword then
(Unicode UTS #39 tells of them), digits for letters (st0p) likewise, and letters set apart (S.T.O.P)
put together.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

HEAD: Final = 3_000
"""Characters of a text's beginning that are read; a text of ten segments has 1,530 at most."""
TAIL: Final = 1_000
"""Characters of a longer text's end: who writes much may still end with STOP."""

_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me"})
_REGIONAL: Final = {0x1F1E6 + place: chr(97 + place) for place in range(26)}
_SQUARED: Final = {
    start + place: chr(97 + place) for start in (0x1F150, 0x1F170) for place in range(26)
}
_SMALL_CAPITALS: Final = dict(
    zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"), "abcdefghijklmnoprstuvwyz", strict=True)
)
_DRAWN: Final = {**_REGIONAL, **_SQUARED, **_SMALL_CAPITALS}
_LAUGHTER: Final = dict.fromkeys(map(ord, "😂🤣😆😹😁😄😅😜😝😍🥰🤩"), " haha ")
_LOOKALIKES: Final = {
    ord(other): latin
    for latin, others in {
        "a": "аα", "b": "в", "c": "сϲ", "d": "ԁ", "e": "еε", "g": "ց", "h": "һн", "i": "іι",
        "j": "ј", "k": "кκ", "m": "м", "n": "п", "o": "оοօ", "p": "рρ", "q": "ԛ", "s": "ѕσտ",
        "t": "тτ", "u": "υս", "v": "ν", "w": "ԝ", "x": "хχ", "y": "у",
    }.items()
    for other in others
}  # fmt: skip
_DIGITS: Final = (str.maketrans("01357$@+*", "oiestsato"), str.maketrans("01457$@+", "olastsat"))
_APOSTROPHES: Final = dict.fromkeys(map(ord, "’‘ʼ`´＇ʹ′"), "'")
"""Put right first: some decompose into a space and a mark."""

_APART: Final = re.compile(r"(?<![^\W_])[^\W_](?:(?:[^\w']|_){1,3}[^\W_]){2,}(?![^\W_])")
_CHUNK: Final = re.compile(r"(?<!\S)(?=\S{3,14}(?!\S))\S*[0-9$@+*]\S*")
_NOT_ASCII: Final = re.compile(r"[^\W_]*[^\x00-\x7f\W_][^\W_]*")
_SHORTENED: Final = re.compile(r"(?<=[a-z]n)[;\"](?=t\b)|(?<=n)' (?=t\b)")
"""The key beside the apostrophe: "don;t"."""
_CURSE: Final = re.compile(r"(?<!\w)[fsbda]\w?\w?[*#@]{2,}\w*")


def visible(text: str) -> str:
    """Beginning and end of `text` in plain compatibility letters, nothing invisible among them."""
    text = _ends(text)
    if text.isascii():
        return text.replace("`", "'")
    # One character may decompose into eighteen.
    drawn = _ends(unicodedata.normalize("NFKD", text.translate(_DRAWN | _APOSTROPHES)))
    return "".join(char for char in drawn if unicodedata.category(char) not in _INVISIBLE)


def _ends(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"


def folded(text: str, keywords: Mapping[str, object]) -> str:
    """`visible` text in lower case, in which disguised `keywords` are written out."""
    letters = text.translate(_LAUGHTER).casefold()
    if not letters.isascii():
        letters = _NOT_ASCII.sub(lambda word: _latin(word[0], keywords), letters)
    letters = _SHORTENED.sub("'", letters)
    letters = _CURSE.sub(" fucking ", letters)
    letters = _APART.sub(_together, letters)
    return _CHUNK.sub(lambda chunk: _spelt(chunk[0], keywords), letters)


def _together(run: re.Match[str]) -> str:
    return "".join(char for char in run[0] if char.isalnum())


def _latin(word: str, keywords: Mapping[str, object]) -> str:
    plain = word.translate(_LOOKALIKES)
    mixed = any(char < "\x80" for char in word)
    return plain if plain.isascii() and (mixed or plain in keywords) else word


def _spelt(chunk: str, keywords: Mapping[str, object]) -> str:
    for digits in _DIGITS:
        plain = chunk.strip("!?.,;:\"'()*-").translate(digits)
        if plain in keywords:
            return plain
    return chunk
