"""`manage.py verify`: hold everything that was sent and published against its fingerprints."""

from django.core.management.base import BaseCommand, CommandError

from meetings.procedure import retaining


class Command(BaseCommand):
    """Name everything that does not agree; exit 1 if anything does not."""

    help = "Hold what was sent and published against its fingerprints."

    def handle(self, *_args: object, **_options: object) -> None:
        """Print one line for each fault."""
        faults = list(retaining.verify())
        for about, what in faults:
            self.stdout.write(f"{about}: {what}")
        if faults:
            message = f"{len(faults)} things do not agree."
            raise CommandError(message)
        self.stdout.write("Everything agrees.")
