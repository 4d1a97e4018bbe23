"""Answer on the certification as a whole: blocs, productions, modalités, levels, and what it does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.coaching import wording
from assistant.coaching.composer import Composer, short
from assistant.domain.levels import LEVEL_LABELS, LEVEL_MEANINGS, LEVELS
from assistant.domain.referentiel import Production, Referentiel

_BLOCK = re.compile(r"\bblocs? ?(?:n ?o?°? ?)?(\d)\b|\bb(\d)\b(?!\w)")
_GROUP = re.compile(r"\bgroupe (\d[\w.\-]*)")
_OVERVIEW = re.compile(
    r"\bcombien (?:de |d'|y a-t-il de )?.{0,12}\b(?:criteres?|blocs?|competences?|productions?|epreuves?)\b|"
    r"\b(?:quels?|liste|donne|quelles?|les)\b.{0,15}\b(?:blocs|productions?|epreuves)\b|\bc'est quoi (?:cette|la|"
    r"ma) certification\b|"
    r"\bcomment (?:est|s'organise|est organise\w*|se passe|fonctionne)\b.{0,20}\b(?:certification|titre|diplome|"
    r"examen|evaluation)\b|"
    r"\bque faut[- ]il\b.{0,20}\b(?:rendre|valider|produire)\b|\bque dois-je rendre\b|"
    r"\bquelles? conditions?\b.{0,30}\b(?:certification|titre|obtenir)\b"
)
_LEVELS = re.compile(
    r"\b(?:quels?|les|liste|explique|difference|signifi\w*|veut dire|c'est quoi|comment)\b.{0,40}\b(?:niveaux|"
    r"echelle|en bonne voie|maitrise|insuffisant|"
    r"non aborde|non evaluable)\b"
)
_CONDITIONS = re.compile(
    r"\b(?:modalites?|individuel\w*|seul\w*|en groupe|collectif\w*|a plusieurs|en equipe|ecrite?|orale?|a l'oral|"
    r"a l'ecrit|soutenance|etude de cas|"
    r"rendre|attendu|contenu|contient|contenir|compose|epreuve|evaluee?|production)\b"
)
_COMPETENCE_WORD = re.compile(r"\bcompetences?\b")


class StructureGuide:
    """Tells what the référentiel says of the whole, and where it is silent."""

    def __init__(self, referentiel: Referentiel, silent: Mapping[str, tuple[str, ...]]) -> None:
        self._ref = referentiel
        self._silent = {
            subject: re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") for subject, names in silent.items()
        }

    def silent_on(self, flat: str) -> str | None:
        """The subject of a folded message on which the référentiel says nothing, or None."""
        return next((subject for subject, pattern in self._silent.items() if pattern.search(flat)), None)

    def answer(self, out: Composer, flat: str, scenes: tuple[str, ...]) -> bool:
        """Answer a folded message when it is about the whole; False when it is not."""
        subject = self.silent_on(flat)
        if subject is not None:
            out.say(wording.SILENT.format(subject=subject))
            return True
        block = _BLOCK.search(flat)
        if block and self._block(out, int(block[1] or block[2])):
            return True
        if _OVERVIEW.search(flat) and not _COMPETENCE_WORD.search(flat.replace("competences y a", "")):
            self.overview(out)
            return True
        if _LEVELS.search(flat) and len(flat.split()) <= 16:
            self.levels(out)
            return True
        named = [slug for slug in scenes if self._names_production(flat, slug)]
        if named and _CONDITIONS.search(flat):
            self.production(out, self._ref.production(named[0]))
            return True
        return False

    def overview(self, out: Composer) -> None:
        """Blocs and productions."""
        criteria = sum(1 for _ in self._ref.criteria())
        competences = sum(len(b.competences) for b in self._ref.blocks)
        out.say(
            f"« {self._ref.title} » compte {len(self._ref.blocks)} blocs, {competences} compétences et {criteria} "
            f"critères, évalués dans {len(self._ref.productions)} productions :"
        )
        for block in self._ref.blocks:
            productions = [p for p in self._ref.productions if p.block == block.number]
            out.points(f"**Bloc {block.number}** – {block.title}", (self._line(out, p) for p in productions))
        out.say("Chaque critère se lit seul, sur quatre niveaux ; il n'y a ni note ni moyenne ici.")

    def levels(self, out: Composer) -> None:
        """The scale and what it means."""
        out.points(
            "Les niveaux, critère par critère :",
            (f"**{LEVEL_LABELS[level]}** : {LEVEL_MEANINGS[level]}" for level in (*LEVELS, None)),
        )
        out.say("Ce n'est ni une note ni un pronostic : le jury décide.")

    def production(self, out: Composer, production: Production) -> None:
        """What is handed in, how, and what is assessed."""
        out.say(
            f"**{production.title}** {out.cite('production', production.slug)} (bloc {production.block}). "
            f"{production.wording}."
        )
        out.points("Elle comprend :", production.content)
        out.points("Modalités :", production.conditions)
        for group in (self._ref.group(g) for g in production.groups):
            for heading in group.headings:
                first, last = heading.criteria[0].id, heading.criteria[-1].id
                marks = out.cite("criterion", first) + (f" à {out.cite('criterion', last)}" if first != last else "")
                out.say(f"{heading.title} : {marks}.")
        out.say("Sur quel critère voulez-vous plus de détail ?")

    def _block(self, out: Composer, number: int) -> bool:
        block = next((b for b in self._ref.blocks if b.number == number), None)
        if block is None:
            return False
        productions = [p for p in self._ref.productions if p.block == number]
        criteria = sum(len(self._ref.criteria_of(p.slug)) for p in productions)
        many = "s" if len(productions) > 1 else ""
        out.say(
            f"**Bloc {block.number}** – {block.title} : {len(productions)} production{many}, "
            f"{criteria} critères, {len(block.competences)} compétences."
        )
        out.say(block.intent)
        out.points("Vous y rendez :", (self._line(out, p) for p in productions))
        for production in productions:
            out.say(f"{production.title} – modalités : {' ; '.join(production.conditions)}.")
        out.points(
            "Ses compétences :", (f"{out.cite('competence', c.code)} {short(c.text)}" for c in block.competences)
        )
        return True

    def _line(self, out: Composer, production: Production) -> str:
        count = len(self._ref.criteria_of(production.slug))
        return f"{production.title} {out.cite('production', production.slug)}, {count} critères"

    def _names_production(self, flat: str, slug: str) -> bool:
        """Whether the production itself is named, and not only its subject."""
        from assistant.retrieval.plain_french import folded

        title = folded(self._ref.production(slug).title)
        return (
            title in flat
            or re.search(rf"\b(?:la |le |ma |mon |l'|cette |production )(?:production )?{re.escape(slug)}\b", flat)
            is not None
        )
