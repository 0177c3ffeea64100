"""The browser of the tests: the machine's own Chromium, found or, where that may be done, installed.

`python -m tests.support.chromium` makes sure that there is one, or says what to install.
"""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "idekom: the browser tests need Chromium. On Debian: apt-get install chromium (or set CHROMIUM to its path)."


def find() -> str | None:
    """The path of the machine's Chromium, or None; CHROMIUM in the environment decides alone."""
    names = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else NAMES
    return next((path for path in map(shutil.which, names) if path), None)


def path() -> str:
    """The path of the machine's Chromium; RuntimeError where there is none."""
    found = find()
    if found is None:
        raise RuntimeError(MISSING)
    return found


def install() -> None:
    """Install it where that is ours to do: as root on a Debian."""
    if os.geteuid() != 0 or "CHROMIUM" in os.environ or shutil.which("apt-get") is None:
        return
    print("Installing Chromium for the browser tests …", flush=True)  # noqa: T201 -- this module is also a command
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)  # noqa: S607 -- Debian's own


if __name__ == "__main__":
    if find() is None:
        install()
    if find() is None:
        raise SystemExit(MISSING)
