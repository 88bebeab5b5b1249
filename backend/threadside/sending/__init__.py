"""The outbox: how a text leaves, at most once, and how the carrier's word on it is folded in."""
