"""What the secretary fills in, one module a screen."""
