"""The Reports API: what the carrier has on file, at once or in an archive made meanwhile."""
