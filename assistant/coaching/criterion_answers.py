"""Explain a criterion, a competence, an exemplar or a fact card, each by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.coaching import wording
from assistant.coaching.aspects import Aspect
from assistant.coaching.composer import Composer, lower_first, short
from assistant.domain.guidance import Card, Corpus, Exemplar, Guidance
from assistant.domain.levels import LEVELS, Level, level_label
from assistant.domain.referentiel import Referentiel


@dataclass(frozen=True)
class Explained:
    """What to explain. ``aspect`` None: what the jury expects. ``level``: of the learner's draft, None when unknown.

    ``turn`` varies the question asked back along a conversation. ``wanted_level``: of the exemplar.
    """

    criterion: str
    aspect: Aspect | None = None
    level: Level | None = None
    turn: int = 0
    wanted_level: int | None = None


class Explainer:
    """Explains what stands in the référentiel and its guidance."""

    def __init__(self, referentiel: Referentiel, corpus: Corpus) -> None:
        self._ref = referentiel
        self._corpus = corpus

    def criterion(self, out: Composer, asked: Explained, *, named: bool) -> None:
        """The criterion under the side asked for. ``named``: the learner gave its id."""
        criterion = self._ref.criterion(asked.criterion)
        mark = out.cite("criterion", criterion.id)
        heading = self._ref.heading_of(criterion.id).title
        production = self._ref.production_of(criterion.id).title
        lead = f"**{mark}** {criterion.text}." if named else f"Votre question touche à **{mark}** : {criterion.text}."
        out.say(f"{lead}\n(Rubrique « {heading} », production « {production} ».)")
        guidance = self._corpus.guidance.get(criterion.id)
        if guidance is None:
            out.say("Je n'ai pas de fiche pour ce critère : je ne peux vous en donner que l'énoncé.")
            return
        self._side(out, guidance, asked)

    def _side(self, out: Composer, guidance: Guidance, asked: Explained) -> None:
        question = guidance.questions[asked.turn % len(guidance.questions)]
        match asked.aspect:
            case "example":
                self.exemplar_of(out, asked)
                return
            case "pitfalls":
                out.points("À éviter :", guidance.pitfalls)
            case "levels":
                self._levels(out, guidance)
            case "questions":
                out.points("Questions à vous poser, sans notes :", guidance.questions)
                return
            case "progress":
                self._progress(out, guidance, asked.level)
            case "method":
                self._method(out, guidance, asked.level)
            case "wording":
                out.say(f"C'est l'énoncé officiel. En clair : {lower_first(guidance.expectation)}")
            case _:
                out.say(f"**L'attente.** {guidance.expectation}")
                out.points("On le voit quand :", (i.text for i in guidance.indicators))
                out.say(f"Le piège le plus courant : {lower_first(guidance.pitfalls[0])}")
        out.say(wording.ASK_BACK.format(question=question))

    def _method(self, out: Composer, guidance: Guidance, level: Level | None) -> None:
        out.say(f"**L'attente.** {guidance.expectation}")
        out.points("Pour y arriver, vérifiez que votre travail montre :", (i.text for i in guidance.indicators))
        out.say(f"Premier geste : {lower_first(guidance.next_step[level or 0])}")

    def _progress(self, out: Composer, guidance: Guidance, level: Level | None) -> None:
        if level is not None:
            out.say(f"Votre travail est lu au niveau « {level_label(level)} ».")
            out.say(f"Prochain geste : {lower_first(guidance.next_step[level])}")
            return
        out.points(
            "Le prochain geste selon où vous en êtes :",
            (f"{level_label(step)} : {lower_first(guidance.next_step[step])}" for step in LEVELS),
        )

    def _levels(self, out: Composer, guidance: Guidance) -> None:
        out.points(
            "Ce qui distingue les niveaux :",
            (
                f"**{level_label(level)}** : {lower_first(text)}"
                for level, text in sorted(guidance.level_descriptors.items())
            ),
        )

    def exemplar_of(self, out: Composer, asked: Explained) -> None:
        """A worked example on another company, one level above the learner's when it is known."""
        exemplars = self._corpus.exemplars.get(asked.criterion, ())
        wanted = asked.wanted_level or (max(2, min(3, asked.level + 1)) if asked.level is not None else 3)
        chosen = [e for e in exemplars if e.level == wanted] or list(exemplars)
        if not chosen:
            out.say("Je n'ai pas d'exemple pour ce critère.")
            return
        self.exemplar(out, chosen[asked.turn % len(chosen)])

    def exemplar(self, out: Composer, exemplar: Exemplar) -> None:
        """The example, why it stands at its level and what would lift it."""
        mark = out.cite("exemplar", exemplar.id)
        out.say(
            f"Un exemple sur une entreprise inventée, {exemplar.company} ({exemplar.sector}), niveau « "
            f"{level_label(exemplar.level)} » {mark} :"
        )
        out.say(f"« {exemplar.text.strip()} »")
        out.say(f"Pourquoi ce niveau : {lower_first(exemplar.why)}")
        out.say(f"{'À garder' if exemplar.level == 3 else 'Ce qui le ferait monter'} : {lower_first(exemplar.lift)}")
        out.say("Regardez ce qu'il fait, pas ses mots : dans votre entreprise, les faits sont autres.")

    def competence(self, out: Composer, code: str) -> None:
        """A competence, its official wording and the criteria that assess it."""
        competence = self._ref.competence(code)
        out.say(f"**{out.cite('competence', competence.code)}** {competence.text}")
        groups = [g for g in self._ref.groups if code in g.competences]
        criteria = [c for g in groups for c in g.criteria]
        if not criteria:
            out.say("Le référentiel ne lui rattache pas de critère propre.")
            return
        production = self._ref.production_of(criteria[0].id).title
        out.points(
            f"Elle s'évalue dans « {production} », par {len(criteria)} critère{'s' if len(criteria) > 1 else ''} :",
            (f"{out.cite('criterion', c.id)} {short(c.text)}" for c in criteria),
        )

    def card(self, out: Composer, card: Card) -> None:
        """A fact with its source and the day it was checked."""
        out.say(f"**{card.title}** {out.cite('card', card.id)}")
        out.say(card.text)
        out.say(f"Source : {card.source} (vérifié le {_day(card.checked)}).")
        if card.confidence != "sûr":
            out.say(wording.CHECK_CARD)
        related = [c for c in card.related if self._ref.has_criterion(c)]
        out.points(
            "Où cela sert :", (f"{out.cite('criterion', c)} {short(self._ref.criterion(c).text)}" for c in related)
        )

    def others(self, out: Composer, criteria: Sequence[str]) -> None:
        """Criteria that the question may have meant."""
        out.points(
            wording.OTHERS, (f"{out.cite('criterion', c)} {short(self._ref.criterion(c).text)}" for c in criteria)
        )


def _day(iso: str) -> str:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if day else iso
