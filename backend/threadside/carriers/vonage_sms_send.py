"""Sending through Vonage's SMS API: for accounts whose contract names it and not the Messages API.

It has no pictures: those go by the Messages API all the same.

It answers every request with HTTP 200 and one entry for each part of a text; each part has an id
and a delivery receipt of its own. The SDK's `sms.send` forgets on its way to an exception what
was accepted, so its HTTP client is asked and the answer is read here.

Sources: https://developer.vonage.com/en/api/sms and
https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import requests
from vonage import Auth
from vonage_http_client.errors import HttpRequestError

from threadside.carriers import vonage_errors
from threadside.carriers import vonage_fields as fields
from threadside.carriers.vonage import VonageCarrier
from threadside.carriers.vonage_client import never_connected, open_client, retry_after
from threadside.network import allow_network
from threadside.rules import segments
from threadside.sending.port import (
    Accepted,
    AccountAccess,
    Outcome,
    OutgoingText,
    Unknown,
    not_accepted,
)

_WAIT_MS: Final = re.compile(r"wait \[ ?(\d{1,6}) ?\]")
"""`Throughput Rate Exceeded - please wait [ 702 ] and retry`, in milliseconds; often without."""


class VonageSmsCarrier:
    """Sends for one account through `/sms/json`. Not for sharing between threads."""

    def __init__(self, access: AccountAccess, *, ca_file: Path | None, timeout_s: int) -> None:
        self._with_media = VonageCarrier(access, ca_file=ca_file, timeout_s=timeout_s)
        self._client = open_client(
            Auth(api_key=access.api_key, api_secret=access.api_secret),
            api_host=access.api_host,
            ca_file=ca_file,
            timeout_s=timeout_s,
        ).http_client

    def send(self, text: OutgoingText) -> Outcome:
        """One POST to `/sms/json`; what came of it. Numbers go without `+`."""
        if text.media:
            return self._with_media.send(text)
        allow_network()
        form = {
            "from": text.sender.removeprefix("+"),
            "to": text.to.removeprefix("+"),
            "text": text.text,
            # What is not in GSM 03.38 is mangled in a text of type `text`.
            "type": "text" if segments.count(text.text).encoding == "gsm7" else "unicode",
            "client-ref": text.client_ref,
        }
        try:
            answer = self._client.post(
                self._client.rest_host, "/sms/json", form, "basic", sent_data_type="form"
            )
        except HttpRequestError as error:
            return _refused(error.response)
        except requests.exceptions.ConnectionError as error:
            if never_connected(error):
                return not_accepted("unreachable_carrier")
            return Unknown("no_answer")
        except (requests.exceptions.RequestException, ValueError):
            return Unknown("no_answer")
        return read_answer(answer)


def read_answer(answer: object) -> Outcome:
    """What became of a text, from the answer's JSON; None where it had none.

    Accepted when any part was: the text is then on its way and never sent again as a whole.
    `message-count` is missing in some answers and a number in others, so the entries are counted.
    """
    entries = answer.get("messages") if isinstance(answer, Mapping) else None
    if not isinstance(entries, list) or not all(_says_something(entry) for entry in entries):
        return Unknown("no_answer")
    taken = [fields.name(entry.get("message-id")) for entry in entries if _status(entry) == "0"]
    refused = [entry for entry in entries if _status(entry) != "0"]
    if any(uuid is None for uuid in taken) or not entries:
        return Unknown("no_answer")
    uuids = tuple(uuid for uuid in taken if uuid is not None)
    if uuids:
        reason = vonage_errors.of_sms_send(_status(refused[0])) if refused else None
        return Accepted(uuids[0], parts=uuids, refused=reason)
    reason = vonage_errors.of_sms_send(_status(refused[0]))
    if reason == "no_answer":
        return Unknown(reason)
    return not_accepted(reason, _wait_s(refused[0]))


def _says_something(entry: object) -> bool:
    return isinstance(entry, Mapping) and "status" in entry


def _status(entry: Mapping[str, Any]) -> str:
    return str(entry.get("status", ""))


def _wait_s(entry: Mapping[str, Any]) -> float | None:
    found = _WAIT_MS.search(str(entry.get("error-text", "")))
    return int(found[1]) / 1000 if found else None


def _refused(response: requests.Response) -> Outcome:
    if response.status_code >= 500 or response.status_code < 400:
        return Unknown(f"http_{response.status_code}")
    return not_accepted(vonage_errors.of_refusal(response.status_code, ""), retry_after(response))
