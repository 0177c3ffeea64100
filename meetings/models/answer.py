"""What somebody answered to a version of a protocol."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models import clock
from meetings.models.base import Frozen, FrozenQuerySet
from meetings.models.member import Member
from meetings.models.protocol_version import ProtocolVersion


class Stance(models.TextChoices):
    """What an answer says."""

    APPROVE = "approve", _("approves")
    OBJECT = "object", _("objects")
    COMMENT = "comment", _("comments")


class Method(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("by the link in the letter")
    SIGNED_IN = "signed_in", _("signed in")
    PHONE = "phone", _("by phone, entered by the secretary")
    PAPER = "paper", _("on paper, entered by the secretary")


_ENTERED = [Method.PHONE, Method.PAPER]


class AnswerQuerySet(FrozenQuerySet["Answer"]):
    """Reading answers."""

    def given_to(self, version: ProtocolVersion) -> Self:
        """Every answer to a version, and those before that stand, the latest last."""
        return self.filter(version__in=version.answered_as()).order_by("pk")

    def holding(self, version: ProtocolVersion) -> Self:
        """What people say now: every comment, and the latest of each person's other answers; the latest last."""
        given = self.given_to(version)
        newer = given.exclude(stance=Stance.COMMENT)
        newer = newer.filter(member=models.OuterRef("member"), pk__gt=models.OuterRef("pk"))
        return given.exclude(~models.Q(stance=Stance.COMMENT) & models.Exists(newer))

    def counting(self, version: ProtocolVersion) -> Self:
        """The answer that counts for each person; a later one replaces it, a comment replaces none."""
        return self.holding(version).exclude(stance=Stance.COMMENT)


class Answer(Frozen):
    """One answer, bound to exactly the text that was shown (the version's root hash).

    A changed answer is a new row; the latest counts. One that the secretary entered says so.
    """

    version = models.ForeignKey(ProtocolVersion, models.PROTECT, related_name="answers")
    root = models.CharField(max_length=64)
    member = models.ForeignKey(Member, models.PROTECT, related_name="answers")
    stance = models.CharField(max_length=10, choices=Stance)
    comment = models.TextField(blank=True)
    method = models.CharField(max_length=10, choices=Method)
    entered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(default=clock.now)

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering: ClassVar = ["version_id", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(method__in=_ENTERED, entered_by__isnull=False)
                | (~models.Q(method__in=_ENTERED) & models.Q(entered_by=None)),
                name="an_answer_by_phone_or_paper_says_who_entered_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(stance__in=[Stance.OBJECT, Stance.COMMENT]) | ~models.Q(comment=""),
                name="an_objection_or_comment_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_stance_display()}"
