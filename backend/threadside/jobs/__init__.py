"""Side work that must not be lost."""
