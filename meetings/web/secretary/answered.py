"""Who has answered what is with the members, how and when, and who has not."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Answer, Member, ProtocolVersion, Stance


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who is asked, or who has said something unasked, and what they say now."""

    member: Member
    answer: Answer | None = None

    @property
    def is_wish(self) -> bool:
        """Whether they ask for something else than what was sent."""
        return self.answer is not None and self.answer.stance != Stance.APPROVE


def rows(version: ProtocolVersion, asked: Iterable[Member]) -> list[Row]:
    """Those who have said something, the latest first, then those who are still asked."""
    said = list(Answer.objects.holding(version).select_related("member", "entered_by").order_by("-pk"))
    answered = {answer.member_id for answer in said if answer.stance != Stance.COMMENT}
    silent = [Row(member) for member in asked if member.pk not in answered]
    return [*(Row(answer.member, answer) for answer in said), *silent]
