"""What stands in phone fields, read as one number, or refused with the reason."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.phones import Phone, PhoneProblem, parse_phone

DENVER = "+17205550142"


def number(raw: str, region: str = "US") -> Phone:
    found = parse_phone(raw, region)
    assert isinstance(found, Phone), found
    return found


def problem(raw: str, region: str = "US") -> str:
    found = parse_phone(raw, region)
    assert isinstance(found, PhoneProblem), found
    assert found.raw == raw
    return found.code


@pytest.mark.parametrize(
    "raw",
    [
        "7205550142", "720-555-0142", "(720) 555-0142", "(720)555-0142", "720.555.0142",
        "1.720.555.0142", "1-720-555-0142", "+1 720 555 0142", "+1-720-555-0142", "17205550142",
        "0017205550142", "00 1 720 555 0142", "+1 (0) 720 555 0142", "  720 555 0142  ",
        "720/555/0142", "720 – 555 – 0142", "720\u2011555\u20110142", "720\u00a0555\u00a00142",
        "\u202a+1 720 555 0142\u202c", "\u200e7205550142", "\ufeff720-555-0142",
        "７２０－５５５－０１４２", "＋１７２０５５５０１４２", "٧٢٠٥٥٥٠١٤٢", "7205550142;",
        "tel:7205550142", "tel:+1-720-555-0142", "tel://7205550142", "TEL:7205550142",
        "tel:tel:+1-720-555-0142", "tel:%2B1%20720%20555%200142", "%2B17205550142",
        "sms:+17205550142", "sms:+17205550142?body=call%20911", "callto:7205550142",
        "Cell: 720-555-0142", "Mobile 720-555-0142", "m 720 555 0142", "720-555-0142 (cell)",
        "720-555-0142 mobile", "+1-720-555-0142-home", "Tel. 720 555 0142",
        "720-555-0142 / (720) 555-0142", "7205550142 or +17205550142", " " * 300 + "7205550142",
        "phone number: 720-555-0142", "'7205550142", '"720-555-0142"', "720-555-0142?",
        "(+1) 720 555 0142", "( +1 )7205550142", "(+1 720) 555-0142", "<720-555-0142>",
    ],
)  # fmt: skip
def test_one_number_in_many_writings(raw: str) -> None:
    found = number(raw)
    assert (found.e164, found.display) == (DENVER, "+1 720 555 0142")
    assert (found.extension, found.textable, found.doubtful, found.note) == (
        None,
        True,
        False,
        None,
    )


@pytest.mark.parametrize(
    ("raw", "extension"),
    [
        ("720-555-0142 x1013", "1013"), ("720-555-0142x12", "12"), ("720-555-0142 X 12", "12"),
        ("720-555-0142 ext. 12", "12"), ("720-555-0142 ext 12", "12"),
        ("720-555-0142 extension 12", "12"), ("720-555-0142 (ext 12)", "12"),
        ("tel:+17205550142;ext=12", "12"), ("+1 720 555 0142,,12", "12"),
        ("+1 720 555 0142,12", "12"), ("720-555-0142 #12", "12"), ("720-555-0142, x0012", "0012"),
        ("720-555-0142 int. 12", "12"), ("720-555-0142 poste 12", "12"),
        ("720-555-0142 anexo 12", "12"), ("720-555-0142 EXT1013", "1013"),
        ("720-555-0142ext12", "12"), ("720-555-0142 Extn.12", "12"), ("720-555-0142 ext-12", "12"),
    ],
)  # fmt: skip
def test_an_extension_is_kept_apart(raw: str, extension: str) -> None:
    found = number(raw)
    assert (found.e164, found.extension, found.note) == (DENVER, extension, "extension")


def test_a_number_in_letters_can_have_an_extension() -> None:
    found = number("1-800-FLOWERS ext. 5")
    assert (found.e164, found.extension) == ("+18003569377", "5")


@pytest.mark.parametrize(
    ("raw", "region", "e164"),
    [
        ("+49(0)15123456789", "US", "+4915123456789"),
        # A spreadsheet took the number for a figure. In plans without a fixed length the zero
        # would make it somebody else's.
        ("7205550142.0", "US", "+17205550142"),
        ("6641234567.0", "AT", "+436641234567"),
        ("436641234567.00", "AT", "+436641234567"),
        ("+4915123456789.0", "US", "+4915123456789"),
        ("(+49) 151 23456789", "US", "+4915123456789"),
        ("(+44) (0)20 7946 0958", "US", "+442079460958"),
        ("tel:+49(0)15123456789", "US", "+4915123456789"),
        ("0151/23456789", "DE", "+4915123456789"),
        ("030/1234567", "DE", "+49301234567"),
        ("040/1234567-89", "DE", "+4940123456789"),
        ("0049 151 23456789", "US", "+4915123456789"),
        ("011 44 20 7946 0958", "US", "+442079460958"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("347 234 5678", "IT", "+393472345678"),
        ("347 234 5678", "US", "+13472345678"),
        ("+39 (0)6 69812345", "US", "+390669812345"),  # the zero belongs to Italian numbers
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("211234", "FO", "+298211234"),
        ("+17205550142", "", "+17205550142"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("1-800-GO-FEDEX", "US", "+18004633339"),
        ("tel:1-800-CONTACT", "US", "+18002668228"),
        ("1-800-GOT-JUNK?", "US", "+18004685865"),
    ],
)
def test_numbers_of_other_places_and_in_letters(raw: str, region: str, e164: str) -> None:
    assert number(raw, region).e164 == e164


@pytest.mark.parametrize(
    ("raw", "region", "code"),
    [
        ("", "US", "empty"), ("   ", "US", "empty"), ("\u00a0\n", "US", "empty"),
        ("n/a", "US", "not_a_number"), ("None", "US", "not_a_number"), ("-", "US", "not_a_number"),
        ("+", "US", "not_a_number"), ("call me", "US", "not_a_number"),
        ("call 720-555-0142", "US", "not_a_number"), ("Anna 720-555-0142", "US", "not_a_number"),
        ("72O-555-0142", "US", "not_a_number"),  # a letter O is no zero
        ("720-555-O142", "US", "not_a_number"), ("7205550142@vtext.com", "US", "not_a_number"),
        ("*67 720 555 0142", "US", "not_a_number"), ("++17205550142", "US", "not_a_number"),
        ("\ud83d", "US", "not_a_number"), ("a" * 300, "US", "not_a_number"),
        ("555-0142", "US", "too_short"), ("+1 720 555", "US", "too_short"),
        ("12", "US", "too_short"),
        ("+1", "US", "too_short"), ("720555014", "US", "too_short"),
        ("8 (912) 345-67-89", "US", "too_long"), ("720-555-01423", "US", "too_long"),
        ("1-800-CALL-HOME", "US", "too_long"), ("1" * 300, "US", "too_long"),
        ("+62 10000000000000", "US", "too_long"), ("+49 1234", "DE", "too_short"),
        ("311", "US", "short_code"), ("12345", "US", "short_code"), ("123456", "US", "short_code"),
        ("tel:78787", "US", "short_code"), ("787-87", "US", "short_code"),
        ("911", "US", "emergency"), ("9-1-1", "US", "emergency"), ("tel:911", "US", "emergency"),
        ("112", "US", "emergency"), ("999", "GB", "emergency"), ("911", "DE", "emergency"),
        ("+1 123 456 7890", "US", "invalid"), ("720-155-0142", "US", "invalid"),
        ("+49 0000000", "US", "invalid"), ("0001AAX0", "DE", "not_a_number"),
        ("+999 1234567", "US", "invalid"), ("720-555-0142", "", "invalid"),
        ("720-555-0142", "XX", "invalid"),
        ("720-555-0142 / 720-555-0199", "US", "ambiguous"),
        ("720-555-0142 or 720-555-0199", "US", "ambiguous"),
        ("720-555-0142 OR 720-555-0199", "US", "ambiguous"),
        ("720-555-0142, 720-555-0199", "US", "ambiguous"),
        ("720-555-0142; 720-555-0199", "US", "ambiguous"),
        ("720-555-0142 720-555-0199", "US", "ambiguous"),
        ("720 555 0142 720 555 0199", "US", "ambiguous"),
        ("720-555-0142\n720-555-0199", "US", "ambiguous"),
        ("+17205550142+17205550199", "US", "ambiguous"),
        ("720-555-0142/0143", "US", "ambiguous"),
        ("720-555-0142 (m) / 720-555-0199 (w)", "US", "ambiguous"),
        ("mobile 720-555-0142, office 720-555-0199", "US", "ambiguous"),
        ("(+1) 720 555 0142 (+1) 720 555 0199", "US", "ambiguous"),
        ("6.641234567E+9", "AT", "not_a_number"), ("1.72056E+10", "US", "not_a_number"),
        ("(+1 720 555 0142", "US", "not_a_number"), ("(+) 720 555 0142", "US", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(raw: str, region: str, code: str) -> None:
    assert problem(raw, region) == code


@pytest.mark.parametrize(
    ("raw", "kind", "region", "textable", "note"),
    [
        ("+17205550142", "unknown", "US", True, None),
        ("+4915123456789", "mobile", "DE", True, None),
        ("+442079460958", "landline", "GB", False, "landline"),
        ("+18005550123", "tollfree", "US", True, "tollfree"),
        ("+19005550123", "premium", "US", False, "premium"),
        ("+15005550001", "personal", "US", True, None),
        ("+80012345678", "tollfree", "001", True, "tollfree"),
        ("+14165550142", "unknown", "CA", True, None),
        ("+442079460958 x12", "landline", "GB", False, "landline"),
    ],
)
def test_what_kind_of_number_it_is(
    raw: str,
    kind: str,
    region: str,
    textable: bool,
    note: str | None,
) -> None:
    found = number(raw)
    assert (found.kind, found.region, found.textable, found.note) == (kind, region, textable, note)


def test_a_number_outside_the_known_ranges_is_taken_with_a_doubt() -> None:
    drama = number("+447700900123")  # Ofcom keeps this range for film and television
    assert (drama.e164, drama.textable, drama.doubtful) == ("+447700900123", True, True)
    assert (drama.region, drama.note) == ("GB", "doubtful")


fields = st.one_of(
    st.text(st.characters()),
    st.text(st.sampled_from("0123456789+()-./ ,;x#extorTel:%2B\u00a0\u202a０٧"), max_size=60),
    st.from_regex(r"(tel:|sms:)?\+?[\d ().-]{0,20}( ?(x|ext\.?|,,) ?\d{1,5})?", fullmatch=True),
)
regions = st.sampled_from(["US", "DE", "IT", "GB", "FR", "RU", "FO", "", "XX", "001"])


@given(fields, regions)
def test_any_text_has_an_answer(raw: str, region: str) -> None:
    found = parse_phone(raw, region)
    if isinstance(found, PhoneProblem):
        assert found.raw == raw
        return
    assert re.fullmatch(r"\+[1-9]\d{6,14}", found.e164)
    assert re.fullmatch(r"\+\d+( \d+)*", found.display)
    assert found.display.replace(" ", "") == found.e164
    assert found.extension is None or found.extension.isdigit()


@given(fields, regions)
def test_a_number_read_once_reads_the_same_again(raw: str, region: str) -> None:
    found = parse_phone(raw, region)
    if isinstance(found, Phone):
        again = number(found.e164, region)
        assert again.e164 == found.e164
        assert number(found.display, region) == again
        assert (again.kind, again.textable) == (found.kind, found.textable)


# Tristan da Cunha ("TA") has no mobile numbers to show.
FORMS = [
    phonenumbers.PhoneNumberFormat.E164,
    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
    phonenumbers.PhoneNumberFormat.NATIONAL,
    phonenumbers.PhoneNumberFormat.RFC3966,
]


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS - {"TA"}))
def test_a_mobile_number_of_any_country_is_textable_in_every_format(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None
    for form in FORMS:
        found = number(phonenumbers.format_number(example, form), region)
        assert found.e164 == phonenumbers.format_number(example, FORMS[0])
        assert found.textable


@given(
    st.integers(0, 99), st.integers(0, 99), st.sampled_from([" / ", " or ", ", ", "; ", "\n", " "])
)
def test_two_different_numbers_in_one_field_are_never_guessed(one: int, two: int, gap: str) -> None:
    raw = f"720-555-01{one:02}{gap}(303) 555-01{two:02}"
    assert problem(raw) == "ambiguous"
