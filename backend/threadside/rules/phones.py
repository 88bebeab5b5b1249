"""What a person typed into a phone field, as an E.164 number that can be texted, or why not.

Parsed once, where a number enters; stored numbers are not judged again on the way out, since
number plans change. Acceptance follows the plan's possible lengths and only warns when the number
is not in use by the library's data (`doubtful`): that data lags behind the plans.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType
from phonenumbers import ValidationResult as Length

from threadside.rules.phone_text import (
    LONGEST_FIELD,
    MOST_DIGITS,
    Written,
    count_digits,
    cuts,
    plain_text,
    split_numbers,
)

PhoneKind = Literal[
    "mobile", "landline", "voip", "tollfree", "premium", "shared_cost", "personal", "pager",
    "uan", "voicemail", "unknown",
]  # fmt: skip
ProblemCode = Literal[
    "empty", "not_a_number", "too_short", "too_long", "short_code", "emergency", "ambiguous",
    "invalid",
]  # fmt: skip
PhoneNote = Literal[
    "landline", "premium", "pager", "uan", "voicemail", "shared_cost", "doubtful", "extension",
    "tollfree",
]  # fmt: skip

_KINDS: Final[dict[int, PhoneKind]] = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "tollfree",
    PhoneNumberType.PREMIUM_RATE: "premium",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
}
_NOT_TEXTABLE: Final[dict[PhoneKind, PhoneNote]] = {
    "landline": "landline",
    "premium": "premium",
    "shared_cost": "shared_cost",
    "pager": "pager",
    "uan": "uan",
    "voicemail": "voicemail",
}
# 911 and 112 reach emergency services from any mobile (3GPP TS 22.101, section 10).
_EMERGENCY_ANYWHERE: Final = frozenset({"911", "112"})
# With the plus: at most 15 digits (ITU-T E.164, section 6.2), at least the 7 that carriers take.
_LONGEST_E164: Final = 16
_SHORTEST_E164: Final = 8
# Area code and exchange never begin with 0 or 1 (NANPA, Central Office Code Guidelines).
_NORTH_AMERICAN: Final = re.compile(r"[2-9]\d{2}[2-9]\d{6}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that exists by its plan.

    `display` is the spaced international form ("+1 720 555 0142"); `region` an ISO 3166 code,
    or "001" for a number of no country; `kind` is `unknown` where the plan does not tell mobile
    from landline, as in North America. `note` is the foremost thing to know about it.
    """

    e164: str
    display: str
    extension: str | None
    kind: PhoneKind
    region: str
    textable: bool
    doubtful: bool
    note: PhoneNote | None


@dataclass(frozen=True, slots=True)
class PhoneProblem:
    """Why a field holds no number that can be used; `raw` is what stood there."""

    code: ProblemCode
    raw: str


@lru_cache(maxsize=8192)
def is_region(code: str) -> bool:
    """Whether plain numbers can be read as those of `code` (ISO 3166-1 alpha-2, upper case)."""
    return code in phonenumbers.SUPPORTED_REGIONS


def parse_phone(raw: str, region: str) -> Phone | PhoneProblem:
    """Read one number as written in `region` (ISO 3166, upper case); never raises.

    Takes what CRMs hold: `tel:` links, full-width digits, direction marks, `00` and `(0)`
    prefixes, vanity letters, labels, extensions. Two different numbers in one field are
    `ambiguous`: a text to the wrong one is worse than none.
    """
    if not raw.strip():
        return PhoneProblem("empty", raw)
    if len(raw.strip()) > LONGEST_FIELD:
        return PhoneProblem("too_long" if count_digits(raw) > MOST_DIGITS else "not_a_number", raw)
    numbers = [_read(written, region) for written in split_numbers(plain_text(raw))]
    if not numbers:
        return PhoneProblem("not_a_number", raw)
    first = numbers[0]
    if len(numbers) > 1 and (isinstance(first, str) or not _all_same(first, numbers)):
        return PhoneProblem("ambiguous", raw)
    return PhoneProblem(first, raw) if isinstance(first, str) else first


def national_digits(e164: str) -> str:
    """The digits of a number without its country's code: "7205550142" of "+17205550142"; with it
    where the number can't be read."""
    parsed = _attempt(e164, "ZZ")
    if isinstance(parsed, str):
        return re.sub(r"\D", "", e164)
    return phonenumbers.national_significant_number(parsed)


def calling_code(region: str) -> str:
    """The country's code of a region: "1" of "US"; empty where none is known (ITU-T E.164)."""
    return str(phonenumbers.country_code_for_region(region) or "")


