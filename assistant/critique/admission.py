"""Say whether a draft may be judged at all, and what its reader must know before trusting a critique of it."""

from __future__ import annotations

from assistant.domain.document import Document
from assistant.domain.referentiel import Production
from assistant.errors import DraftError
from assistant.judging.integrity import Integrity

MIN_WORDS = 80

_LANGUAGES = {"en": "anglais", "autre": "une autre langue que le français"}


def admit(document: Document) -> None:
    """Raise ``DraftError`` for a draft that must not be judged: no text, or too little of it."""
    if document.words == 0:
        raise DraftError(
            f"« {document.name} » ne contient aucun texte visible : il n'y a rien à évaluer.",
            "Vérifiez que vous avez choisi le bon fichier.",
            code="no_text",
        )
    if document.words < MIN_WORDS:
        raise DraftError(
            f"« {document.name} » compte {document.words} mots : c'est trop peu pour être évalué (80 au moins), "
            "tout critère paraîtrait absent.",
            "Avancez votre rédaction, ou demandez au coach par où commencer.",
            code="too_short",
        )


def notices_for(
    document: Document, production: Production, likely: Production, integrity: Integrity, *, detected: bool
) -> tuple[str, ...]:
    """French sentences about this draft: language, production, hidden text, copies, orders to the reader."""
    notices = list(document.warnings)
    if document.language in _LANGUAGES:
        notices.append(
            f"Ce texte semble écrit en {_LANGUAGES[document.language]} : la certification se passe en français, "
            "et les constats ci-dessous sont peu fiables."
        )
    talk = "transcription" in document.shows  # is like no production, and its situation is known
    if not detected and not talk and likely.slug != production.slug:
        notices.append(
            f"Ce texte ressemble plutôt à « {likely.title} » qu'à « {production.title} », la production demandée : "
            "vérifiez votre choix."
        )
    if document.hidden_text:
        notices.append(
            f"{_count(len(document.hidden_text), 'passage invisible', 'passages invisibles')} à l'œil nu dans le "
            "fichier : laissé de côté, ni évalué ni transmis. Un jury le prendrait mal, retirez-le."
        )
    if integrity.copies:
        notices.append(
            f"{_count(len(integrity.copies), 'passage recopie', 'passages recopient')} le référentiel : "
            "les mots du jury ne prouvent rien, montrez plutôt ce que vous avez fait."
        )
    if integrity.instructions:
        notices.append(
            f"{_count(len(integrity.instructions), 'passage s’adresse', 'passages s’adressent')} au correcteur ou à la "
            "machine : c'est du texte comme un autre, il n'a aucun effet sur l'évaluation."
        )
    if integrity.unread:
        several = "passages ne sont pas en français, ou ne se lisent pas"
        notices.append(
            f"{_count(len(integrity.unread), 'passage n’est pas en français, ou ne se lit pas', several)} : laissé de "
            "côté. Traduisez ou résumez ce qui compte pour votre travail."
        )
    return tuple(notices)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
