"""Vonage's records of what it accepted: the synchronous Reports API.

Source: https://developer.vonage.com/en/api/reports. It asks for the account's key and secret
(Basic), has no filter by `client_ref`, and gives a window of at most 24 hours in pages of 1,000.
So a text is looked for by its receiver in a narrow window, and recognised here.

Each of Vonage's APIs has records of its own, and a text is in those of the API that sent it. An
admin may have changed the account's API since, so both are asked, whichever it is today.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import requests

from threadside.carriers import vonage_errors, vonage_fields
from threadside.network import allow_network
from threadside.sending.port import AccountAccess, NoRecords, StatusReceipt

HOST: Final = "api.nexmo.com"
REGIONAL: Final = (".nexmo.com", ".vonage.com")
"""Messages go to regional hosts as well; reports are made by one."""
MOST_PAGES: Final = 10

# `status` of a record -> our delivery state. A record of any other status shows all the same
# that Vonage took the text.
STATES: Final[Mapping[str, str]] = {
    "delivered": "delivered",
    "read": "delivered",
    "rejected": "rejected",
    "failed": "rejected",
    "undeliverable": "undelivered",
    "expired": "undelivered",
}
PRODUCTS: Final[Mapping[str, Callable[[object], str]]] = {
    "MESSAGES": vonage_errors.of_status,
    "SMS": vonage_errors.of_sms_receipt,
}
"""The records of texts in the order of asking, since one that the Messages API sent may be on file
as an SMS as well. Each numbers what went wrong as the receipts of its API do."""


class _Refused(NoRecords):
    """Vonage answered, and without records: it may tell those of the other API."""


class VonageReports:
    """The records of one account; a `sending.port.Records`."""

    def __init__(self, access: AccountAccess, *, ca_file: Path | None, timeout_s: int) -> None:
        self._key = access.api_key
        self._timeout_s = timeout_s
        host = HOST if access.api_host.endswith(REGIONAL) else access.api_host
        self._url = f"https://{host}/v2/reports/records"
        self._session = requests.Session()
        # As for sending: an environment's proxies or CA bundles must not decide whom we ask.
        self._session.trust_env = False
        self._session.auth = (access.api_key, access.api_secret)
        if ca_file is not None:
            self._session.verify = str(ca_file)

    def find(
        self, client_ref: str, to: str, since: datetime, until: datetime
    ) -> StatusReceipt | None:
        """The record with this reference, if there is one in the window: see `Records`.

        Raises:
            NoRecords: without access, without an answer, and when it can't be read. What one API's
                records refuse is no matter when the other's have the text.
        """
        refusal: _Refused | None = None
        for product, why in PRODUCTS.items():
            try:
                for record in self._records(product, to, since, until):
                    uuid = vonage_fields.name(record.get("message_id"))
                    if uuid is not None and record.get("client_ref") == client_ref:
                        return _receipt(uuid, client_ref, record, why)
            except _Refused as error:
                refusal = error
        if refusal is not None:
            raise refusal
        return None

    def _records(
        self, product: str, to: str, since: datetime, until: datetime
    ) -> Iterator[Mapping[str, Any]]:
        query = {
            "account_id": self._key,
            "product": product,
            "direction": "outbound",
            "to": to.removeprefix("+"),
            "date_start": _time(since),
            "date_end": _time(until),
        }
        for _ in range(MOST_PAGES):
            page = self._page(query)
            records = page.get("records")
            if not isinstance(records, list):
                raise NoRecords("no list of records")
            yield from (record for record in records if isinstance(record, dict))
            cursor, iv = page.get("cursor"), page.get("iv")
            # `request_status` says nothing of it: there are whole pages with a successor.
            if not (cursor and iv and records):
                return
            query |= {"cursor": str(cursor), "iv": str(iv)}
        raise NoRecords("more pages than can be")

    def _page(self, query: Mapping[str, str]) -> Mapping[str, Any]:
        allow_network()
        try:
            answer = self._session.get(
                self._url, params=query, timeout=self._timeout_s, allow_redirects=False
            )
            page = answer.json() if answer.status_code == 200 else None
        except (requests.exceptions.RequestException, ValueError) as error:
            raise NoRecords(type(error).__name__) from error
        if not isinstance(page, dict):
            raise _Refused(f"http_{answer.status_code}")
        return page


def _receipt(
    uuid: str, client_ref: str, record: Mapping[str, Any], why: Callable[[object], str]
) -> StatusReceipt:
    status = vonage_fields.name(record.get("status")) or "unknown"
    state = STATES.get(status, "submitted")
    code = None
    if state in ("rejected", "undelivered"):
        code = why(record.get("error_code"))
        if status == "expired" and code == "unknown":
            code = "carrier_expired"
    at = vonage_fields.time(record.get("date_finalized") or record.get("date_received"))
    return StatusReceipt(uuid, client_ref, status, state, code, at)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
