"""What the council decided, as it is printed."""

from typing import ClassVar, Self, assert_never

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from meetings.models.agenda_item import AgendaItem
from meetings.models.base import GuardedQuerySet, Tracked
from meetings.models.protocol import Protocol, State
from meetings.text import Outcome


def outcome_label(outcome: Outcome) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each outcome
    """The word for an outcome, as it stands on a box or a tag."""
    match outcome:
        case Outcome.APPROVED:
            return pgettext("outcome", "Approved")
        case Outcome.ADOPTED:
            return pgettext("outcome", "Decided")
        case Outcome.REJECTED:
            return pgettext("outcome", "Rejected")
        case Outcome.TABLED:
            return pgettext("outcome", "Tabled")
        case Outcome.REFERRED_BACK:
            return pgettext("outcome", "Referred back")
        case Outcome.NOTED:
            return pgettext("outcome", "Noted")
        case Outcome.FILED:
            return pgettext("outcome", "Filed")
        case Outcome.ELECTED:
            return pgettext("outcome", "Elected")
        case Outcome.STATEMENT:
            return pgettext("outcome", "Statement")
        case Outcome.HANDED_OVER:
            return pgettext("outcome", "Handed over")
        case Outcome.DISCHARGED:
            return pgettext("outcome", "Discharged from liability")
        case Outcome.WITHDRAWN:
            return pgettext("outcome", "Withdrawn")
        case Outcome.NOT_REACHED:
            return pgettext("outcome", "Not reached")
    assert_never(outcome)


class DecisionQuerySet(GuardedQuerySet["Decision"]):
    """Reading decisions."""

    def handed_over(self) -> Self:
        """What a protocol that is out hands over to somebody else, and what has been sent to them.

        `waits`: it is to be sent or answered; what only an old protocol says does not wait (rule 15).
        """
        main = Protocol.objects.main().filter(meeting=models.OuterRef("item__meeting"))
        out = main.filter(version__isnull=False).exclude(state=State.DRAFT)
        is_sent = models.Q(forwarding__sent_on__isnull=False)
        found = self.filter(models.Q(models.Exists(out)) | is_sent, outcome=Outcome.HANDED_OVER.value)
        waits = models.Q(forwarding__answered_on=None) & (~models.Q(models.Exists(main.set_aside())) | is_sent)
        return found.annotate(waits=models.ExpressionWrapper(waits, models.BooleanField()))

    def waiting(self) -> Self:
        """Of what was handed over, that which is to be sent or answered."""
        return self.filter(waits=True)

    def waiting_first(self) -> Self:
        """What waits to be sent or answered, the oldest first; then the rest, the latest meeting first."""
        waits = models.Case(models.When(waits=True, then=models.F("item__meeting__held_on")))
        return self.order_by("-waits", waits.asc(nulls_last=True), "-item__meeting__held_on", "pk")


class Decision(Tracked):
    """One decision of an item: its outcome and the sentence as printed. No decision is no row: never guessed.

    Derived from the item's text, `position` counting the text's decisions from 0.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions", verbose_name=_("item"))
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("outcome"), max_length=20, choices=[(word.value, word.value) for word in Outcome])
    sentence = models.TextField(_("sentence"))
    reason = models.TextField(_("reason"), blank=True)
    recipient = models.CharField(_("recipient"), max_length=300, blank=True)

    objects: ClassVar = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["item_id", "position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=[word.value for word in Outcome]), name="an_outcome_is_a_known_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.sentence}"

    @property
    def label(self) -> str:
        """The word for its outcome."""
        return outcome_label(Outcome(self.outcome))
