"""One file each, as in `threadside/crms/`."""
