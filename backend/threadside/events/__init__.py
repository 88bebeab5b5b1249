"""Numbered facts: written with the rows they tell of, read by screens that resume."""
