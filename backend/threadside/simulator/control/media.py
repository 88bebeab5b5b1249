"""`/_sim/media`: files to send along, and those the simulator holds."""

import hashlib

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from threadside.simulator.control.guards import problem
from threadside.simulator.control.orders import FileOrder, InboundOrder
from threadside.simulator.inbound import InboundFile
from threadside.simulator.media.api import file_response
from threadside.simulator.media.samples import sample
from threadside.simulator.media.store import StoredMedia
from threadside.simulator.network import Network


def media_routes(api: Blueprint, network: Network) -> None:
    """Upload a file, and look at one; here no clock makes it expire."""

    @api.post("/media")
    def upload() -> tuple[Response, int]:
        """The body is the file; `Content-Type` and `?name=` say what it is."""
        content_type = request.content_type or "application/octet-stream"
        file = network.media.put(
            request.get_data(), content_type, name=request.args.get("name") or None
        )
        return jsonify(
            id=file.id,
            url=media_url(network, file),
            type=file.kind,
            name=file.name,
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
        ), 201

    @api.get("/media/<media_id>")
    def show(media_id: str) -> Response:
        file = network.media.get(media_id)
        return file_response(file) if file else _unknown(media_id)


def media_url(network: Network, file: StoredMedia) -> str:
    """Where the business fetches a contact's file."""
    base = network.account.media_url or network.own_url
    return f"{base.rstrip('/')}/v3/media/{file.id}"


def inbound_files(network: Network, wanted: InboundOrder) -> tuple[InboundFile, ...]:
    """The files of an order, kept from now on. Raises HTTPException (404) for an unknown id."""
    return tuple(_file(network, one, wanted) for one in wanted.media)


def _file(network: Network, wanted: FileOrder, message: InboundOrder) -> InboundFile:
    if wanted.url is not None:
        name = wanted.name or wanted.url.rpartition("/")[2] or wanted.type
        return InboundFile(wanted.type, wanted.url, name, wanted.caption)
    if wanted.media_id is not None:
        file = network.media.send(wanted.media_id, message.sender, message.to)
        if file is None:
            raise HTTPException(response=_unknown(wanted.media_id))
    else:
        content, content_type = sample(wanted.type, wanted.size)
        file = network.media.put(
            content,
            content_type,
            kind=wanted.type,
            name=wanted.name,
            contact=message.sender,
            line=message.to,
        )
    return InboundFile(
        file.kind, media_url(network, file), wanted.name or file.name, wanted.caption, file.id
    )


def _unknown(media_id: str) -> Response:
    return problem(404, "media_unknown", f"There is no file {media_id}. Upload it first.")
