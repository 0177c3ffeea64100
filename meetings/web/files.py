"""Files that are kept as they came, to take away."""

import io

from django.http import FileResponse

from meetings.models import SourceDocument


def original(source: SourceDocument) -> FileResponse:
    """The original of an imported protocol, byte for byte. Saved by the browser, never shown in it."""
    content = io.BytesIO(bytes(source.content))
    return FileResponse(content, as_attachment=True, filename=source.name, content_type="application/octet-stream")
