"""What Vonage's numbers mean, in our reasons (`rules/failures.py`, which gives each its class).

Four tables that must not be mixed: the same number is another thing in another place. `#1120` of
a refused request is an invalid sender and so is status 1120; `#1150` is "invalid params" where
status 1150 is "invalid message class"; 9 is "no credit" when sending through the SMS API and
"opted out" on its receipts.

Sources: https://developer.vonage.com/en/api/messages (OpenAPI 1.11: problems and `x-errors`) and
https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms (SMS API).
"""

from collections.abc import Mapping
from typing import Final

# --- A refused `POST /v1/messages`: surely not accepted. 5xx are not here: they leave doubt.
REFUSED: Final[Mapping[int, str]] = {
    400: "invalid",
    401: "account",
    402: "no_credit",
    403: "account",
    404: "account",  # a wrong host or path: nothing would pass
    429: "throttled",
}
# ... and for a 422 the fragment of the problem's `type`.
REFUSED_422: Final[Mapping[str, str]] = {
    "110": "bad_number",  # as Vonage writes it, with one digit fewer than its neighbours
    "1060": "invalid",
    "1100": "invalid",
    "1110": "invalid",
    "1120": "sender",
    "1140": "invalid",
    "1150": "invalid",
    "invalid-json": "invalid",
}

# --- `error.title` of a status webhook, and `error_code` of a MESSAGES record.
STATUS_ERRORS: Final[Mapping[str, str]] = {
    "1000": "throttled",
    "1010": "invalid",
    "1020": "invalid",
    "1021": "invalid",
    "1022": "invalid",
    "1030": "network",
    "1040": "bad_number",
    "1050": "barred_number",
    "1060": "account",
    "1070": "no_credit",
    "1080": "account",
    "1090": "too_long",
    "1100": "network",
    "1120": "sender",
    "1130": "invalid",
    "1140": "account",
    "1150": "invalid",
    "1160": "trial",
    "1170": "bad_number",
    "1180": "unreachable",
    "1190": "bad_number",
    "1200": "bad_number",
    "1210": "content",
    "1220": "unreachable",
    "1230": "network",
    "1240": "opted_out",
    "1241": "throttled",
    "1250": "bad_number",
    "1251": "route",
    "1260": "bad_number",
    "1270": "age_restricted",
    "1280": "barred_number",
    "1282": "content",
    "1290": "prepaid",
    "1300": "unsuitable_phone",
    "1310": "unsuitable_phone",
    "1320": "duplicate",
    "1330": "unknown",
    "1331": "network",
    "1340": "invalid",
    "1350": "account",
    "1360": "carrier_expired",
    "1370": "account",
    "1380": "media",
    "1381": "media",
    "1382": "media",
    "1400": "invalid",
    "1410": "invalid",
    "1420": "sender",
    "1430": "bad_number",
    "1440": "invalid",
    "1450": "invalid",
    "1451": "invalid",
    "1460": "daily_limit",
    "1461": "daily_limit",
    "1470": "fraud_protection",
    "1472": "throttled",
    "1473": "fraud_protection",
    "1480": "registration",
    "1481": "registration",
    "1482": "registration",
    "1483": "opted_out",
    "1484": "registration",
}

# --- `status` of a part in the SMS API's answer to a send; 0 is success.
SMS_SEND_ERRORS: Final[Mapping[str, str]] = {
    "1": "throttled",
    "2": "invalid",
    "3": "invalid",
    "4": "account",
    "5": "no_answer",  # an internal error: it may have been accepted
    "6": "bad_number",
    "7": "barred_number",
    "8": "account",
    "9": "no_credit",
    "10": "throttled",
    "11": "account",
    "12": "too_long",
    "14": "account",
    "15": "sender",
    "22": "invalid",
    "23": "invalid",
    "29": "trial",
    "32": "invalid",
    "33": "bad_number",
}

# --- `err-code` of an SMS API delivery receipt; 0 is success.
SMS_RECEIPT_ERRORS: Final[Mapping[str, str]] = {
    "1": "unknown",
    "2": "unreachable",
    "3": "bad_number",
    "4": "barred_number",
    "5": "bad_number",
    "6": "content",
    "7": "unreachable",
    "8": "network",
    "9": "opted_out",
    "10": "invalid",
    "11": "bad_number",
    "12": "bad_number",
    "13": "age_restricted",
    "14": "barred_number",
    "15": "prepaid",
    "16": "throttled",
    "50": "registration",
    "51": "registration",
    "52": "registration",
    "53": "opted_out",
    "54": "registration",
    "99": "network",
}


def of_refusal(http_status: int, fragment: str) -> str:
    """The reason of a 4xx answer to a send; `fragment` is what follows `#` in its `type`."""
    if http_status == 422:
        return REFUSED_422.get(fragment, "invalid")
    return REFUSED.get(http_status, "invalid")


def of_status(title: object) -> str:
    """The reason of a failed status webhook; `error.title` comes as a string or a number."""
    return STATUS_ERRORS.get(str(title), "unknown")


def of_sms_send(status: str) -> str:
    """The reason of a part that the SMS API did not take; not all its numbers are documented."""
    return SMS_SEND_ERRORS.get(status, "unknown")


def of_sms_receipt(err_code: object) -> str:
    """The reason of a failed SMS API receipt. `expired` may come with code 0: look there first."""
    return SMS_RECEIPT_ERRORS.get(str(err_code), "unknown")
