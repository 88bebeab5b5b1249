"""`/account/…`: balance, the account's own webhook addresses, prices.

Source: Account API OpenAPI 1.0, Pricing API OpenAPI 1.0.
"""

from flask import Blueprint, Response

from threadside.simulator.answers import json_answer
from threadside.simulator.content import is_web_address
from threadside.simulator.management.rest import given, guarded, said
from threadside.simulator.state import State

_SETTINGS = {"moCallBackUrl": "mo_callback_url", "drCallBackUrl": "dr_callback_url"}
"""Fields of the form → fields of the account. Other spellings are passed over, as at Vonage."""
_COUNTRIES = {"US": ("United States", "1"), "CA": ("Canada", "1")}


def account_api(state: State) -> Blueprint:
    """The blueprint."""
    api = Blueprint("account", __name__)

    def show_balance() -> Response:
        return json_answer({"value": round(state.balance(), 8), "autoReload": False})

    def show_prices() -> Response:
        return _prices(state)

    for method, path, view in (
        ("GET", "/account/get-balance", show_balance),
        ("POST", "/account/settings", lambda: _settings(state)),
        ("GET", "/account/get-pricing/outbound/sms", show_prices),
    ):
        api.add_url_rule(
            path, endpoint=path.strip("/").replace("/", "_"), methods=[method],
            view_func=guarded(state, view),
        )  # fmt: skip
    return api


def _settings(state: State) -> Response:
    """An empty address takes it away; without any the settings are only told."""
    fields = given()
    changes = {ours: fields[name] or None for name, ours in _SETTINGS.items() if name in fields}
    if not all(url is None or is_web_address(url) for url in changes.values()):
        return said(420, "Callback URL is not valid")
    with state.configuring:
        state.account = state.account.changed(changes)
    rate = state.account.limits.requests_per_s
    return json_answer(
        {
            "mo-callback-url": state.account.mo_callback_url or "",
            "dr-callback-url": state.account.dr_callback_url or "",
            "max-outbound-request": int(rate or 30),
            "max-inbound-request": 30,
            "max-calls-per-second": 30,
        }
    )


def _prices(state: State) -> Response:
    country = given().get("country", "")
    if country not in _COUNTRIES:
        return said(420)
    name, prefix = _COUNTRIES[country]
    account = state.account
    network = {
        "type": "mobile",
        "price": account.price,
        "currency": account.currency,
        "mcc": account.network_code[:3],
        "mnc": account.network_code[3:],
        "networkCode": account.network_code,
        "networkName": "Simulated Wireless",
    }
    return json_answer(
        {
            "countryCode": country,
            "countryName": name,
            "countryDisplayName": name,
            "currency": account.currency,
            "defaultPrice": account.price,
            "dialingPrefix": prefix,
            "networks": [network],
        }
    )
