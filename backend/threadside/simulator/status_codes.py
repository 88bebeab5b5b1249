"""What a delivery error says: `error.title` of a status webhook and its sentence.

Source: Messages API OpenAPI 1.11.0, `x-errors`.
"""

STATUS_CODES: dict[int, str] = {
    1000: "Throttled - You have exceeded the submission capacity allowed on this account.",
    1010: "Missing params - Your request is incomplete and missing some mandatory parameters.",
    1020: "Invalid params - The value of one or more parameters is invalid.",
    1021: "Invalid tag - The tag value is invalid.",
    1022: "Invalid template - Invalid template or template parameters",
    1030: "Internal error - There was an error processing your request in the Platform.",
    1040: "Invalid message - The Platform was unable to process your request.",
    1050: "Number barred - The number you are trying to submit to is blacklisted.",
    1060: "Partner account barred - The account has been barred from submitting messages.",
    1070: "Partner quota exceeded - Your account does not have sufficient credit.",
    1080: "Account not enabled for REST - This account is not provisioned for REST submission.",
    1090: "Message too long - The length of udh and body was greater than 140 octets.",
    1100: "Communication Failed - Message was not submitted: communication failure.",
    1120: "Illegal Sender Address - rejected - The SenderID you set in from was not accepted.",
    1130: "Invalid TTL - The value of ttl in your request was invalid.",
    1140: "Facility not allowed - Your request makes use of a facility that is not enabled.",
    1150: "Invalid Message class - The value of message-class was out of range.",
    1160: "Non White-listed Destination - The number is not in your destination list.",
    1170: "Invalid or Missing Msisdn Param - The phone number you supplied is invalid.",
    1180: "Absent Subscriber Temporary - The handset was out of coverage or switched off.",
    1190: "Absent Subscriber Permanent - to is no longer active, remove this phone number.",
    1200: "Portability Error - There is an issue after the user has changed carrier.",
    1210: "Anti-Spam Rejection - Carriers often apply restrictions that block messages.",
    1220: "Handset Busy - The handset was not available when this message was sent.",
    1230: "Network Error - A network failure while sending your message.",
    1240: "Illegal Number - The user has already sent a STOP opt-out message.",
    1241: "Too many send requests - Too many send requests to phone numbers.",
    1250: "Unroutable - The chosen route to send your message is not available.",
    1251: "Unable to route traffic to a destination",
    1260: "Destination unreachable - The message could not be delivered to the phone number.",
    1270: "Subscriber Age Restriction - The carrier blocked this message by age restrictions.",
    1280: "Number Blocked by Carrier - The carrier blocked this message.",
    1282: "Message blocked by provider - The provider has chosen to block this message.",
    1290: "Pre-Paid - Insufficient funds - The account does not have enough credit to receive.",
    1300: "Not part of the provider network - The number is not a user in the network.",
    1310: "Not suitable device - The user's device can't receive the message.",
    1320: "Message already sent - The message was already sent.",
    1330: "Unknown - An unknown error was received from the carrier.",
    1331: "Provider error - The provider is not responding or unable to process the request.",
    1340: "Outside of the allowed window - Sent outside of allowed response window.",
    1350: "Phone matching fee not paid - Requires phone matching access fee to be paid.",
    1360: "TTL was activated, or message expired before delivered.",
    1370: "Expired access Token - Please reauthenticate your page with Vonage.",
    1380: "Invalid resource - Please check that the URL is accessible and valid.",
    1381: "Resource size is too large - Please try sending a smaller media file.",
    1382: "Resource type is invalid - Please check that the file is valid.",
    1400: "Unsupported channel - The channel specified in the request is not supported.",
    1410: "Invalid channel parameters - The value of one or more parameters is invalid.",
    1420: "Invalid sender - The from parameter is invalid for the given channel.",
    1430: "Invalid recipient - The to parameter is invalid for the given channel.",
    1440: "Invalid message type - The message type is not supported for the given channel.",
    1450: "Invalid client reference - A string of up to 100 characters.",
    1451: "Invalid context - the reference to the original message could not be found.",
    1460: "Daily message limit exceeded - Check compliance with regulations such as 10DLC.",
    1461: "Auto-limiting of messages by Provider",
    1470: "Fraud Defender Traffic Rule - Rejected due to prefix block list.",
    1472: "Fraud Defender SMS Burst Protection - Traffic limit has been reached",
    1473: "AIT Protection - Rejected by Fraud Defender AIT Protection",
    1480: "Entity Filter - The message failed due to entity_id being incorrect or missing.",
    1481: "Header Filter - The message failed because the header ID was incorrect.",
    1482: "Content Filter - The message failed due to content_id being incorrect or missing.",
    1483: "Consent Filter - The message failed due to consent not being authorized.",
    1484: "Regulation Error - Unexpected regulation error - contact support.",
}


def describe(code: int) -> str:
    """The sentence for a code; codes the table does not know read as unknown."""
    return STATUS_CODES.get(code, STATUS_CODES[1330])


ERR_CODES: dict[int, int] = {
    1: 1330,
    2: 1180,
    3: 1190,
    4: 1050,
    5: 1200,
    6: 1210,
    7: 1220,
    8: 1230,
    9: 1240,
    10: 1020,
    11: 1250,
    12: 1260,
    13: 1270,
    14: 1280,
    15: 1290,
    16: 1000,
    50: 1480,
    51: 1481,
    52: 1482,
    53: 1483,
    54: 1484,
    99: 1331,
}
"""`err-code` of the SMS API's receipts → the delivery error of the Messages API with that cause."""

_BY_STATUS_CODE = {code: err_code for err_code, code in ERR_CODES.items()}


def code_of(err_code: int) -> int:
    """The delivery error for an `err-code`; unknown ones read as unknown."""
    return ERR_CODES.get(err_code, 1330)


def err_code_of(code: int | None) -> int:
    """The `err-code` for a delivery error; what has none is 1, unknown."""
    return _BY_STATUS_CODE.get(code or 0, 1)
