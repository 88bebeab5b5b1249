"""Which servers browsers keep passkeys for."""

import pytest

from threadside.workspace.passkeys import site_of


@pytest.mark.parametrize(
    ("address", "able"),
    [
        ("https://text.example.com", True), ("https://text.example.com:8443", True),
        ("http://localhost:8080", True), ("http://text.example.com", False),
        ("http://127.0.0.1:8080", False), ("https://192.0.2.1", False), ("https://[::1]", False),
    ],
)  # fmt: skip
def test_a_name_and_https_are_needed(address: str, able: bool) -> None:
    assert site_of(address).able is able
