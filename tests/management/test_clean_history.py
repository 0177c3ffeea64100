"""The commands that would take history away are refused."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("command", ["clean_old_history", "clean_duplicate_history"])
def test_no_command_takes_history_away(command: str) -> None:
    with pytest.raises(CommandError, match="kept whole"):
        call_command(command)
    typed = [sys.executable, "manage.py", command, "--auto", "--days", "1"]
    refused = subprocess.run(typed, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert (refused.returncode, "kept whole" in refused.stderr, "Traceback" in refused.stderr) == (1, True, False)
