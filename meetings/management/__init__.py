"""Idékom at the command line."""
