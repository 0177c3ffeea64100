"""The first thing that happens on a new machine: a clear line when something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

# Stand-ins for the machine's Python: each answers only what bin/environment asks it.
TOO_OLD = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *venv*) exit 1 ;; esac\n'
# Makes an environment whose Python notes what it is told to install.
COMPLETE = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then
    mkdir -p "$4/bin" && cp "$0" "$4/bin/python"
elif [ "$1 $2 $3" = "-m pip install" ]; then
    shift 3 && echo "$@" >> installed.log
fi
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    (tmp_path / "machine").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").write_text("django==5.2.1\n")
    shutil.copy(settings.ROOT / "bin" / "environment", tmp_path / "bin" / "environment")
    for program in ("cmp", "cp", "dirname", "mkdir", "sh"):
        found = shutil.which(program)
        assert found is not None
        (tmp_path / "machine" / program).symlink_to(found)
    return tmp_path


def prepare(checkout: Path, python: str | None) -> subprocess.CompletedProcess[str]:
    """Run bin/environment on a machine that has this Python, or none."""
    if python is not None:
        program = checkout / "machine" / "python3"
        program.write_text(python)
        program.chmod(0o755)
    environment = {"PATH": str(checkout / "machine"), "HOME": os.devnull}
    return subprocess.run(
        [checkout / "bin" / "environment", "run"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("python", [None, TOO_OLD])
def test_no_python_or_an_old_one_is_said_in_one_line(checkout: Path, python: str | None) -> None:
    done = prepare(checkout, python)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "idekom: Python 3.11 or later is needed, and none was found. On Debian: apt-get install python3 python3-venv\n"
    )


def test_a_missing_venv_module_is_said_in_one_line(checkout: Path) -> None:
    done = prepare(checkout, WITHOUT_VENV)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "idekom: the venv module of python3 is missing. On Debian: apt-get install python3-venv\n"
    assert not (checkout / ".venv").exists()


def test_requirements_are_installed_with_hashes_and_again_only_when_they_change(checkout: Path) -> None:
    once = "--quiet --disable-pip-version-check --require-hashes --requirement requirements/run.txt\n"
    log = checkout / "installed.log"
    assert prepare(checkout, COMPLETE).stdout == "Installing requirements/run.txt …\n"
    assert log.read_text() == once
    assert prepare(checkout, COMPLETE).stdout == ""
    assert log.read_text() == once
    (checkout / "requirements" / "run.txt").write_text("django==5.2.2\n")
    assert prepare(checkout, COMPLETE).returncode == 0
    assert log.read_text() == once * 2
