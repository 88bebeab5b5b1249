"""A workspace at work, whose records are kept, exported and erased."""

from tests.integration.audit.conftest import Recorded, Verified, recorded, verified
from tests.integration.cli.conftest import Run, run
from tests.integration.desk import desk, open_desk

__all__ = ["Recorded", "Run", "Verified", "desk", "open_desk", "recorded", "run", "verified"]
