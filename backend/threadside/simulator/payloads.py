"""How webhooks are written: JSON without blanks, moments in UTC."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """UTF-8 as Vonage sends it, characters not escaped."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def timestamp() -> str:
    """Now, in real time, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
