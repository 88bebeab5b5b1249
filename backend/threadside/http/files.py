"""Taking in one file, and handing out bytes that strangers made: as what they are, in ranges, and
never as a page of ours.

The browser is told not to guess (`nosniff`), not to run anything (a sandbox), and to download all
but pictures, sound and film, whose decoders it keeps apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import ContentRange
from werkzeug.exceptions import RequestedRangeNotSatisfiable, RequestEntityTooLarge

from threadside.errors import Invalid, Refusal
from threadside.media import objects
from threadside.media.kinds import path_name
from threadside.runtime import runtime
from threadside.store.tables import Media

KEPT_S: Final = 3600
SHOWN: Final = frozenset({"image", "audio", "video"})


FORM_ROOM: Final = 16 * 1024
"""For what a form says around its file."""


@dataclass(frozen=True, slots=True)
class TooLarge(Exception):  # noqa: N818 - the caller says so in its own words
    """A file of more than it may have, as far as it was read."""

    size: int


def form_file(largest: int) -> tuple[str | None, bytes]:
    """The `file` of the request's form with the name that it claims. Refused before it is read, if
    it says its size.

    Raises:
        TooLarge: for more than `largest` bytes.
        Refusal: 415 `not_a_form`.
        Invalid: `no_file`.
    """
    if request.mimetype != "multipart/form-data":
        raise Refusal("not_a_form", status=415)
    request.max_content_length = largest + FORM_ROOM
    if (request.content_length or 0) > largest + FORM_ROOM:
        raise TooLarge(request.content_length or 0)
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge as error:
        raise TooLarge(largest) from error
    if file is None:
        raise Invalid("no_file")
    data = file.stream.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(len(data))
    return file.filename, data


def give(media: Media, sha256: str, size: int, content_type: str, name: str) -> Response:
    """`size` bytes of the media store as a response to the present request: pictures, sound and
    film to be shown, all else to be downloaded.

    Raises:
        RequestedRangeNotSatisfiable: 416, for a range beyond the end.
    """
    inline = media.kind in SHOWN
    return give_bytes(media.workspace_id, sha256, size, content_type, name, inline=inline)


def give_bytes(
    workspace_id: str, sha256: str, size: int, content_type: str, name: str, *, inline: bool
) -> Response:
    """Like `give`, of what is no media.

    Raises:
        RequestedRangeNotSatisfiable: 416, for a range beyond the end.
    """
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": _disposition(name, inline=inline),
        "Cache-Control": f"private, max-age={KEPT_S}",
        "Accept-Ranges": "bytes",
    }
    if request.if_none_match.contains(sha256):
        response = Response(status=304, headers=headers)
        response.set_etag(sha256)
        return response
    start, stop, status = _range(sha256, size)
    body: Iterator[bytes] = iter(())
    if request.method != "HEAD":
        key = objects.key(workspace_id, sha256)
        body = runtime().media.read(key, start, stop - start)
    response = Response(body, status, headers=headers, content_type=content_type)
    response.set_etag(sha256)
    response.content_length = stop - start
    if status == 206:
        response.content_range = ContentRange("bytes", start, stop, size)
    return response


def _range(sha256: str, size: int) -> tuple[int, int, int]:
    """From where to before where, and the status; several ranges at once are answered with all."""
    wanted = request.range
    unchanged = request.if_range is None or request.if_range.etag in {None, sha256}
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or not unchanged:
        return 0, size, 200
    found = wanted.range_for_length(size)
    if found is None:
        raise RequestedRangeNotSatisfiable(size)
    return found[0], found[1], 206


def _disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the name for all, and in ASCII for those who can't read it."""
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{path_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
