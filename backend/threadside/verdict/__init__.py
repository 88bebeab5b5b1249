"""One answer to: may this member text this phone from this line now, and why."""
