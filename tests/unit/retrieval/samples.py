"""A small référentiel with guidance, and a tiny real embedding engine, for the retrieval tests."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.document import Passage, PassageKind
from assistant.domain.guidance import Card, Corpus, Exemplar, Guidance, Indicator
from assistant.domain.referentiel import Block, Competence, Criterion, Group, Heading, Production, Referentiel
from assistant.errors import EmbeddingError
from assistant.retrieval.words import terms


class HashedWordsEmbedder:
    """Random indexing: each stem has a fixed random direction, a text is their sum. Instant and deterministic."""

    def __init__(self, dimension: int = 64, model_id: str = "hashed-words-1") -> None:
        self.dimension = dimension
        self.model_id = model_id
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded.extend(texts)
        vectors = np.stack([self._vector(text) for text in texts]) if texts else np.empty((0, self.dimension))
        return vectors.astype(np.float32)

    def _vector(self, text: str) -> NDArray[np.float64]:
        total = np.full(self.dimension, 1e-3)
        for term in terms(text):
            total += np.random.default_rng(zlib.crc32(term.encode())).normal(size=self.dimension)
        return total / np.linalg.norm(total)


class BrokenEmbedder(HashedWordsEmbedder):
    """An engine whose service is down."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise EmbeddingError("Le service d'empreintes ne répond pas.", "Vérifiez le réseau.")


CRITERIA = {
    "CR.1.1.01": "les sources d'information internes et externes sont suffisantes, fiables et complémentaires",
    "CR.1.1.02": "la concurrence directe et indirecte est identifiée et qualifiée",
    "CR.1.1.03": "les moyens humains et financiers à mobiliser sont évalués",
    "CR.2.2a.01": "les actions de prospection retenues articulent plusieurs canaux numériques",
    "CR.2.2a.02": "les délais fixés pour chaque action sont réalistes",
}
COMPETENCES = {
    "C.1.2a": "Analyser le marché et ses acteurs afin d'en dégager les tendances",
    "C.1.2b": "Choisir les actions commerciales en évaluant leur intérêt respectif",
    "C.1.4": "Présenter le plan d'action à sa hiérarchie",
}


def referentiel(identifier: str = "mini", extra: dict[str, str] | None = None) -> Referentiel:
    """Two groups, five criteria, three competences, two productions."""
    wordings = CRITERIA | (extra or {})
    groups = tuple(
        Group(
            id=group,
            block=1,
            competences=("C.1.2a",),
            headings=(
                Heading(
                    title=title,
                    criteria=tuple(
                        Criterion(id=i, text=text) for i, text in wordings.items() if i.startswith(f"CR.{group}.")
                    ),
                ),
            ),
        )
        for group, title in {"1.1": "Qualité de la recherche", "2.2a": "Choix des actions"}.items()
    )
    return Referentiel(
        schema="jalon/referentiel@1",
        id=identifier,
        version=1,
        title="Référentiel d'essai",
        blocks=(
            Block(
                id="B1",
                number=1,
                title="Bloc",
                intent="",
                activities=(),
                competences=tuple(Competence(code=code, text=text) for code, text in COMPETENCES.items()),
            ),
        ),
        productions=(
            Production(slug="dossier", block=1, title="Dossier de développement", wording="Rédiger", groups=("1.1",)),
            Production(slug="plan", block=1, title="Plan de prospection", wording="Élaborer", groups=("2.2a",)),
        ),
        groups=groups,
    )


def guidance(criterion: str, synonyms: tuple[str, ...], phrases: tuple[str, ...]) -> Guidance:
    return Guidance(
        criterion=criterion,
        expectation=f"Le jury attend du concret au sujet de {synonyms[0]}.",
        indicators=(
            Indicator(text=f"Le texte montre {synonyms[0]} de façon précise.", phrases=phrases),
            Indicator(text="Une limite est reconnue et expliquée.", phrases=("On manque de recul sur ce point.",)),
        ),
        level_descriptors={1: "vague", 2: "partiel", 3: "complet"},
        pitfalls=("rester vague",),
        questions=("Sur quoi vous appuyez-vous ?",),
        next_step={0: "commencer", 1: "préciser", 2: "justifier", 3: "défendre"},
        synonyms=synonyms,
    )


def corpus() -> Corpus:
    """Guidance for three criteria, exemplars for one, a card."""
    entries = (
        guidance("CR.1.1.01", ("la biblio", "d'où viennent les chiffres"), ("Export du logiciel, 614 fiches.",)),
        guidance("CR.1.1.02", ("les rivaux", "ceux d'en face"), ("Boulangerie Martin, à 300 m, vend moins cher.",)),
        guidance("CR.1.1.03", ("le budget", "les sous"), ("Deux vendeurs et 4 000 euros pour la campagne.",)),
    )
    exemplars = tuple(
        Exemplar(
            id=f"EX.CR.1.1.02.{n}",
            criterion="CR.1.1.02",
            level=level,
            sector="boulangerie",
            company="Fournil Test",
            text=text,
            why="w",
            lift="l",
        )
        for n, (level, text) in enumerate(
            ((1, "Des rivaux nombreux."), (3, "Trois boulangeries rivales relevées, prix et distance.")), start=1
        )
    )
    card = Card(
        id="devis", title="Devis", text="Un devis signé engage.", source="s", checked="2025-01-01", confidence="sûr"
    )
    return Corpus(
        guidance={g.criterion: g for g in entries},
        exemplars={"CR.1.1.02": exemplars},
        cards={"devis": card},
        digest="x",
    )


def passage(number: int, text: str, kind: PassageKind = "paragraph", section: str = "", context: str = "") -> Passage:
    return Passage(
        id=f"p-{number:012x}", text=text, start=0, end=len(text), kind=kind, section=section, context=context
    )
