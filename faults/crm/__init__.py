"""Texts against a linked CRM that loses answers, refuses, revokes, is away, and killed servers."""
