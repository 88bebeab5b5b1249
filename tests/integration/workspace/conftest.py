"""Fixtures of a workspace at work."""

from tests.integration.desk import desk, open_desk

__all__ = ["desk", "open_desk"]
