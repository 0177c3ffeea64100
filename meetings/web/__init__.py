"""For whom: the public, the member and the secretary, each in a room of its own. What they share lies here."""
