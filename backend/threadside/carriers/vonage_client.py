"""The SDK, disarmed: one request for one call, within a time, to the host that was meant.

As shipped, vonage-http-client 1.5 posts again, up to ten times, when a connection drops after the
request was read; waits forever; follows redirects, turning a POST into a GET; and believes the
environment's proxies. A client keeps its headers in one dict: one client for one thread and for one
way of authentication.
"""

import logging
from pathlib import Path
from typing import Final

import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from vonage import Auth, HttpClientOptions, Vonage

# Its debug lines hold bodies, numbers and the previous Authorization header.
logging.getLogger("vonage").setLevel(logging.ERROR)

REST_HOST: Final = "rest.nexmo.com"
"""Vonage has its older APIs (SMS, Numbers, account settings) at one host, whatever the region."""
REGIONAL: Final = (".nexmo.com", ".vonage.com")


def open_client(auth: Auth, *, api_host: str, ca_file: Path | None, timeout_s: int) -> Vonage:
    """A client for one thread. `ca_file` is trusted instead of the public authorities."""
    options = HttpClientOptions(
        api_host=api_host, rest_host=rest_host(api_host), timeout=timeout_s, max_retries=0
    )
    client = Vonage(auth, options)
    http = client.http_client
    http._http_client_options.pool_maxsize = 1  # noqa: SLF001 - one turn of the retry loop
    session = http._session  # noqa: SLF001
    session.max_redirects = 0
    # An environment's proxies or CA bundles must not decide whom we send customers' texts to.
    session.trust_env = False
    if ca_file is not None:
        session.verify = str(ca_file)
    return client


def rest_host(api_host: str) -> str:
    """Where the older APIs are that belong to `api_host`; the same host but for Vonage's own."""
    return REST_HOST if api_host.endswith(REGIONAL) else api_host


def never_connected(error: requests.exceptions.RequestException) -> bool:
    """Whether a request surely did not leave: nobody listened, or it was not who we meant."""
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return True
    return isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY" in str(error)


def retry_after(response: requests.Response) -> float | None:
    """What a refusal says of when to come back, in seconds."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else None
