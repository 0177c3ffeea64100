"""The app's place in Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Councils, their meetings and protocols."""

    name = "meetings"
    verbose_name = "Idékom"

    def ready(self) -> None:
        """Guard what never changes, after every migration and at every check."""
        from meetings.models import immutability  # noqa: PLC0415 - models are ready only now

        immutability.connect(self)
