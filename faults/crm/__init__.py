"""Texts against a linked CRM that loses answers, refuses, is away, and a writer that is killed."""
