"""Reports for people: Markdown, HTML, Word, PDF, terminal summary, annotated copies of the learner's own file."""

from __future__ import annotations

from assistant.reporting.html_report import render_html
from assistant.reporting.markdown_report import render_markdown
from assistant.reporting.output import check_report_path, render_report, write_report
from assistant.reporting.pdf_comments import annotate_pdf
from assistant.reporting.pdf_report import render_pdf
from assistant.reporting.terminal_summary import render_summary
from assistant.reporting.view import ReportView, build_view
from assistant.reporting.word_comments import annotate_docx
from assistant.reporting.word_report import render_docx

__all__ = [
    "ReportView",
    "annotate_docx",
    "annotate_pdf",
    "build_view",
    "check_report_path",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_pdf",
    "render_report",
    "render_summary",
    "write_report",
]
