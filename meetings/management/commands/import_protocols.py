"""`manage.py import_protocols FILE… --council SLUG`: old protocols in, as drafts for a person to check."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.importing import drafting, parsing, preview, reading, refusals
from meetings.models import Council
from meetings.procedure.steps import ProcedureError


class Command(BaseCommand):
    """Read files and store each as a draft, or only show what would be stored."""

    help = "Read old protocols and store each as a draft with its original."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files, a council, or a preview."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--council", metavar="SLUG", help="the council that the protocols belong to")
        parser.add_argument("--dry-run", action="store_true", help="store nothing, print what was found")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="how the preview is printed")

    def handle(self, *, files: list[Path], **options: object) -> None:
        """Go on after a file that cannot be read; exit 1 if there was one."""
        council = None if options["dry_run"] else self._council(str(options["council"] or ""))
        refused = [file for file in files if not self._one(file, council, as_json=options["format"] == "json")]
        if refused:
            message = f"{len(refused)} of {len(files)} files were not imported."
            raise CommandError(message)

    def _council(self, slug: str) -> Council:
        council = Council.objects.filter(slug=slug).first()
        if council is None:
            known = ", ".join(Council.objects.values_list("slug", flat=True)) or "none yet"
            message = f"There is no council {slug!r}. Give one with --council; there is: {known}."
            raise CommandError(message)
        return council

    def _one(self, file: Path, council: Council | None, *, as_json: bool) -> bool:
        try:
            data = file.read_bytes()
            parsed = parsing.parse(reading.read(data, name=file.name))
            if council is None:
                self._show(preview.preview(parsed, file=file.name), as_json=as_json)
                return True
            protocol = drafting.propose(council, parsed, data=data, name=file.name, by=None)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
        except reading.UnreadableFileError as error:
            self.stderr.write(f"{file}: {refusals.words(error.code)}")
        except ProcedureError as error:
            self.stderr.write(f"{file}: {error}")
        else:
            meeting = protocol.meeting
            self.stdout.write(
                f"{file}: {meeting.council} {meeting.key}, {meeting.items.count()} items, a draft to check."
            )
            return True
        return False

    def _show(self, found: dict[str, object], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")
