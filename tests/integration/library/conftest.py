"""A workspace with a library, and files to put into it."""

import pytest
from flask import Flask

from tests.integration.desk import Desk, desk, open_desk
from tests.integration.library.shelf import Shelf

__all__ = ["desk", "open_desk", "shelf"]


@pytest.fixture
def shelf(app: Flask, desk: Desk) -> Shelf:
    """The desk's library."""
    return Shelf(app, desk)
