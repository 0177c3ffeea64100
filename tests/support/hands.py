"""Somebody at the keyboard, without a mouse: every key is counted."""

from playwright.sync_api import Error, Page

_MOST = 300  # presses of Tab before something counts as out of reach

# What has the focus, as a person would call it: its label, its words, or the name of its list.
_FOCUSED = """() => {
  const one = document.activeElement;
  const words = one.getAttribute("aria-label") || [...(one.labels ?? [])].map(label => label.innerText).join(" ")
    || one.innerText || "";
  return words.replace(/\\s+/g, " ").trim();
}"""


class Hands:
    """Ten fingers on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; a chord such as Control+Enter is one."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, words: str) -> None:
        """Type words."""
        self.page.keyboard.type(words)
        self.keys += len(words)

    def reach(self, name: str) -> None:
        """Go with Tab to the control that begins with these words."""
        for _ in range(_MOST):
            if self.focused().startswith(name):
                return
            self.press("Tab")
        message = f"Tab does not reach {name!r}."
        raise AssertionError(message)

    def focused(self) -> str:
        """What has the focus; nothing while a page gives way to another."""
        try:
            return str(self.page.evaluate(_FOCUSED))
        except Error:
            self.page.wait_for_load_state()
            return ""

    def push(self, name: str) -> None:
        """Go to a button or a link, and press it."""
        self.reach(name)
        self.press("Enter")
