"""Every number Vonage has for a failure: a reason with a class, words, and something to do.

Compliance: D-2.
"""

from collections.abc import Mapping
from typing import get_args

import pytest

from threadside.carriers import vonage_errors as errors
from threadside.rules.failures import (
    REASONS,
    STOPS_THE_LINE,
    ErrorClass,
    NextStep,
    error_class,
    next_steps,
    of_several_parts,
)
from threadside.sending.port import NotAccepted, not_accepted
from threadside.simulator.status_codes import STATUS_CODES
from threadside.words import table

TABLES: dict[str, Mapping[object, str]] = {
    "refused": dict(errors.REFUSED),
    "refused 422": dict(errors.REFUSED_422),
    "status": dict(errors.STATUS_ERRORS),
    "SMS send": dict(errors.SMS_SEND_ERRORS),
    "SMS receipt": dict(errors.SMS_RECEIPT_ERRORS),
}
ENTRIES = [
    pytest.param(reason, id=f"{name} {code}")
    for name, entries in TABLES.items()
    for code, reason in entries.items()
]


@pytest.mark.parametrize("reason", ENTRIES)
def test_every_entry_has_a_class_words_and_a_next_step(reason: str) -> None:
    assert error_class(reason) in get_args(ErrorClass)
    assert reason in REASONS
    assert table()[f"failure.{reason}.title"]
    assert table()[f"failure.{reason}.detail"]
    assert next_steps(reason)
    assert set(next_steps(reason)) <= set(get_args(NextStep))


@pytest.mark.parametrize("reason", REASONS)
def test_nothing_to_do_stands_alone(reason: str) -> None:
    steps = next_steps(reason)
    assert len(set(steps)) == len(steps)
    assert "nothing" not in steps or steps == ("nothing",)


def test_the_status_table_has_every_published_code() -> None:
    assert len(errors.STATUS_ERRORS) == 63
    assert {int(code) for code in errors.STATUS_ERRORS} == set(STATUS_CODES)


@pytest.mark.parametrize(
    ("number", "refused", "status"),
    [("1060", "invalid", "account"), ("1100", "invalid", "network"),
     ("1140", "invalid", "account")],
)  # fmt: skip
def test_the_same_number_means_another_thing_in_another_place(
    number: str, refused: str, status: str
) -> None:
    assert errors.of_refusal(422, number) == refused
    assert errors.of_status(number) == status


def test_nine_is_no_credit_on_the_way_out_and_an_opt_out_on_the_way_back() -> None:
    assert error_class(errors.SMS_SEND_ERRORS["9"]) == "account"
    assert error_class(errors.of_sms_receipt("9")) == "opted_out"


@pytest.mark.parametrize("code", ["1240", 1240, "1483"])
def test_an_opt_out_is_known_as_a_string_and_as_a_number(code: object) -> None:
    assert errors.of_status(code) == "opted_out"
    assert {errors.of_sms_receipt(9), errors.of_sms_receipt("53")} == {"opted_out"}


@pytest.mark.parametrize("code", ["", "1999", None, {}, "Throttled", "-1"])
def test_a_code_nobody_has_published_is_unknown(code: object) -> None:
    assert errors.of_status(code) == errors.of_sms_receipt(code) == "unknown"


@pytest.mark.parametrize(
    ("status", "fragment", "outcome"),
    [
        (400, "", NotAccepted("fail", "invalid")),
        (401, "unathorized", NotAccepted("pause", "account")),
        (402, "low-balance", NotAccepted("pause", "no_credit")),
        (403, "forbidden", NotAccepted("pause", "account")),
        (404, "not-found", NotAccepted("pause", "account")),
        (418, "", NotAccepted("fail", "invalid")),
        (422, "1120", NotAccepted("pause", "sender")),
        (422, "110", NotAccepted("fail", "bad_number")),
        (422, "1150", NotAccepted("fail", "invalid")),
        (422, "", NotAccepted("fail", "invalid")),
        (429, "1000", NotAccepted("throttle", "throttled")),
    ],
)
def test_what_the_machine_does_with_a_refusal(
    status: int, fragment: str, outcome: NotAccepted
) -> None:
    assert not_accepted(errors.of_refusal(status, fragment)) == outcome


@pytest.mark.parametrize("reason", REASONS)
def test_the_machine_tries_again_only_what_passes_with_time(reason: str) -> None:
    action = not_accepted(reason).action
    kind = error_class(reason)
    assert (action in {"retry", "throttle"}) == (kind in {"retry", "retry_long", "throttle"})
    assert (action == "pause") == (kind == "account")


def test_only_account_reasons_stop_a_line() -> None:
    assert {error_class(reason) for reason in STOPS_THE_LINE} == {"account"}


@pytest.mark.parametrize(
    ("reason", "told"),
    [("unknown", "partly"), ("network", "partly"), ("carrier_expired", "partly"),
     ("made_up", "partly"), ("opted_out", "opted_out"), ("content", "content"),
     ("bad_number", "bad_number"), ("sender", "sender")],
)  # fmt: skip
def test_of_a_long_text_that_was_rejected_some_may_have_arrived(reason: str, told: str) -> None:
    assert of_several_parts(reason, 3) == told
    assert of_several_parts(reason, 1) == reason


def test_the_words_about_a_part_say_so() -> None:
    assert "may have arrived" in table()["failure.partly.title"]
