"""A stored file as an answer to a browser. Who may have it is the caller's business."""

import io
from collections.abc import Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from tienbo.files.models import StoredFile
from tienbo.files.queries import content

# What a browser may show by itself; everything else is only ever saved.
SHOWN = {"application/pdf", "image/png", "image/jpeg"}
# A saved file opens by its ending: one of these kinds must not open as a page, whatever it was called.
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "text/plain": (".txt",),
}


def attachment(file: StoredFile) -> FileResponse:
    """The file under its own name, to be saved; the browser is not to guess its kind."""
    media_type = file.media_type if file.media_type in SHOWN else "application/octet-stream"
    return FileResponse(
        io.BytesIO(content(file)), as_attachment=True, filename=_saved_name(file), content_type=media_type
    )


def csv_download(name: str, lines: Iterator[str]) -> StreamingHttpResponse:
    """Lines of CSV (`core.csv_files`) to be saved, sent as they are made."""
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name.lower())
    return answer


def _saved_name(file: StoredFile) -> str:
    endings = ENDINGS.get(file.media_type)
    return file.name if not endings or file.name.lower().endswith(endings) else file.name + endings[0]
