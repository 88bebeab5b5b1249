"""`python -m threadside.simulator`: the simulator alone, without the rest of the product."""

from threadside.simulator.command import command

if __name__ == "__main__":
    command(prog_name="python -m threadside.simulator")
