"""What regulators, carriers and phone numbers demand, as pure functions of values.

Nothing here reads a clock, a network or a database; the data tables stand in `shared_schemas`
and are read once, when a module is imported.
"""
