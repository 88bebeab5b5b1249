"""The record that can prove itself: what happened, by whom, in an order that nobody can change."""
