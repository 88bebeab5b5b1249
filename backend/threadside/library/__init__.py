"""Pictures and files that a workspace has approved for its texts."""
