"""Numbers, applications and the account's settings, through the real SDK; and where webhooks go."""

from collections.abc import Callable
from typing import Any

import pytest
import urllib3
from vonage import Vonage
from vonage_application import ApplicationConfig
from vonage_http_client.errors import AuthenticationError, HttpRequestError, NotFoundError
from vonage_messages.models import Sms
from vonage_numbers import (
    ListOwnedNumbersFilter,
    NumberParams,
    SearchAvailableNumbersFilter,
    UpdateNumberParams,
)

from threadside.simulator import Simulator

LINE, ANNA, FREE = "17205550100", "17205550142", "12125550107"
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


@pytest.fixture
def admin(simulator: Simulator, connect: Connect) -> Vonage:
    """The SDK with key and secret."""
    account = simulator.account
    return connect(api_key=account.api_key, api_secret=account.api_secret)


def messages(inbound_url: str, status_url: str, **more: Any) -> dict[str, Any]:
    webhooks = {"inbound_url": {"address": inbound_url}, "status_url": {"address": status_url}}
    return {"messages": {"webhooks": webhooks, **more}}


def buy(admin: Vonage, msisdn: str = FREE) -> None:
    assert admin.numbers.buy_number(NumberParams(country="US", msisdn=msisdn)).error_code == "200"


def test_the_lines_are_owned_and_linked_to_the_accounts_application(
    simulator: Simulator, admin: Vonage
) -> None:
    [number], count, following = admin.numbers.list_owned_numbers()
    assert (number.msisdn, number.app_id) == (LINE, simulator.account.application_id)
    assert (number.country, count, following) == ("US", 1, None)


def test_numbers_are_searched_by_pattern_type_and_features(admin: Vonage) -> None:
    def search(**wanted: Any) -> list[Any]:
        found: list[Any] = admin.numbers.search_available_numbers(
            SearchAvailableNumbersFilter(country="US", **wanted)
        )[0]
        return found

    assert [one.msisdn for one in search(pattern="5550142", search_pattern=2, size=2)] == [
        "12125550142",
        "13035550142",
    ]
    assert search(pattern="1212", search_pattern=0, size=100)[-1].msisdn == "12125550199"
    assert all("SMS" in one.features for one in search(features="SMS", size=100))
    assert search(type="landline-toll-free")[0].msisdn.startswith("1800")
    assert LINE not in [one.msisdn for one in search(pattern="720", search_pattern=1, size=100)]


def test_where_there_is_nothing_the_answer_is_an_empty_object(admin: Vonage) -> None:
    found = admin.numbers.search_available_numbers(SearchAvailableNumbersFilter(country="FR"))
    assert found[0] == []


def test_a_number_is_bought_linked_and_given_back(
    simulator: Simulator, admin: Vonage, control: Control
) -> None:
    buy(admin)
    assert control("GET", "config")["rented"] == [FREE]
    unlinked, _, _ = admin.numbers.list_owned_numbers(ListOwnedNumbersFilter(has_application=False))
    assert [one.msisdn for one in unlinked] == [FREE]
    application_id = simulator.account.application_id
    update = UpdateNumberParams(country="US", msisdn=FREE, app_id=application_id)
    admin.numbers.update_number(update)
    linked, _, _ = admin.numbers.list_owned_numbers(
        ListOwnedNumbersFilter(application_id=application_id)
    )
    assert [one.msisdn for one in linked] == [LINE, FREE]
    admin.numbers.cancel_number(NumberParams(country="US", msisdn=FREE))
    assert control("GET", "config")["rented"] == []
    assert control("GET", "config")["lines"] == [LINE]


def test_renting_a_number_takes_nothing_from_the_others(
    simulator: Simulator, admin: Vonage
) -> None:
    open_to_all = simulator.account.changed({"lines": []})
    buy(admin)
    assert open_to_all.changed({"rented": [FREE]}).may_send(LINE)
    assert simulator.network.account.may_send(FREE)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda numbers: numbers.buy_number(NumberParams(country="US", msisdn=LINE)),
        lambda numbers: numbers.buy_number(NumberParams(country="US", msisdn="17205559999")),
        lambda numbers: numbers.cancel_number(NumberParams(country="US", msisdn=FREE)),
        lambda numbers: numbers.cancel_number(NumberParams(country="CA", msisdn=LINE)),
        lambda numbers: numbers.update_number(
            UpdateNumberParams(country="US", msisdn=LINE, app_id="nobody")
        ),
        lambda numbers: numbers.update_number(
            UpdateNumberParams(country="US", msisdn=LINE, mo_http_url="nowhere")
        ),
    ],
)
def test_what_can_not_be_done_is_http_420(admin: Vonage, attempt: Callable[[Any], object]) -> None:
    with pytest.raises(HttpRequestError) as refused:
        attempt(admin.numbers)
    assert refused.value.response.status_code == 420
    assert refused.value.response.json()["error-code"] == "420"


def test_wrong_secrets_manage_nothing(connect: Connect) -> None:
    stranger = connect(api_key="abcd1234", api_secret="wrong")
    for attempt in (
        stranger.numbers.list_owned_numbers,
        stranger.account.get_balance,
        stranger.application.list_applications,
    ):
        with pytest.raises(AuthenticationError):
            attempt()


def test_the_balance_falls_with_every_part(admin: Vonage, connect: Connect) -> None:
    before = admin.account.get_balance().value
    connect().messages.send(Sms(to=ANNA, from_=LINE, text="a" * 200))
    assert before - admin.account.get_balance().value == pytest.approx(2 * 0.0083)


