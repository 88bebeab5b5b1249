"""What goes over the wire: the Pydantic models behind REST, the stream and their schemas."""
