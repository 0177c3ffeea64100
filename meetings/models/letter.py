"""The outbox: letters written in a step's transaction and sent afterwards by the worker."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.council import Council
from meetings.models.meeting import Meeting, Notice
from meetings.models.member import Member
from meetings.models.protocol_version import ProtocolVersion
from meetings.models.publication import Publication

HELD = timedelta(minutes=5)  # after this a letter that a dead worker held is taken back


class LetterKind(models.TextChoices):
    """What a letter is about."""

    NOTICE = "notice", _("notice")
    ANSWER = "answer", _("protocol to answer")
    RECALLED = "recalled", _("protocol taken back")
    PUBLISHED = "published", _("protocol published")
    CONFIRM = "confirm", _("something to confirm")
    TASKS = "tasks", _("own tasks")
    ADDRESS = "address", _("address changed")


class LetterState(models.TextChoices):
    """Where a letter is."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reading the outbox."""

    def due(self) -> Self:
        """Letters to be sent now, and those that a dead worker has held for too long."""
        now = clock.now()
        waiting = models.Q(state=LetterState.WAITING, next_try_at__lte=now)
        return self.filter(waiting | models.Q(state=LetterState.SENDING, taken_at__lte=now - HELD))


class Letter(models.Model):
    """One letter to one person, about a meeting or, where it is about none, from a council.

    Its words are made when it is sent, so nothing secret lies here. `address` is where it goes when not to the
    person's own address: the former one.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="letters", verbose_name=_("to"))
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="letters", verbose_name=_("meeting"))
    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="+", verbose_name=_("council"))
    address = models.EmailField(_("former address"), blank=True)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(ProtocolVersion, models.PROTECT, null=True, related_name="+")
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.TextField(_("what went wrong"), blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    written_at = models.DateTimeField(default=clock.now)

    objects: ClassVar = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state=LetterState.SENT) | models.Q(sent_at__isnull=False),
                name="a_sent_letter_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(meeting__isnull=False, council=None) | models.Q(meeting=None, council__isnull=False),
                name="a_letter_is_about_a_meeting_or_from_a_council",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_try_at"], name="letters_to_send")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.member}"

    @property
    def about(self) -> Meeting:
        """The meeting it is about, of the letters that are about one."""
        assert self.meeting is not None, "a changed address and a deputy are about no meeting"
        return self.meeting

    @property
    def sender(self) -> Council:
        """The council that writes."""
        return self.council or self.about.council
