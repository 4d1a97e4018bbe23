"""A role-play as a document: the turns in the form that a transcript has, and the view that conduct is judged on."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from assistant.domain.dialogue import Speaker, Turn
from assistant.domain.document import Document, Passage
from assistant.errors import DraftError

NAMES = {"seller": "Vendeur", "buyer": "Acheteur"}
_SELLERS = ("vendeu", "commercial", "apprenant", "candidat", "conseill", "animat", "moi")


def transcript_text(turns: Sequence[Turn]) -> str:
    """« Vendeur : … » and « Acheteur : … », a paragraph a turn."""
    return "\n\n".join(f"{NAMES[t.speaker]} : {' '.join(t.text.split())}" for t in turns)


def transcript_document(turns: Sequence[Turn], name: str = "votre échange") -> Document:
    """The turns as a document of kind ``transcription``, each a passage with its rank and speaker."""
    text = transcript_text(turns)
    passages: list[Passage] = []
    start = 0
    for turn in turns:
        line = f"{NAMES[turn.speaker]} : {' '.join(turn.text.split())}"
        digest = hashlib.sha256(f"{turn.number}|{line}".encode()).hexdigest()[:12]
        passages.append(
            Passage(
                id=f"p-{digest}",
                text=line,
                start=start,
                end=start + len(line),
                kind="turn",
                turn=turn.number,
                speaker=NAMES[turn.speaker],
            )
        )
        start += len(line) + 2
    return Document(
        name=name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="md",
        kind="transcription",
        text=text,
        passages=tuple(passages),
        words=len(text.split()),
    )


def speaker_side(speaker: str | None, speakers: Sequence[str | None] = ()) -> Speaker:
    """Who is the seller: the one so named, else (names of people) the one who speaks most."""
    if speaker is None:
        return "buyer"
    named = [s for s in dict.fromkeys(speakers) if s and s.casefold().startswith(_SELLERS)]
    if named:
        return "seller" if speaker in named else "buyer"
    common = Counter(s for s in speakers if s).most_common(1)
    return "seller" if common and speaker == common[0][0] else "buyer"


def turns_of(document: Document) -> tuple[Turn, ...]:
    """The turns of a transcript that was read. Raises ``DraftError`` when it is not a dialogue."""
    spoken = [p for p in document.passages if p.kind == "turn" and p.turn is not None]
    if not spoken:
        raise DraftError(
            f"« {document.name} » n'est pas la transcription d'un échange.",
            "Écrivez une ligne par réplique, « Vendeur : … » puis « Acheteur : … ».",
            code="not_a_transcript",
        )
    speakers = [p.speaker for p in spoken]
    joined: dict[int, tuple[Speaker, list[str]]] = {}
    for passage in spoken:
        said = joined.setdefault(passage.turn or 0, (speaker_side(passage.speaker, speakers), []))
        said[1].append(_words(passage))
    return tuple(Turn(number=n, speaker=side, text=" ".join(parts)) for n, (side, parts) in joined.items())


def _words(passage: Passage) -> str:
    head, colon, tail = passage.text.partition(":")
    return tail.strip() if colon and passage.speaker and passage.speaker in head else passage.text


def conduct_view(document: Document) -> Document:
    """The same text with only the seller's turns as passages, each with the line before it as context.

    Conduct is shown by what the seller says; what the buyer said explains it and is never quoted as its proof.
    """
    speakers = [p.speaker for p in document.passages]
    kept: list[Passage] = []
    before = ""
    for passage in document.passages:
        if passage.kind == "turn" and speaker_side(passage.speaker, speakers) == "seller":
            kept.append(passage.model_copy(update={"context": before}))
        elif passage.kind == "turn":
            before = passage.text
    return document.model_copy(update={"passages": tuple(kept) or document.passages})
