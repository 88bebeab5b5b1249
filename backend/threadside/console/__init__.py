"""Pages for admins, rendered by the server: what is set up, what it does, what needs a person."""
