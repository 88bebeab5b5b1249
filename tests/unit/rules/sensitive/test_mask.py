"""What an inbound text may be shown and stored as."""

import pytest
from hypothesis import given

from tests.unit.rules.sensitive.test_find import any_text
from threadside.rules.sensitive import find, mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("card 4111 1111 1111 1111 ok", "card •••• 1111 ok"),
        ("４１１１ １１１１ １１１１ １１１１", "•••• 1111"),
        ("my ssn is 123-45-6789.", "my ssn is •••-••-6789."),
        ("SSN 123456789", "SSN •••-••-6789"),
        ("SSN 219 099 999", "SSN •••-••-9999"),
        ("ITIN 912-70-1234", "ITIN •••-••-1234"),
        ("the code is 123456!", "the code is ••••!"),
        ("😀 the code is 123456 😀", "😀 the code is •••• 😀"),
        ("the CVV is 123", "the CVV is ••••"),
        ("gate code 4821#, see you", "gate code 4821#, see you"),
        ("see you at 5", "see you at 5"),
        ("", ""),
    ],
)
def test_cards_numbers_and_codes_are_covered(text: str, shown: str) -> None:
    """X-4: masked before it is stored, shown, searched or written back."""
    assert mask(text) == shown


@given(any_text)
def test_nothing_else_is_touched(text: str) -> None:
    covered = [finding for finding in find(text) if finding.type in {"card", "ssn", "itin", "otp"}]
    masked = mask(text)
    assert (masked == text) == (not covered)
    if covered:
        assert masked.startswith(text[: covered[0].start])
        assert masked.endswith(text[covered[-1].end :])
