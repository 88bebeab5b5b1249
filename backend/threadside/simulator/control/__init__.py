"""`/_sim/`: how tests and people drive the simulator."""

from threadside.simulator.control.routes import control_api

__all__ = ["control_api"]
