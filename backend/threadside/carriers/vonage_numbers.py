"""Vonage's Numbers API: search, rent and link numbers (https://developer.vonage.com/en/api/numbers).

Asks for the account's key and secret (Basic). What is refused comes as HTTP 420, whatever the
reason. A purchase has no idempotency key: whoever lost its answer lists the account's numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import requests
from pydantic import ValidationError
from vonage import Auth
from vonage_http_client.errors import HttpRequestError
from vonage_numbers import (
    ListOwnedNumbersFilter,
    NumberParams,
    SearchAvailableNumbersFilter,
    UpdateNumberParams,
)
from vonage_numbers.errors import NumbersError

from threadside.carriers import vonage_client
from threadside.carriers.numbers import (
    NumberKind,
    NumbersRefused,
    NumbersUnknown,
    Offer,
    OwnNumber,
)
from threadside.network import allow_network
from threadside.sending.port import AccountAccess

CONTAINS: Final = 1
PAGE: Final = 100
SHOWN: Final = 20
MOST_PAGES: Final = 10
METHOD_FAILED: Final = 420
"""Vonage's own status for everything that it will not do with a number."""
REFUSED: Final[Mapping[int, str]] = {401: "credentials", 403: "credentials", 429: "too_fast"}

Answer = TypeVar("Answer")


class VonageNumbers:
    """The numbers of one account; a `carriers.numbers.NumberShop`. For one thread."""

    def __init__(self, access: AccountAccess, *, ca_file: Path | None, timeout_s: int) -> None:
        self._application = access.application_id
        auth = Auth(api_key=access.api_key, api_secret=access.api_secret)
        client = vonage_client.open_client(
            auth, api_host=access.api_host, ca_file=ca_file, timeout_s=timeout_s
        )
        self._numbers = client.numbers

    def search(self, country: str, kind: NumberKind, pattern: str) -> Sequence[Offer]:
        """See `NumberShop`."""
        wanted: dict[str, Any] = {"pattern": pattern, "search_pattern": CONTAINS} if pattern else {}
        found, _count, _next = self._ask(
            lambda: self._numbers.search_available_numbers(
                SearchAvailableNumbersFilter(
                    country=country, type=kind, features="SMS", size=SHOWN, **wanted
                )
            )
        )
        return [
            Offer(
                f"+{each.msisdn}",
                each.country or country,
                each.type or kind,
                tuple(each.features or ()),
                each.cost or "",
            )
            for each in found
            if each.msisdn and "SMS" in (each.features or ())
        ]

    def own(self, phone: str | None = None) -> Sequence[OwnNumber]:
        """See `NumberShop`."""
        wanted: dict[str, Any] = (
            {"pattern": phone.removeprefix("+"), "search_pattern": 0} if phone else {}
        )
        found: list[OwnNumber] = []
        index: int | None = 1
        for _ in range(MOST_PAGES):
            page, _count, index = self._ask(
                partial(
                    self._numbers.list_owned_numbers,
                    ListOwnedNumbersFilter(size=PAGE, index=index, **wanted),
                )
            )
            found += [self._owned(each) for each in page if each.msisdn]
            if index is None:
                break
        return [each for each in found if phone is None or each.phone == phone]

    def buy(self, phone: str, country: str) -> None:
        """See `NumberShop`."""
        params = {"country": country, "msisdn": phone.removeprefix("+")}
        self._ask(lambda: self._numbers.buy_number(NumberParams(**params)))

    def link(self, phone: str, country: str) -> None:
        """See `NumberShop`. SDKs before 4.7.2 sent this under names that Vonage ignores, so it is
        believed only after the number was read again.
        """
        params = {
            "country": country,
            "msisdn": phone.removeprefix("+"),
            "app_id": self._application,
        }
        self._ask(lambda: self._numbers.update_number(UpdateNumberParams(**params)))
        if not any(each.linked for each in self.own(phone)):
            raise NumbersRefused("not_linked")

    def _owned(self, each: Any) -> OwnNumber:
        return OwnNumber(
            f"+{each.msisdn}",
            each.country or "",
            tuple(each.features or ()),
            each.app_id == self._application,
        )

    @staticmethod
    def _ask(call: Callable[[], Answer]) -> Answer:
        allow_network()
        try:
            return call()
        except HttpRequestError as error:
            raise _refusal(error.response) from error
        except NumbersError as error:
            raise NumbersRefused("failed") from error
        except requests.exceptions.RequestException as error:
            if vonage_client.never_connected(error):
                raise NumbersRefused("unreachable") from error
            raise NumbersUnknown from error
        except (ValidationError, KeyError, TypeError, ValueError) as error:
            raise NumbersUnknown from error


def _refusal(response: requests.Response) -> Exception:
    if response.status_code >= 500 or response.status_code < 400:
        return NumbersUnknown()
    if response.status_code == METHOD_FAILED:
        return NumbersRefused("failed")
    return NumbersRefused(REFUSED.get(response.status_code, "failed"))
