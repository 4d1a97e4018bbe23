"""What the agent may look up: the same functions as the deterministic coach, as text with ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.coaching.composer import Composer
from assistant.coaching.criterion_answers import Explained
from assistant.coaching.grounding import Grounding
from assistant.coaching.ports import CoachContext
from assistant.domain.levels import level_label
from assistant.errors import UnknownIdError
from assistant.judging.integrity import examine
from assistant.judging.pseudonyms import Pseudonyms

NOTHING = "Rien dans les sources."
MEMO_NEAR = 0.5
"""Cosine with a name of a fact card from which the card is given."""


@dataclass(frozen=True)
class CoachTools:
    """The tools of one reply. ``names``: what must not leave the machine; ``nonce``: fences the learner's words."""

    ground: Grounding
    context: CoachContext
    nonce: str
    names: Pseudonyms

    def all(self) -> list[Callable[..., str]]:
        """The functions, each with the French description that the model reads."""
        tools: list[Callable[..., str]] = [
            self.chercher_referentiel,
            self.lire_critere,
            self.lire_exemple,
            self.lire_element,
            self.chercher_memo,
        ]
        if self.context.document is not None:
            tools += [self.chercher_dans_le_texte, self.lire_critique]
        return tools

    def chercher_referentiel(self, question: str) -> str:
        """Trouve les critères et compétences les plus proches d'une question en mots ordinaires."""
        plain = self.ground.recogniser.plain(question)
        ref = self.ground.referentiel
        lines = [
            f"[{f.criterion}] {ref.criterion(f.criterion).text} (production {ref.production_of(f.criterion).title})"
            for f in self.ground.finder.criteria(plain, self.context.production, k=5)
        ]
        lines += [f"[{h.id}] {h.text}" for h in self.ground.finder.competences(plain)]
        return "\n".join(lines) or NOTHING

    def lire_critere(self, identifiant: str) -> str:
        """Lit un critère : énoncé officiel, attente du jury, signes, pièges, niveaux, questions, prochains gestes."""
        code = self._code(identifiant)
        if code is None or not self.ground.referentiel.has_criterion(code):
            return f"Le critère « {identifiant[:40]} » n'existe pas."
        out = Composer()
        explain = self.ground.explainer.criterion
        explain(out, Explained(code), named=True)
        sides = Composer()
        for aspect in ("pitfalls", "levels", "questions", "progress"):
            explain(sides, Explained(code, aspect), named=True)
        unique = dict.fromkeys(f"{out.text}\n\n{sides.text}".split("\n\n"))
        return "\n\n".join(unique)

    def lire_exemple(self, critere: str, niveau: int = 3) -> str:
        """Lit un exemple commenté, sur une entreprise inventée, d'un critère à un niveau de 1 à 3."""
        code = self._code(critere)
        if code is None or not self.ground.referentiel.has_criterion(code):
            return f"Le critère « {critere[:40]} » n'existe pas."
        out = Composer()
        self.ground.explainer.exemplar_of(out, Explained(code, wanted_level=min(max(niveau, 1), 3)))
        return out.text

    def lire_element(self, identifiant: str) -> str:
        """Lit une compétence (C.1.2b), un bloc (« bloc 2 »), une production (dossier, offre…) ou « certification »."""
        out = Composer()
        ref, wanted = self.ground.referentiel, identifiant.strip().casefold()
        code = self._code(identifiant)
        try:
            if code is not None and ref.has_competence(code):
                self.ground.explainer.competence(out, code)
            elif wanted.startswith("bloc") or wanted[:1] == "b":
                self.ground.structure.answer(out, f"bloc {wanted.strip('bloc ')}", ())
            elif wanted in {p.slug for p in ref.productions}:
                self.ground.structure.production(out, ref.production(wanted))
            else:
                self.ground.structure.overview(out)
        except UnknownIdError as error:
            return error.sentence()
        return out.text or NOTHING

    def chercher_memo(self, question: str) -> str:
        """Trouve une fiche mémo (droit, calcul, vocabulaire du métier) avec sa source et sa date de vérification."""
        out = Composer()
        for card, nearness in self.ground.finder.cards(self.ground.recogniser.plain(question), k=2):
            if nearness >= MEMO_NEAR:
                self.ground.explainer.card(out, self.ground.corpus.cards[card])
        return out.text or NOTHING

    def chercher_dans_le_texte(self, sujet: str) -> str:
        """Trouve les passages du texte de l'apprenant qui parlent d'un sujet."""
        search = self.ground.draft_search(self.context)
        if search is None:
            return "L'apprenant n'a pas déposé de texte."
        found, searched = search.about(self.names.restore(sujet), k=6)
        lines = [f"[{i}] {self.names.hide(' '.join(quote.split()))}" for i, quote in found if i not in self._set_apart]
        if not lines:
            return f"Aucun passage proche parmi {searched}."
        return self._fenced("\n".join(lines))

    def lire_critique(self, critere: str = "") -> str:
        """Lit la critique du texte : l'ensemble et les trois gestes, ou le verdict d'un critère si on le donne."""
        critique = self.context.critique
        if critique is None:
            return "La critique n'est pas faite."
        out = Composer()
        code = self._code(critere) if critere else None
        if code is not None and self.ground.referentiel.has_criterion(code):
            self.ground.drafts.why(out, critique, code)
        else:
            self.ground.drafts.state(out, critique)
            out.points(
                "Niveaux :",
                (f"[{v.id}] {level_label(v.level) if v.status != 'failed' else 'non jugé'}" for v in critique.criteria),
            )
        return self._fenced(self.names.hide(out.text))

    def _code(self, text: str) -> str | None:
        return next(iter(self.ground.finder.codes(text)), None)

    def _fenced(self, text: str) -> str:
        return f"===== {self.nonce} =====\n{text.replace(self.nonce, '')}\n===== {self.nonce} ====="

    @cached_property
    def _set_apart(self) -> frozenset[str]:
        """Passages that speak to the reader: never shown to a model."""
        if self.context.document is None:
            return frozenset()
        return frozenset(i for i, d in examine(self.context.document, []).defects.items() if d == "instruction")
