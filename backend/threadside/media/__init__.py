"""Pictures and files: taken in, made fit to leave, kept, fetched from carriers, given out."""
