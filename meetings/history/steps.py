"""What each step is called when it is told afterwards."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STEPS: "dict[str, StrOrPromise]" = {
    "plan": _("The meeting was planned"),
    "add_item": _("An item was put on the agenda"),
    "move_item": _("An item was moved"),
    "take_off": _("An item was taken off the agenda"),
    "put_back": _("An item was put back on the agenda"),
    "present": _("Somebody was asked to present an item"),
    "enter_reply": _("A reply to the notice was written down"),
    "take_up": _("A tabled matter was taken up"),
    "end_tabled": _("A tabled matter was ended"),
    "forward": _("It was written down what became of a question that was handed over"),
    "send_notice": _("The notice was sent"),
    "cancelled": _("The meeting was cancelled"),
    "moved": _("The meeting was moved"),
    "open": _("The meeting was opened"),
    "close": _("The meeting was closed"),
    "mark_rest_present": _("Everybody else was marked as here"),
    "remove_person": _("Somebody was taken out of the register"),
    "pair": _("A name was paired with a person"),
    "send": _("The minutes were sent to the members"),
    "set_deadline": _("The members got another day to answer by"),
    "recall": _("The minutes were taken back"),
    "answer": _("Somebody answered"),
    "decide_previous": _("The meeting dealt with these minutes"),
    "approve": _("The minutes were approved"),
    "undo_approval": _("The approval was undone"),
    "register_approval": _("An approval was registered"),
    "publish": _("The minutes were published"),
    "withdraw": _("The minutes were taken away from the public"),
    "suppress": _("An edition was taken away"),
    "write_correction": _("A correction was written"),
    "correct": _("A correction was confirmed"),
    "decline_correction": _("A correction was declined"),
    "import": _("The minutes were brought in from an older document"),
    "report_note": _("A line was written about an action"),
    "report_help": _("Help was asked for with an action"),
    "report_done": _("An action was reported as done"),
    "report_reopened": _("An action was taken up again"),
    "report_dropped": _("An action was dropped"),
}
