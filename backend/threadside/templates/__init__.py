"""Approved wording and the values that fill it."""
