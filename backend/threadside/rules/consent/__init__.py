"""What a ledger of consent amounts to, when consent ends, and when a revocation is due."""
