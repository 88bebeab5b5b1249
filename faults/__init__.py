"""Injected faults against real processes: is anything lost, doubled, stuck or shown wrong?"""
