"""What all webhook routes share: a body of bounded size, a kept copy, an empty answer."""

import hashlib
from collections.abc import Callable

from flask import Response, request

from threadside.carriers.vonage_fields import clean
from threadside.carriers.vonage_signatures import BadSignature
from threadside.runtime import runtime
from threadside.sending.port import AccountAccess, Unreadable
from threadside.webhooks.inbox import Incoming
from threadside.webhooks.refused import keep_refused
from threadside.webhooks.rush import Rush

LARGEST = 256 * 1024
"""A refused body is lost, since Vonage repeats no 4xx; so far more than the longest text."""
_READ_BY_US = 1 << 40


def answered(rush: Rush, take: Callable[[bytes], None]) -> Response:
    """Hand the body to `take` and answer; from its last byte until then it counts in `rush`.

    200 once stored, also for what can't be understood: a 4xx would lose it for ever and a 5xx
    bring it back for a day. 500 without a signature, since Vonage repeats such calls signed; 401
    for one that does not hold, 413 and 400 for what no webhook looks like. What is refused is
    counted and the newest are kept.
    """
    body = _body()
    with rush.taking():
        return _answer(body, take)


def unreadable(access: AccountAccess, kind: str, body: bytes, why: Unreadable) -> Incoming:
    """Surely the carrier's, and not understood: kept for people, found once however often sent."""
    return Incoming(
        account_id=access.id,
        kind=kind,
        dedupe_key=f"vonage:{kind}:{access.id}:{hashlib.sha256(body).hexdigest()}",
        body=clean(body.decode("utf-8", "replace")),
        state="unreadable",
        job=None,
        note=str(why),
    )


def _answer(body: bytes, take: Callable[[bytes], None]) -> Response:
    try:
        if len(body) > LARGEST:
            return _refuse("too_large", body, 413)
        take(body)
    except BadSignature as error:
        return _refuse(str(error), body, 500 if str(error) == "unsigned" else 401)
    except Unreadable as error:
        return _refuse(str(error), body, 400)
    return Response(status=200)


def _body() -> bytes:
    """The body, or its beginning where it is larger than `LARGEST`."""
    request.max_content_length = _READ_BY_US
    read = bytearray()
    while len(read) <= LARGEST and (more := request.stream.read(LARGEST + 1 - len(read))):
        read += more
    return bytes(read)


def _refuse(reason: str, body: bytes, status: int) -> Response:
    keep_refused(runtime().uow, request.path, reason, body or request.query_string)
    return Response(status=status)
