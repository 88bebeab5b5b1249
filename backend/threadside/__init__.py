"""Threadside: business texting beside the record."""

__version__ = "0.1.0"
