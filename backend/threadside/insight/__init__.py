"""What became of the texts, what stands out in it, and what waits for a person."""
