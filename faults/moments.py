"""Moments and documents as either database gives them to a bare connection."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def document(payload: Any) -> Mapping[str, Any]:
    """A column of JSON."""
    data: Mapping[str, Any] = json.loads(payload) if isinstance(payload, str) else payload
    return data


def moment(at: Any) -> datetime:
    """A column of either database, or RFC 3339, as an aware moment."""
    found = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