def _all_same(first: Phone, numbers: list[Phone | ProblemCode]) -> bool:
    return all(isinstance(found, Phone) and found.e164 == first.e164 for found in numbers)


def _read(written: Written, region: str) -> Phone | ProblemCode:
    if written.fault:
        return written.fault
    if problem := _short(written.number, region):
        return problem
    found = _found(written.number, region)
    if found == "too_long" and "(0)" in written.number:
        found = _found(written.number.replace("(0)", " "), region)
    if found == "too_long" and any(
        isinstance(_found(left, region), PhoneNumber)
        and isinstance(_found(right, region), PhoneNumber)
        for left, right in cuts(written.number)
    ):
        return "ambiguous"
    return found if isinstance(found, str) else _phone(found, written.extension)


def _short(number: str, region: str) -> ProblemCode | None:
    digits = re.sub(r"\D", "", number)
    if len(digits) < 3:
        return "too_short"
    if number.startswith("+") or len(digits) > 6 or re.search("[a-z]", number, re.IGNORECASE):
        return None
    if digits in _EMERGENCY_ANYWHERE or phonenumbers.is_emergency_number(digits, region):
        return "emergency"
    # Small plans have subscriber numbers of four to six digits (Tokelau, Faroes, Greenland).
    if len(digits) >= 4:
        local = _parsed(digits, region)
        if not isinstance(local, str) and phonenumbers.is_valid_number(local):
            return None
    return "short_code"


def _found(number: str, region: str) -> PhoneNumber | ProblemCode:
    parsed = _parsed(number, region)
    if isinstance(parsed, str):
        return parsed
    return _impossible(parsed) or parsed


def _parsed(number: str, region: str) -> PhoneNumber | ProblemCode:
    # `00` is the international prefix of most of the world (ITU-T E.164, Annex), and people
    # write it where their own plan has another; it counts when the rest is a valid number.
    if re.match(r"00[\s().\-/]*[1-9]", number):
        abroad = _attempt(f"+{number[2:].lstrip()}", region)
        if not isinstance(abroad, str) and phonenumbers.is_valid_number(abroad):
            return abroad
    return _attempt(number, region)


def _attempt(number: str, region: str) -> PhoneNumber | ProblemCode:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException as problem:
        if problem.error_type == NumberParseException.TOO_LONG:
            return "too_long"
        if problem.error_type in (
            NumberParseException.TOO_SHORT_NSN,
            NumberParseException.TOO_SHORT_AFTER_IDD,
        ):
            return "too_short"
        if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return "invalid"
        return "not_a_number"
    # Extensions were taken off before; what still looks like one ("0001AAX0") is none.
    return "not_a_number" if parsed.extension else parsed


def _impossible(number: PhoneNumber) -> ProblemCode | None:
    length = phonenumbers.is_possible_number_with_reason(number)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if length == Length.TOO_LONG or len(e164) > _LONGEST_E164:
        return "too_long"
    if length in (Length.TOO_SHORT, Length.IS_POSSIBLE_LOCAL_ONLY) or len(e164) < _SHORTEST_E164:
        return "too_short"
    if length != Length.IS_POSSIBLE:
        return "invalid"
    national = phonenumbers.national_significant_number(number)
    if number.country_code == 1 and not _NORTH_AMERICAN.fullmatch(national):
        return "invalid"
    # "+49 0000000": its trunk zero goes at every reading, so E.164 would name another number.
    again = _attempt(e164, "")
    if isinstance(again, str) or phonenumbers.national_significant_number(again) != national:
        return "invalid"
    return None if number.national_number else "invalid"


def _phone(number: PhoneNumber, extension: str | None) -> Phone:
    kind = _KINDS.get(phonenumbers.number_type(number), "unknown")
    region = phonenumbers.region_code_for_number(number) or (
        phonenumbers.region_code_for_country_code(number.country_code or 0)
    )
    doubtful = not phonenumbers.is_valid_number(number)
    spaced = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        display=" ".join(re.findall(r"\+?\d+", spaced)),
        extension=extension,
        kind=kind,
        region=region,
        textable=kind not in _NOT_TEXTABLE,
        doubtful=doubtful,
        note=_note(kind, doubtful=doubtful, extension=extension),
    )


def _note(kind: PhoneKind, *, doubtful: bool, extension: str | None) -> PhoneNote | None:
    if kind in _NOT_TEXTABLE:
        return _NOT_TEXTABLE[kind]
    if doubtful:
        return "doubtful"
    if extension:
        return "extension"
    return "tollfree" if kind == "tollfree" else None
