"""Adapters to carriers: each knows the sending port, the pure rules and its own carrier."""
