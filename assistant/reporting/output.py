"""A report written to disk in the format that its name asks for, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from assistant.errors import UserError
from assistant.reporting import wording as w
from assistant.reporting.view import ReportView

EXTENSIONS = (".md", ".html", ".docx", ".pdf")


def render_report(extension: str, view: ReportView) -> bytes:
    """The report as the bytes of a file of that extension (one of ``EXTENSIONS``). Raises ``UserError`` for another."""
    match extension.lower():
        case ".md":
            from assistant.reporting.markdown_report import render_markdown

            return render_markdown(view).encode()
        case ".html":
            from assistant.reporting.html_report import render_html

            return render_html(view).encode()
        case ".docx":
            from assistant.reporting.word_report import render_docx

            return render_docx(view)
        case ".pdf":
            from assistant.reporting.pdf_report import render_pdf

            return render_pdf(view)
        case _:
            raise UserError(w.unknown_extension(extension), w.HINT_EXTENSIONS)


def write_report(path: Path | str, view: ReportView) -> Path:
    """Write the report; an existing file is replaced only once the new one is complete.

    Raises ``UserError`` for an unknown extension or a place that cannot be written.
    """
    target = Path(path)
    content = render_report(target.suffix, view)
    try:
        _replace(target, content)
    except OSError as error:
        raise UserError(w.cannot_write(str(target), error.strerror or str(error)), w.HINT_FOLDER) from error
    return target


def check_report_path(path: Path | str) -> None:
    """Raise ``UserError`` now when ``write_report`` would refuse that name, before the work is done."""
    suffix = Path(path).suffix
    if suffix.lower() not in EXTENSIONS:
        raise UserError(w.unknown_extension(suffix), w.HINT_EXTENSIONS)


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target, then take its place."""
    partial = target.with_name(f".{target.stem[:32]}-{secrets.token_hex(4)}.tmp")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, partial)
        os.replace(partial, target)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
