"""`manage.py clean_duplicate_history`: refused. The history of a protocol is kept whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Takes the place of the command of the same name that comes with the histories."""

    help = "Refused: no duplicate history is taken away."

    def add_arguments(self, parser: Any) -> None:  # noqa: ANN401 - Django's own
        """Take whatever the other command would take."""
        parser.add_argument("anything", nargs="*")

    def run_from_argv(self, argv: list[str]) -> None:
        """Refuse before any option is read."""
        self.execute()

    def execute(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own
        """Refuse."""
        message = "The history of every protocol is kept whole: nothing of it is taken away."
        raise CommandError(message)
