"""Letters out: one file a letter, an outbox of rows, and the worker that empties it."""
