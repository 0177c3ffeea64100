"""What the scripts of the editor say: in the language of the page, `%s` where a time, a name or a number goes."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Each thing said, by the name the scripts know it by."""
    return {
        "saved": _("Saved %s"),
        "nothing": _("Everything is saved."),
        "restored": _("Fetched from this computer, and sent."),
        "kept": _("Kept on this computer, not on the server."),
        "offline": _("No network. Kept on this computer, %s changes wait."),
        "offlineone": _("No network. Kept on this computer, one change waits."),
        "nothere": _("This item is not kept on this computer. Write in it when there is a network."),
        "noroom": _("This computer has no room to keep what you write."),
        "conflict": _("Somebody else has saved the item. Yours is kept on this computer."),
        "signedout": _("Signed out. Kept on this computer."),
        "writes": _("%s writes here"),
        "nonetwork": _("There is no network just now. Try again."),
        "wrongcode": _("That is not the code in the letter. Look again and type all six digits."),
        "somebodyelse": _("Somebody else is signed in here now. Your text stays on this computer."),
    }
