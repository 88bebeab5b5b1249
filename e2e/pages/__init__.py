"""What is on the screen, by the names that a person with a screen reader hears."""
