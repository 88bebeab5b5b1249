"""How many SMS a text is carried in, as the carrier counts them for `sms.count_total`.

Counted here apart from the product's own rules, so that one checks the other.
Source: 3GPP TS 23.038 section 6.2.1 (alphabet), TS 23.040 section 9.2.3.24.1 (concatenation).
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")


def is_basic(character: str) -> bool:
    """Whether the SMS alphabet, with its extension table, has this character."""
    return character in _BASIC or character in _EXTENSION


def count_parts(text: str, encoding: str = "auto") -> int:
    """How many parts `split_parts` makes; an empty text is one."""
    return max(1, len(split_parts(text, encoding)))


def split_parts(text: str, encoding: str = "auto") -> list[str]:
    """Parts of 160/153 septets, or of 70/67 UTF-16 units when a character needs UCS-2.

    `encoding` `text` or `unicode` decides that instead of the characters.
    """
    basic = encoding == "text" or (encoding == "auto" and all(map(is_basic, text)))
    if basic:
        return _pack(text, [2 if character in _EXTENSION else 1 for character in text], 160, 153)
    return _pack(text, [2 if ord(character) > 0xFFFF else 1 for character in text], 70, 67)


def _pack(text: str, widths: list[int], alone: int, joined: int) -> list[str]:
    """A character of two units is never cut in half: it moves to the next part whole."""
    if sum(widths) <= alone:
        return [text] if text else []
    parts, used, begin = [], 0, 0
    for at, width in enumerate(widths):
        if used + width > joined:
            parts.append(text[begin:at])
            begin, used = at, 0
        used += width
    return [*parts, text[begin:]]
