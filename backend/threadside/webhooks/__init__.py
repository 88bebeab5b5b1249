"""What carriers call: verified, stored, answered, and only then understood."""
