"""`/account/numbers` and `/number/…`: list, search, buy, cancel, set up.

Source: Numbers API OpenAPI 1.0: forms in, JSON out, HTTP 420 for whatever can't be done, and an
empty object where there is nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response

from threadside.simulator.account import Account
from threadside.simulator.answers import json_answer
from threadside.simulator.content import is_web_address
from threadside.simulator.management.numbers import Number, matching, on_offer
from threadside.simulator.management.rest import given, guarded, said
from threadside.simulator.state import State

_COST = "0.90"
_LARGEST_PAGE = 100


def numbers_api(state: State) -> Blueprint:
    """The blueprint."""
    api = Blueprint("numbers", __name__)

    def list_numbers() -> Response:
        return _page([_owned(number) for number in _filtered(state)])

    def search_numbers() -> Response:
        return _page([_offered(number) for number in _searched(state)])

    def buy_number() -> Response:
        return _moved(state, state.numbers.buy)

    def cancel_number() -> Response:
        return _moved(state, state.numbers.cancel)

    for method, path, view in (
        ("GET", "/account/numbers", list_numbers),
        ("GET", "/number/search", search_numbers),
        ("POST", "/number/buy", buy_number),
        ("POST", "/number/cancel", cancel_number),
        ("POST", "/number/update", lambda: _update(state)),
    ):
        api.add_url_rule(
            path, endpoint=path.strip("/").replace("/", "_"), methods=[method],
            view_func=guarded(state, view),
        )  # fmt: skip
    return api


def _moved(state: State, move: Callable[[Account, str, str], Account | None]) -> Response:
    fields = given()
    with state.configuring:
        account = move(state.account, fields.get("country", ""), fields.get("msisdn", ""))
        state.account = account or state.account
    return said(200 if account else 420)


def _update(state: State) -> Response:
    """What is not named stays as it is; an empty value takes a link or an address away."""
    fields = given()
    app_id, url = fields.get("app_id"), fields.get("moHttpUrl")
    if app_id and state.applications.find(state.account, app_id) is None:
        return said(420, "application does not exist")
    if url and not is_web_address(url):
        return said(420, "moHttpUrl is not an address")
    done = state.numbers.update(
        state.account,
        fields.get("country", ""),
        fields.get("msisdn", ""),
        app_id=app_id,
        mo_http_url=url,
    )
    return said(200 if done else 420)


def _filtered(state: State) -> list[Number]:
    fields = given()
    numbers = [
        number
        for number in state.numbers.owned(state.account)
        if fields.get("country") in {None, number.country}
        and fields.get("application_id") in {None, number.app_id}
    ]
    if (linked := fields.get("has_application")) is not None:
        numbers = [one for one in numbers if (one.app_id is not None) == (linked.lower() == "true")]
    return _matching(numbers)


def _searched(state: State) -> list[Number]:
    fields = given()
    numbers = [
        number
        for number in on_offer(fields.get("country", ""))
        if number.msisdn not in state.account.numbers and fields.get("type") in {None, number.type}
    ]
    return _matching(numbers)


def _matching(numbers: Sequence[Number]) -> list[Number]:
    fields = given()
    return matching(
        numbers,
        pattern=fields.get("pattern", ""),
        search_pattern=fields.get("search_pattern", "0"),
        features=[one for one in fields.get("features", "").split(",") if one],
    )


def _page(numbers: list[dict[str, Any]]) -> Response:
    fields = given()
    size = min(_whole(fields.get("size"), 10), _LARGEST_PAGE)
    begin = (_whole(fields.get("index"), 1) - 1) * size
    if not numbers:
        return json_answer({})
    return json_answer({"count": len(numbers), "numbers": numbers[begin : begin + size]})


def _whole(text: str | None, default: int) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() else default


def _offered(number: Number) -> dict[str, Any]:
    return {
        "country": number.country,
        "msisdn": number.msisdn,
        "cost": _COST,
        "type": number.type,
        "features": list(number.features),
    }


def _owned(number: Number) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "country": number.country,
        "msisdn": number.msisdn,
        "type": number.type,
        "features": list(number.features),
    }
    if number.mo_http_url:
        shown["moHttpUrl"] = number.mo_http_url
    if number.app_id:
        shown |= {
            "messagesCallbackType": "app",
            "messagesCallbackValue": number.app_id,
            "app_id": number.app_id,
        }
    return shown
