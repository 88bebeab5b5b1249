"""The consent ledger and the suppressions that follow from it."""
