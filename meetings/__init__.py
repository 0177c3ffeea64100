"""Councils, their meetings and protocols."""
