"""`GET /v3/media/{id}`: what a contact sent along, for 48 hours, and the faults of serving it.

With "secure inbound media" it is given to tokens of the application alone.
"""

import threading

from flask import Blueprint, Response, request

from threadside.simulator.answers import refusal
from threadside.simulator.auth import authenticate
from threadside.simulator.faults import FaultKind
from threadside.simulator.media.samples import sample
from threadside.simulator.media.store import StoredMedia
from threadside.simulator.network import Network
from threadside.simulator.problems import NOT_FOUND, WRONG_CREDENTIALS, RefusedError

_OVERSIZED = 10_000_000
_ELSEWHERE = "https://media.elsewhere.example/v3/media/1"


def media_api(network: Network, stopping: threading.Event) -> Blueprint:
    """The blueprint; `stopping` cuts ordered delays short when the simulator ends."""
    api = Blueprint("media", __name__)

    @api.get("/v3/media/<media_id>")
    def load_media(media_id: str) -> Response:
        try:
            return _load(network, media_id, stopping)
        except RefusedError as refused:
            return refusal(refused.problem)

    return api


def file_response(file: StoredMedia) -> Response:
    """A file as an answer that no browser runs as a page."""
    answer = Response(file.content, 200, content_type=file.content_type)
    answer.headers["Content-Disposition"] = f'inline; filename="{_quotable(file.name)}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer


def _load(network: Network, media_id: str, stopping: threading.Event) -> Response:
    file = network.media.get_unexpired(media_id)
    if file is None:
        raise RefusedError(NOT_FOUND)
    _check_reader(network, file)
    return _fault(network, file, stopping) or file_response(file)


def _check_reader(network: Network, file: StoredMedia) -> None:
    """With secure media: the application of the line that the file was sent to."""
    line = file.line or ""
    number = network.numbers.find(network.account, line)
    application = network.applications.find(network.account, number.app_id)
    if application is None or not application.secure_media:
        return
    authorization = request.headers.get("Authorization", "")
    asking = authenticate(network.account, authorization, network.public_key)
    if asking != application.id:
        raise RefusedError(WRONG_CREDENTIALS)


def _fault(network: Network, file: StoredMedia, stopping: threading.Event) -> Response | None:
    faults, contact = network.faults, file.contact
    if fault := faults.take(FaultKind.MEDIA_SLOW, contact):
        stopping.wait(fault.seconds)
    if fault := faults.take(FaultKind.MEDIA_STATUS, contact):
        return Response("", fault.status)
    if fault := faults.take(FaultKind.MEDIA_REDIRECT, contact):
        return Response(status=302, headers={"Location": fault.location or _ELSEWHERE})
    if fault := faults.take(FaultKind.MEDIA_OVERSIZED, contact):
        content, content_type = sample(file.kind, fault.size or _OVERSIZED)
        return Response(content, 200, content_type=content_type)
    if faults.take(FaultKind.MEDIA_WRONG_TYPE, contact):
        page = b"<!doctype html><title>Sign in</title><script>alert(1)</script>\n"
        return Response(page, 200, content_type=file.content_type)
    return None


def _quotable(name: str) -> str:
    return "".join(c for c in name if c.isascii() and c.isprintable() and c not in '"\\')
