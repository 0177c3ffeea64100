"""`manage.py demo`: an invented, lively council on an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from meetings.management.demo import people, play
from meetings.models import Council, clock
from meetings.procedure import publishing


class Command(BaseCommand):
    """Play two years of an invented council through the real steps."""

    help = "Fill an empty database with an invented council."

    def handle(self, *_args: object, **_options: object) -> None:
        """Refuse where there is a council already: a demonstration is never mixed with anything."""
        if settings.PRODUCTION or Council.objects.exists():
            message = "There is a council here already. The demonstration needs an empty database."
            raise CommandError(message)
        with transaction.atomic(), publishing.deferred():  # all or nothing: an interrupted start begins again
            cast = play.play(clock.today())
        lines = [
            ("sekreterare", people.address("Olle Brandt")),
            ("ordförande", people.address("Karin Hallberg")),
            ("ledamot", people.address("Margareta Lindqvist")),
            ("administratör", people.ADMINISTRATOR),
        ]
        text = "".join(f"{role:15}{address}\n" for role, address in lines)
        settings.DATA.mkdir(parents=True, exist_ok=True)
        (settings.DATA / "sign-in.txt").write_text(text, encoding="utf-8")
        self.stdout.write(f"{cast.council}: {cast.council.meetings.count()} meetings, {len(cast.members)} people.")
