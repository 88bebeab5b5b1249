"""A workspace at work, and a simulated carrier that calls nobody back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.desk import desk, open_desk
from threadside.simulator import Simulator

__all__ = ["desk", "open_desk"]


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account for all tests: making an RSA key takes longer than they do."""
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture
def simulator(state_dir: Path) -> Iterator[Simulator]:
    """A carrier that calls nobody back."""
    with Simulator(state_dir) as running:
        yield running
