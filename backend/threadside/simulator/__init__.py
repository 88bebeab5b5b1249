"""A carrier on your own machine: speaks Vonage's Messages API, and fails when told to.

A product of its own beside the server it stands in for: it shares none of the server's code, so
that a mistake in one is not repeated in the other.
"""

from threadside.simulator.simulator import Simulator, run

__all__ = ["Simulator", "run"]
