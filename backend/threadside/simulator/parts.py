"""How many SMS a text is carried in, as the carrier counts them for `sms.count_total`.

Counted here apart from the product's own rules, so that one checks the other.
Source: 3GPP TS 23.038 section 6.2.1 (alphabet), TS 23.040 section 9.2.3.24.1 (concatenation).
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")


def count_parts(text: str) -> int:
    """Parts of 160/153 septets, or of 70/67 UTF-16 units when a character needs UCS-2."""
    if all(character in _BASIC or character in _EXTENSION for character in text):
        return _pack([2 if character in _EXTENSION else 1 for character in text], 160, 153)
    return _pack([2 if ord(character) > 0xFFFF else 1 for character in text], 70, 67)


def _pack(widths: list[int], alone: int, joined: int) -> int:
    """A character of two units is never cut in half: it moves to the next part whole."""
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return parts
