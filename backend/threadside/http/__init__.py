"""REST and pages: what knows Flask. A handler parses, calls one feature, answers."""
