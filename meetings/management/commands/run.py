"""Start Idékom on this machine: everything that must be in place, then the server and the worker, until Ctrl+C."""

import errno
import hashlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from meetings.management import together
from meetings.models import Council

ANSWERS_WITHIN = 30  # seconds
GRANIAN = ("--interface=wsgi", "--workers=2", "--blocking-threads=8", "--no-ws", "--log-level=error")
HERE = {"127.0.0.1", "0.0.0.0", "::1", "::"}  # noqa: S104 - nothing is bound to it here: what is called localhost


def refuse_taken(host: str, port: int) -> None:
    """Say so if somebody listens there already; the server itself would quietly share the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = f"{host}:{port} cannot be used: {os.strerror(error.errno or errno.EIO)}."
            if error.errno == errno.EADDRINUSE:
                reason = f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run"
            raise CommandError(reason) from None


def wait_until_it_answers(host: str, port: int, server: together.Process) -> None:
    """Return when the port answers, or when the server has ended instead."""
    deadline = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def static_mark() -> str:
    """A digest of every static file's name, size and time: the same while nothing has changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    """Started again it is up in seconds and keeps the data."""

    help = "Start Idékom on this machine. HOST and PORT come from the environment."

    def handle(self, *args: object, **options: object) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        if not port.isdecimal():
            reason = f"PORT must be a number, not {port!r}."
            raise CommandError(reason)
        refuse_taken(host, int(port))
        name = "localhost" if host in HERE else host
        self.environment = {
            "IDEKOM_SITE_URL": f"http://{name}:{port}",
            **os.environ,
            "IDEKOM_COLLECTED": "1",
            "PYTHONUNBUFFERED": "1",
        }
        with together.interruptible():
            try:
                self.prepare()
                self.serve(host, port)
            except KeyboardInterrupt:
                self.stdout.write("\nStopped.")

    def prepare(self) -> None:
        """Catalogs, tables, an invented council the first time, and static files."""
        call_command("compile_catalogs")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not Council.objects.exists():
            self.stdout.write("The first time: inventing a council …")
            self.manage("demo")
        mark, collected = static_mark(), Path(settings.STATIC_ROOT) / ".collected"
        if not collected.exists() or collected.read_text() != mark:
            self.manage("collectstatic", "--no-input", "--clear", "--verbosity=0")
            collected.write_text(mark)

    def manage(self, *command: str) -> None:
        """Run another command in the environment of the server."""
        done = subprocess.run([sys.executable, sys.argv[0], *command], env=self.environment, check=False)
        if done.returncode:
            reason = f"“{command[0]}” did not succeed."
            raise CommandError(reason)

    def serve(self, host: str, port: str) -> None:
        """The server and the worker, until one ends or is told to."""
        application = settings.WSGI_APPLICATION.replace(".application", ":application")
        processes: dict[str, together.Process] = {}
        try:
            granian = [sys.executable, "-m", "granian", *GRANIAN, f"--host={host}", f"--port={port}", application]
            processes["server"] = together.start(granian, self.environment)
            processes["worker"] = together.start([sys.executable, sys.argv[0], "work"], self.environment)
            wait_until_it_answers(host, int(port), processes["server"])
            self.welcome()
            ended = together.first_to_end(processes)
        finally:
            together.stop(processes.values())
        reason = f"The {ended} ended by itself (exit code {processes[ended].returncode})."
        raise CommandError(reason)

    def welcome(self) -> None:
        """Where it is, and how to sign in."""
        self.stdout.write(f"\nIdékom is at {self.environment['IDEKOM_SITE_URL']}/   (Ctrl+C stops it)\n")
        people = Path(settings.DATA) / "sign-in.txt"
        if people.exists():
            self.stdout.write(people.read_text(encoding="utf-8"))
