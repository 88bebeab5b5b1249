"""Keeping, handing out and deleting what was recorded: holds, erasure, retention, exports."""
