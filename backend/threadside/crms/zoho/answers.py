"""Zoho's answers: what is in them, and whether a 2xx says yes.

Sources: github.com/zoho/crm-oas, v8.0/notes.json: 202 holds refusals as 200 holds results.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from threadside.linking.port import Api
from threadside.linking.problems import Gone, Refused
from threadside.linking.reading import listed, must, text
from threadside.linking.values import Entry


def data(answer: Any) -> Sequence[Mapping[str, Any]]:
    """The records of an answer; 204, no body, are none."""
    return () if answer is None else listed(answer, "data")


def asked(api: Api, path: str, params: Mapping[str, str | int]) -> Sequence[Mapping[str, Any]]:
    """The records that a GET gives."""
    return data(api.call("GET", path, params=params).json)


def done(answer: Any) -> Mapping[str, Any]:
    """The one result of a write.

    Raises:
        Refused: when it is none, though the status is 2xx.
    """
    told = next(iter(listed(must(answer), "data")), {})
    if text(told.get("status")) != "success":
        raise Refused("invalid", text(told.get("message")) or text(told.get("code")))
    return told


def unless_gone(api: Api, path: str, entry: Entry, no: Refused) -> None:
    """Zoho refuses what is not there as invalid: asked for, it is not found.

    Raises:
        Gone: then; else the refusal itself.
    """
    if no.code in ("not_found", "invalid"):
        try:
            there = data(api.call("GET", path, params={"fields": "id"}).json)
        except Refused as missing:
            there = () if missing.code == "not_found" else ({},)
        if not there:
            raise Gone(entry.who) from no
    raise no
