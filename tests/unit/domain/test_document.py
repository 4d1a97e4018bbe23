from __future__ import annotations

from assistant.domain.document import Document, DocumentKind, Passage


def document(kind: DocumentKind, spoken: int, written: int) -> Document:
    parts = (("turn", "oui " * spoken), ("paragraph", "non " * written))
    text = "".join(part for _, part in parts)
    passages = (
        Passage(id="p-0", text=parts[0][1], start=0, end=len(parts[0][1]), kind="turn", turn=1, speaker="Vendeur"),
        Passage(id="p-1", text=parts[1][1], start=len(parts[0][1]), end=len(text)),
    )
    return Document(name="d", sha256="0", format="md", kind=kind, text=text, passages=passages)


def test_a_preparation_with_its_transcript_can_show_both() -> None:
    assert document("ecrit", 400, 400).shows == {"ecrit", "transcription"}
    assert document("transcription", 900, 200).shows == {"ecrit", "transcription"}


def test_a_title_or_a_quoted_line_makes_no_other_kind() -> None:
    assert document("transcription", 900, 20).shows == {"transcription"}
    assert document("ecrit", 30, 900).shows == {"ecrit"}
    assert document("diaporama", 400, 400).shows == {"diaporama"}
