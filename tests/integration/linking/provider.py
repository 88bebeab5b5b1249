"""The OAuth server of `tests/oauth_server`, started once, and a person who signs in to it."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

FOLDER = Path(__file__).parents[2] / "oauth_server"
CALLBACK = "http://127.0.0.1:8080/console/crm/callback"
INSTALL = "The OAuth server's packages are missing: run `make test-integration`, or `npm ci` there."


class Provider:
    """The server in a test's hand."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def tell(self, **how: Any) -> None:
        """How to behave from now on: see `fresh()` in `server.mjs`."""
        self._post("/control", how)

    def reset(self) -> None:
        """Behave well, with nobody signed in."""
        self._post("/control/reset", {})

    def forget(self, *kinds: str) -> None:
        """`AccessToken`s have expired; a `RefreshToken` and its `Grant` were revoked."""
        self._post("/control/forget", {"kinds": kinds})

    def counts(self) -> dict[str, int]:
        """How often it was asked: `token`, `api`, `refused`, `revoked`; answers by status."""
        found: dict[str, int] = requests.get(f"{self.url}/control/counts", timeout=5).json()
        return found

    def consent(self, address: str) -> dict[str, str]:
        """Sign in at an address as a browser does; the query of the callback that follows."""
        with requests.Session() as browser:
            for _ in range(10):
                answer = browser.get(address, allow_redirects=False, timeout=5)
                assert answer.is_redirect, answer.text[:500]
                address = urljoin(address, answer.headers["location"])
                if address.startswith(CALLBACK):
                    return dict(parse_qsl(urlsplit(address).query))
        raise AssertionError("it never came back")

    def _post(self, path: str, body: Mapping[str, Any]) -> None:
        requests.post(f"{self.url}{path}", data=json.dumps(body), timeout=5).raise_for_status()


@contextmanager
def running(callback: str = "") -> Iterator[Provider]:
    """Start the server on a port of its own choice; it ends with its standard input. With a
    `callback` it comes back there, after its own pages of sign-in and consent."""
    assert (FOLDER / "node_modules" / "oidc-provider").is_dir(), INSTALL
    with subprocess.Popen(
        ["node", "server.mjs", *([callback] if callback else [])],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Provider(int(_port(process.stdout)))
        finally:
            process.terminate()


def _port(lines: Iterator[str]) -> str:
    return next(line for line in lines if line.strip().isdigit())
