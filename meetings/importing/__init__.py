"""Old protocols in: read, parse, and propose a draft for a person to confirm. Nothing is guessed."""
