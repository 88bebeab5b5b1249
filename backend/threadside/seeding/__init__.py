"""A believable workspace for the demo and the tests: people, lines, templates, history."""
