"""`manage.py clean_duplicate_history`: refused, as taking away what is old is."""

from meetings.management.commands.clean_old_history import Command

__all__ = ["Command"]
