"""Small documents for tests, made by hand so that offsets are plain to see."""

from __future__ import annotations

import hashlib

from assistant.domain.document import Document, DocumentKind, Passage


def document_of(
    *paragraphs: str, name: str = "essai.md", section: str = "1. Marché", kind: DocumentKind = "ecrit"
) -> Document:
    """A document whose passages are the given paragraphs, one a line."""
    passages: list[Passage] = []
    at = 0
    for rank, text in enumerate(paragraphs):
        digest = hashlib.sha256(f"{rank}{text}".encode()).hexdigest()[:12]
        passages.append(Passage(id=f"p-{digest}", text=text, start=at, end=at + len(text), section=section, page=1))
        at += len(text) + 1
    whole = "\n".join(paragraphs)
    return Document(
        name=name,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        format="md",
        kind=kind,
        text=whole,
        passages=tuple(passages),
        words=len(whole.split()),
    )
