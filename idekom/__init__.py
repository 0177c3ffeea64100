"""The installation: settings, addresses and the door for the server."""
