"""The live stream: every screen is told of every committed event, over one WebSocket."""
