"""CRMs that no release knows, for the server of `python -m e2e.more_crms`."""
