"""What one socket may take, and the close codes that tell a client why its socket ended."""

from dataclasses import dataclass

MALFORMED = 4400
"""The client broke the protocol: a bug on its side; reconnecting does not help."""
SIGN_IN_AGAIN = 4401
"""No token, or one that is not valid any more: get a new one, then reconnect."""
SLOW_CONSUMER = 4408
"""The client does not keep up, or is silent: reconnect with the cursor."""
FAULT = 1011
"""Internal error (RFC 6455, section 7.4.1): reconnect with the cursor."""
RESTART = 1012
"""Service restart (IANA WebSocket close code registry): reconnect within a few seconds."""
TRY_LATER = 1013
"""Try again later (same registry): the member has too many sockets."""


@dataclass(frozen=True)
class Limits:
    """Times in seconds, sizes in bytes. Tests shorten them; a server uses these."""

    hello_s: float = 5.0
    ping_s: float = 20.0
    """Under thirty seconds: what arrives on a socket keeps an extension's worker alive."""
    unanswered_pings: int = 2
    queue_frames: int = 256
    queue_bytes: int = 1024 * 1024
    inbound_bytes: int = 16 * 1024
    inbound_per_s: int = 20
    replay: int = 500
    """Events a client may be behind; when it is more, fetching a snapshot is cheaper."""
    per_member: int = 20
    goodbye_s: float = 0.5
    """How long a closed socket waits for the other side's goodbye."""


class Closing(Exception):  # noqa: N818 - an ending, which need not be an error
    """Ends a connection with a close code and a reason of at most 123 bytes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
