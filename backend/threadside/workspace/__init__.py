"""Workspaces, their members, and how members prove who they are."""
