"""Numbers the account has, and those it could buy.

Source: Numbers API OpenAPI 1.0. The numbers on offer are all fictitious: 555-0100 to 555-0199 of
some area codes, which the North American Numbering Plan keeps for stories.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from threadside.simulator.account import Account

_AREAS = {
    "US": ("212", "303", "312", "404", "415", "512", "617", "702", "720", "850"),
    "CA": ("416", "604"),
}
_TOLL_FREE = ("800", "888", "877", "866", "855", "844", "833")


@dataclass(frozen=True, slots=True)
class Number:
    """One number. `app_id` is the application it is linked to, `mo_http_url` the address for
    inbound texts by the SMS API."""

    msisdn: str
    country: str
    type: str
    features: tuple[str, ...]
    app_id: str | None = None
    mo_http_url: str | None = None


class NumberBook:
    """What is known of the account's numbers beyond their being its own (`Account.numbers`)."""

    def __init__(self) -> None:
        self._known: dict[str, Number] = {}

    def owned(self, account: Account) -> list[Number]:
        """The account's numbers; those that nobody ever touched belong to its application."""
        return [self._one(account, number) for number in account.numbers]

    def find(self, account: Account, msisdn: str) -> Number:
        """A number as it is set up. While the account lists none, any number is its own."""
        return self._one(account, msisdn)

    def buy(self, account: Account, country: str, msisdn: str) -> Account | None:
        """The account with one more number, linked to nothing; None if it is not on offer."""
        for number in on_offer(country):
            if number.msisdn == msisdn and msisdn not in account.numbers:
                self._known[msisdn] = number
                return account.changed({"rented": (*account.rented, msisdn)})
        return None

    def cancel(self, account: Account, country: str, msisdn: str) -> Account | None:
        """The account without this number; None if it has no such number."""
        if not self._has(account, country, msisdn):
            return None
        self._known.pop(msisdn, None)
        return account.changed(
            {
                "lines": [one for one in account.lines if one != msisdn],
                "rented": [one for one in account.rented if one != msisdn],
            }
        )

    def update(
        self,
        account: Account,
        country: str,
        msisdn: str,
        *,
        app_id: str | None,
        mo_http_url: str | None,
    ) -> bool:
        """Set link and address: None leaves one as it is, an empty text takes it away. False if
        the account has no such number."""
        if not self._has(account, country, msisdn):
            return False
        number = self._one(account, msisdn)
        self._known[msisdn] = replace(
            number,
            app_id=number.app_id if app_id is None else app_id or None,
            mo_http_url=number.mo_http_url if mo_http_url is None else mo_http_url or None,
        )
        return True

    def _one(self, account: Account, msisdn: str) -> Number:
        return self._known.get(msisdn) or replace(_described(msisdn), app_id=account.application_id)

    def _has(self, account: Account, country: str, msisdn: str) -> bool:
        return msisdn in account.numbers and self._one(account, msisdn).country == country


@cache
def on_offer(country: str) -> tuple[Number, ...]:
    """Every number that can be bought in a country, in ascending order."""
    areas = _AREAS.get(country, ()) + (_TOLL_FREE if country == "US" else ())
    return tuple(
        _described(f"1{area}55501{last:02d}", country)
        for area in sorted(areas)
        for last in range(100)
    )


def matching(
    numbers: Sequence[Number], *, pattern: str, search_pattern: str, features: Sequence[str]
) -> list[Number]:
    """Numbers that start with (0), contain (1) or end with (2) a pattern and have the features."""
    tests = {"0": str.startswith, "1": str.__contains__, "2": str.endswith}
    holds = tests.get(search_pattern, str.startswith)
    return [
        number
        for number in numbers
        if holds(number.msisdn, pattern) and set(features) <= set(number.features)
    ]


def _described(msisdn: str, country: str | None = None) -> Number:
    """What can be told from the digits: short code, toll-free, or an ordinary number."""
    if len(msisdn) < 7:
        return Number(msisdn, "US", "mobile-shortcode", ("SMS", "MMS"))
    if msisdn[:1] == "1" and msisdn[1:4] in _TOLL_FREE:
        return Number(msisdn, "US", "landline-toll-free", ("VOICE", "SMS", "MMS"))
    if msisdn[:1] == "1":
        where = country or ("CA" if msisdn[1:4] in _AREAS["CA"] else "US")
        # Some numbers on offer can't text: a search that forgets to ask finds them.
        texts = country is None or not msisdn.endswith("9")
        return Number(msisdn, where, "mobile-lvn", ("VOICE", "SMS", "MMS") if texts else ("VOICE",))
    return Number(msisdn, country or "GB", "mobile-lvn", ("VOICE", "SMS"))
