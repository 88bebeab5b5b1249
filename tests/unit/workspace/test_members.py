"""Names and addresses as they are kept: of any script, and nothing that hides in them."""

import pytest

from threadside.errors import Invalid
from threadside.workspace.members import canonical_email, plain_name


@pytest.mark.parametrize(
    "name",
    ["Zoë Núñez", "李小龍", "محمد بن سلمان", "נועה כהן", "Ирина Петрова", "ক্ষমা", "O’Brien", "👩‍🚀",
     "می\u200cخواهم", "ශ්\u200dරී"],
)  # fmt: skip
def test_a_name_of_any_script_stays_as_it_is(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Lee \t\n Park ", "Lee Park"),
        ("Lee\u3000Park", "Lee Park"),
        ("Lee\0Park", "Lee Park"),
        ("Lee \u202egnoD", "Lee gnoD"),
        ("\ufeffLee\u200b \u2066Park\u2069", "Lee Park"),
        ("Lee\udc80", "Lee"),
        ("Lee\u2028Park", "Lee Park"),
    ],
)
def test_what_turns_or_hides_letters_is_left_out(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u200d", "\u202e\u202c", "\u0301", "\0"])
def test_a_name_can_be_seen(name: str) -> None:
    with pytest.raises(Invalid, match="empty_name"):
        plain_name(name)


def test_addresses_are_compared_trimmed_and_in_lower_case() -> None:
    assert canonical_email(" Kim.Öz@Example.COM ") == "kim.öz@example.com"


@pytest.mark.parametrize(
    "address",
    ["", "kim", "@example.com", "kim@", "kim@example", "kim @example.com", "k\0im@example.com",
     "kim\u202e@example.com", "kim@exam\u200bple.com", "k" * 250 + "@x.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="bad_email"):
        canonical_email(address)
