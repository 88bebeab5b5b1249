"""Which web origins may speak to this server: our extension, and our own pages.

The extension's id is derived from the public key in its manifest, so the shipped one is known
here (https://developer.chrome.com/docs/extensions/reference/manifest/key).
"""

from urllib.parse import urlsplit

from threadside.settings import Settings

SHIPPED_EXTENSION = "kfgfnggophamflgkhjkankbogoinpiai"
LOOPBACK = ("127.0.0.1", "localhost")


def extension_ids(settings: Settings) -> tuple[str, ...]:
    """The shipped extension and those that the operator added."""
    return (SHIPPED_EXTENSION, *settings.extension_ids)


def allowed_origins(settings: Settings) -> frozenset[str]:
    """Origins as browsers write them in `Origin`: scheme, host and port, no path."""
    own = urlsplit(settings.public_url)
    port = f":{own.port}" if own.port else ""
    hosts = LOOPBACK if own.hostname in LOOPBACK else (own.hostname,)
    return frozenset(
        [f"chrome-extension://{extension_id}" for extension_id in extension_ids(settings)]
        + [f"{own.scheme}://{host}{port}" for host in hosts]
    )


def redirect_uris(settings: Settings) -> frozenset[str]:
    """Where a sign-in may end: the addresses that Chrome keeps for these extensions alone."""
    return frozenset(f"https://{each}.chromiumapp.org/" for each in extension_ids(settings))
