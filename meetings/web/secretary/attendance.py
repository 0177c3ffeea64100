"""The page of the register: several forms that are sent together, so that saving one loses nothing typed in another."""

from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from meetings.models import Attendance, Meeting, Member, Protocol, State
from meetings.procedure import attending
from meetings.web.forms import StepForm
from meetings.web.secretary.forms.leading import LedForm, led
from meetings.web.secretary.forms.names import NamesForm
from meetings.web.secretary.forms.register import GuestForm, HeadForm, OfficersForm, RegisterForm

Beside = OfficersForm | HeadForm | GuestForm | NamesForm | LedForm


@dataclass(frozen=True, slots=True)
class Sections:
    """The register, who led and wrote, the head, a guest, who the printed names are, who led what, whom to take out."""

    register: RegisterForm
    officers: OfficersForm
    head: HeadForm
    guest: GuestForm
    names: NamesForm
    led: list[LedForm]
    remove: StepForm

    @property
    def touched(self) -> list[Beside]:
        """The forms beside the register in which somebody changed anything: who led which items before who led."""
        beside: list[Beside] = [*self.led, self.officers, self.head, self.guest, self.names]
        return [form for form in beside if form.is_touched]

    @property
    def faulty(self) -> list[StepForm]:
        """Those of them, and the button, that were refused."""
        return [form for form in (*self.touched, self.remove) if form.errors]

    def save(self, *, by: Member, rest_is_present: bool = False, taken_out: Attendance | None = None) -> bool:
        """Save what somebody changed, all or none; then mark everybody else as present, or take somebody out."""
        with transaction.atomic():
            saved = [self.register.save(by=by), *(form.save(by=by) for form in self.touched)]
            if rest_is_present and all(saved):
                saved.append(self.register.mark_rest(by=by))
            if taken_out and all(saved):
                saved.append(self.remove.attempt(lambda: attending.remove_person(taken_out, by=by)))
            transaction.set_rollback(not all(saved))
        return all(saved)

    @property
    def is_stale(self) -> bool:
        """Whether somebody else has saved meanwhile what somebody changed here."""
        beside = any(form.is_stale for form in (self.officers, self.head, self.names))
        return bool(self.register.stale) or beside or any(form.is_stale for form in self.led)


def sections(meeting: Meeting, protocol: Protocol | None, sent: QueryDict | None = None) -> Sections:
    """The forms of the page, empty or with what was sent."""
    return Sections(
        register=RegisterForm(sent, meeting=meeting),
        officers=OfficersForm(sent, meeting=meeting, auto_id="officers_%s"),
        head=HeadForm(sent, meeting=meeting, protocol=protocol, auto_id="head_%s"),
        guest=GuestForm(sent, meeting=meeting, auto_id="guest_%s"),
        names=NamesForm(sent, meeting=meeting, protocol=protocol),
        led=led(meeting, sent),
        remove=StepForm(sent),
    )


def removable(meeting: Meeting, protocol: Protocol | None) -> list[Attendance]:
    """Whom a button may take out of the register."""
    return attending.added_by_hand(meeting) if protocol and protocol.state == State.DRAFT else []
