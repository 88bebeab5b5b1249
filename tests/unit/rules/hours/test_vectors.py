"""Quiet hours on cases that any implementation must agree on, in both modes (Q-2, Q-3, Q-7)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from threadside.rules.hours import Mode, Whereabouts, builtin_table, decide
from threadside.rules.tables import load_json

VECTORS: list[dict[str, Any]] = load_json("vectors/hours.json")
MODES: tuple[Mode, ...] = ("default", "strict_dual")


def moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vector", VECTORS, ids=[each["name"] for each in VECTORS])
def test_the_vector_holds(vector: dict[str, Any], mode: Mode) -> None:
    found = decide(
        builtin_table(),
        Whereabouts(vector["phone"], state=vector.get("state"), crm_zone=vector.get("zone")),
        vector.get("kind", "initiate"),
        datetime.fromisoformat(vector["at"]),
        mode=mode,
        last_inbound=moment(vector.get("last_inbound")),
    )
    assert found.allowed is vector[mode]
    if vector["default"] == vector["strict_dual"]:
        assert found.reason == vector.get("reason", found.reason)
    if mode == "default" and "opens_at" in vector:
        assert found.opens_at == moment(vector["opens_at"])
    assert found.opens_at is None or found.opens_at.tzinfo is UTC
