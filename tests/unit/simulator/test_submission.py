from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.account import Account, open_account
from threadside.simulator.problems import RefusedError
from threadside.simulator.submission import read_object, read_submission

LINE = "17205550100"


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    return open_account(tmp_path_factory.mktemp("account")).changed({"lines": [LINE]})


def sms(**changes: Any) -> dict[str, Any]:
    body = {
        "channel": "sms",
        "message_type": "text",
        "to": "17205550142",
        "from": LINE,
        "text": "Hi",
    }
    body.update(changes)
    return {key: value for key, value in body.items() if value is not ...}


def test_a_complete_text_is_read(account: Account) -> None:
    read = read_submission(
        sms(client_ref="m:1", ttl=900, webhook_url="https://b/st", sms={"encoding_type": "auto"}),
        account,
    )
    assert (read.to, read.sender, read.text) == ("17205550142", LINE, "Hi")
    assert (read.client_ref, read.webhook_url) == ("m:1", "https://b/st")


@pytest.mark.parametrize(
    ("changes", "fragment", "parameter"),
    [
        ({"channel": ...}, "#1100", None),
        ({"channel": "pigeon"}, "#1100", None),
        ({"message_type": "image"}, "#1140", None),
        ({"to": "+17205550142"}, "#110", None),
        ({"to": "0172055501"}, "#110", None),
        ({"to": "72055"}, "#110", None),
        ({"to": "1٤١٥5550142"}, "#110", None),
        ({"to": 17205550142}, "#110", None),
        ({"from": ""}, "#1120", None),
        ({"from": f"+{LINE}"}, "#1120", None),
        ({"from": "17205550199"}, "#1120", None),
        ({"client_ref": "x" * 101}, "#1060", None),
        ({"client_ref": 7}, "#1060", None),
        ({"text": ""}, "#1150", "text"),
        ({"text": ...}, "#1150", "text"),
        ({"text": "x" * 1001}, "#1150", "text"),
        ({"text": "\ud800"}, "#1150", "text"),
        ({"ttl": 19}, "#1150", "ttl"),
        ({"ttl": 604_801}, "#1150", "ttl"),
        ({"ttl": True}, "#1150", "ttl"),
        ({"webhook_url": "business/status"}, "#1150", "webhook_url"),
        ({"sms": {"encoding_type": "morse"}}, "#1150", "sms.encoding_type"),
        ({"webhook_version": "v7"}, "#1150", "webhook_version"),
        ({"failover": []}, "#1150", "failover"),
        ({"failover": [{}]}, "#1100", None),
    ],
)
def test_what_vonage_refuses_is_refused_alike(
    account: Account, changes: dict[str, Any], fragment: str, parameter: str | None
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_submission(sms(**changes), account)
    problem = refused.value.problem
    assert problem.status == 422
    assert problem.type == f"https://developer.vonage.com/api-errors/messages{fragment}"
    named = problem.document("i").get("invalid_parameters", [{"name": None}])
    assert isinstance(named, list)
    assert [one["name"] for one in named] == [parameter]


def test_any_number_may_send_while_no_lines_are_listed(account: Account) -> None:
    free = account.changed({"lines": []})
    assert read_submission(sms(**{"from": "17205550199"}), free).sender == "17205550199"


def test_a_picture_carries_its_caption(account: Account) -> None:
    image = {"url": "https://b/1.jpg", "caption": "Look"}
    picture = sms(channel="mms", message_type="image", text=..., image=image)
    read = read_submission(picture, account)
    assert (read.text, read.media_url) == ("Look", "https://b/1.jpg")


def test_a_picture_without_an_address_is_refused(account: Account) -> None:
    with pytest.raises(RefusedError) as refused:
        read_submission(sms(channel="mms", message_type="image", image={}), account)
    assert refused.value.problem.invalid_parameters[0].name == "image.url"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_object(body)
    assert refused.value.problem.type.endswith("#invalid-json")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["channel", "message_type", "to", "from", "text", "client_ref", "ttl", "sms", "image"]
        ),
        _VALUES | st.sampled_from(["sms", "mms", "text", "image", LINE, "17205550142"]),
    )
)
def test_any_object_is_read_or_refused(account: Account, body: dict[str, Any]) -> None:
    with suppress(RefusedError):
        read = read_submission(sms(**body), account)
        assert read.to.isdigit()
        assert read.sender == LINE
