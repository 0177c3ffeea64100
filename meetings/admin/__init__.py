"""The secretary's registers and the history browser, in Django's admin. Who sees what is asked of `access`."""

from meetings.admin import accounts, agendas, councils, people, protocols, standing
from meetings.admin.site import site

__all__ = ["accounts", "agendas", "councils", "people", "protocols", "site", "standing"]
