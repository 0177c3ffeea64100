"""`manage.py clean_old_history`: refused. The history of a protocol is kept whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Takes the place of the command of the same name that comes with the histories."""

    help = "Refused: no history is taken away."

    def run_from_argv(self, argv: list[str]) -> None:
        """Refuse whatever is asked for: no option is read."""
        super().run_from_argv(argv[:2])

    def execute(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        """Refuse."""
        message = "The history of every protocol is kept whole: nothing of it is taken away."
        raise CommandError(message)
