"""One command a file; each a short call into what the council does."""
