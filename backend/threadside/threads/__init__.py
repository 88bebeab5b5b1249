"""Threads: what a rep sends, notes and reads, and what arrives."""
