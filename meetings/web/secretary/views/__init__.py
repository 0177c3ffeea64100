"""What the secretary sees, one module a screen."""
