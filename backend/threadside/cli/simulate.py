"""`threadside simulate`: a carrier that speaks Vonage's API and forgets nothing."""

from threadside.simulator.command import command

__all__ = ["command"]
