"""The published vectors of the SMS API's `sig`, and what may not matter to it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.simulator.sms.signature import Algorithm, is_signed, signature

EXAMPLES = Path(__file__).parents[2] / "vonage_examples"


def published() -> list[Any]:
    """Fields, secret and algorithm of every signed example."""
    manifest = json.loads((EXAMPLES / "manifest.json").read_text())
    return [
        pytest.param(
            json.loads(json.loads((EXAMPLES / one["file"]).read_text())["body"]),
            one["signature"]["secret"],
            one["signature"]["algorithm"],
            id=one["id"],
        )
        for one in manifest
        if "algorithm" in one.get("signature", {})
    ]


@pytest.mark.parametrize(("fields", "secret", "algorithm"), published())
def test_the_published_signatures_are_ours(
    fields: dict[str, str], secret: str, algorithm: Algorithm
) -> None:
    assert is_signed(fields, secret, algorithm)
    assert not is_signed({**fields, "text": fields["text"] + "!"}, secret, algorithm)


@given(
    st.dictionaries(st.text(), st.text()),
    st.text(),
    st.sampled_from(["md5hash", "md5", "sha1", "sha256", "sha512"]),
)
def test_what_is_signed_is_recognised(
    fields: dict[str, str], secret: str, algorithm: Algorithm
) -> None:
    signed = {**fields, "sig": signature(fields, secret, algorithm).upper()}
    assert is_signed(signed, secret, algorithm)
