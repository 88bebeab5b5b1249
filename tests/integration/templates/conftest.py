"""Fixtures of a workspace at work."""

import pytest

from tests.integration.desk import Desk, desk, open_desk
from tests.integration.templates.office import Office

__all__ = ["desk", "office", "open_desk"]


@pytest.fixture
def office(desk: Desk) -> Office:
    """The desk, with two admins."""
    return Office(desk)
