"""Word files of a given length for the benchmarks, made from the sample dossier."""

from __future__ import annotations

from pathlib import Path

from assistant.corpus.location import corpus_folder


def word_file(folder: Path, words: int) -> Path:
    """A docx of about ``words`` words: the sample's paragraphs again and again, made distinct by a running number."""
    import docx

    path = folder / f"draft-{words}.docx"
    if path.exists():
        return path
    text = (corpus_folder() / "samples" / "sources" / "dossier.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("---", 2)[-1].splitlines() if line.strip()]
    document, count, turn = docx.Document(), 0, 0
    while count < words:
        turn += 1
        for line in lines:
            if line.startswith("#"):
                document.add_heading(f"{line.lstrip('# ')} ({turn})", level=min(3, line.count("#")))
            else:
                document.add_paragraph(f"{line.strip('|-* ')} [{turn}]")
            count += len(line.split())
            if count >= words:
                break
    document.save(str(path))
    return path