def test_settings_know_the_real_spelling_alone(
    simulator: Simulator, admin: Vonage, control: Control
) -> None:
    admin.account.update_default_sms_webhook(mo_callback_url="https://business.example/mo")
    assert control("GET", "config")["mo_callback_url"] is None
    account = simulator.account
    with urllib3.PoolManager() as pool:
        answer = pool.request(
            "POST",
            f"{simulator.http_url}/account/settings",
            fields={"moCallBackUrl": "https://business.example/mo"},
            encode_multipart=False,
            headers=urllib3.make_headers(basic_auth=f"{account.api_key}:{account.api_secret}"),
        )
    assert answer.json()["mo-callback-url"] == "https://business.example/mo"
    assert control("GET", "config")["mo_callback_url"] == "https://business.example/mo"


def test_an_application_is_made_with_a_key_of_its_own_and_signs_with_it(
    admin: Vonage, connect: Connect, control: Control, business: Any, tmp_path: Any
) -> None:
    capabilities = messages(f"{business.url}/two/in", f"{business.url}/two/st")
    made = admin.application.create_application(
        ApplicationConfig(name="Second", capabilities=capabilities)
    )
    assert made.keys
    client = connect(application_id=made.id, private_key=made.keys.private_key)
    client.messages.send(Sms(to=ANNA, from_=LINE, text="Hi"))
    assert business.wait_for(2, "/two/st")[0].body["status"] == "submitted"
    found, _ = admin.application.list_applications()
    assert [one.name for one in found] == ["Threadside simulator", "Second"]
    admin.application.delete_application(made.id)
    with pytest.raises(NotFoundError):
        admin.application.get_application(made.id)
    with pytest.raises(AuthenticationError):
        client.messages.send(Sms(to=ANNA, from_=LINE, text="Hi"))


def test_the_first_application_can_be_changed_and_not_removed(
    simulator: Simulator, admin: Vonage, control: Control, business: Any
) -> None:
    first = simulator.account.application_id
    capabilities = messages(f"{business.url}/new/in", f"{business.url}/new/st")
    config = ApplicationConfig(name="Renamed", capabilities=capabilities)
    assert admin.application.update_application(first, config).name == "Renamed"
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Hi"})
    business.wait_for(1, "/new/in")
    with pytest.raises(HttpRequestError) as refused:
        admin.application.delete_application(first)
    assert refused.value.response.status_code == 403


def test_contacts_reach_the_application_their_line_is_linked_to_or_the_account(
    simulator: Simulator, admin: Vonage, connect: Connect, control: Control, business: Any
) -> None:
    # The SDK goes on calling its forms JSON after it has sent JSON once: one client for each.
    account = simulator.account
    forms = connect(api_key=account.api_key, api_secret=account.api_secret)
    control("PUT", "config", {"mo_callback_url": f"{business.url}/account"})
    capabilities = messages(f"{business.url}/two/in", f"{business.url}/two/st")
    made = admin.application.create_application(
        ApplicationConfig(name="Second", capabilities=capabilities)
    )
    buy(forms)
    control("POST", "inbound", {"from": ANNA, "to": FREE, "text": "To the account"})
    business.wait_for(1, "/account")
    update = UpdateNumberParams(country="US", msisdn=FREE, app_id=made.id)
    forms.numbers.update_number(update)
    control("POST", "inbound", {"from": ANNA, "to": FREE, "text": "To the second"})
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "To the first"})
    assert business.wait_for(1, "/two/in")[0].body["text"] == "To the second"
    assert business.wait_for(1, "/inbound")[0].body["text"] == "To the first"


def test_an_address_of_the_number_takes_texts_of_the_sms_api(
    admin: Vonage, control: Control, business: Any
) -> None:
    control("PUT", "config", {"api_type": "sms", "mo_callback_url": f"{business.url}/account"})
    update = UpdateNumberParams(country="US", msisdn=LINE, mo_http_url=f"{business.url}/mine")
    admin.numbers.update_number(update)
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Hi"})
    assert business.wait_for(1, "/mine")[0].fields["text"] == "Hi"


def test_an_application_of_the_older_version_gets_the_older_shape(
    admin: Vonage, connect: Connect, control: Control, business: Any, simulator: Simulator
) -> None:
    capabilities = messages(f"{business.url}/in", f"{business.url}/st", version="v0.1")
    admin.application.update_application(
        simulator.account.application_id,
        ApplicationConfig(name="Old", capabilities=capabilities),
    )
    control("POST", "inbound", {"from": ANNA, "to": LINE, "text": "Hi"})
    inbound = business.wait_for(1, "/in")[0].body
    assert inbound["from"] == {"type": "sms", "number": ANNA}
    assert inbound["message"]["content"] == {"type": "text", "text": "Hi"}
    connect().messages.send(Sms(to="15005559240", from_=LINE, text="Hi"))
    status = business.wait_for(1, "/st")[0].body
    assert (status["to"]["number"], status["error"]["code"]) == ("15005559240", 1240)


def test_an_application_without_a_name_is_refused(admin: Vonage) -> None:
    with pytest.raises(HttpRequestError) as refused:
        admin.application.create_application(ApplicationConfig(name=""))
    assert refused.value.response.json()["invalid_parameters"][0]["name"] == "name"
