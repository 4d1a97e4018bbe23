"""Answer on the learner's own text: where it stands, what it says of a subject, why a level, what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.coaching import wording
from assistant.coaching.composer import Composer, lower_first, quoted, short
from assistant.coaching.ports import CoachContext
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.judgement import Verdict
from assistant.domain.levels import LEVELS, level_label
from assistant.domain.referentiel import Referentiel
from assistant.judging.relevance import best_quote, stems
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.passages import PassageIndex, WeightedQuery

_SHOWN = 3
_NEAR = 0.30
"""Best cosine of a passage with the question below which « nothing found » is said (words shared count as well)."""

_SHORTEST = 25
"""Characters under which a passage (a header of a table, a label) says nothing on its own."""

_WHERE = re.compile(
    r"\b(?:que|qu'est-ce que?) (?:dit|raconte)\b|\bparle\w*\b|\bpassages?\b|\bcite\b|\bmentionn\w*|\bevoque\w*|"
    r"\babord\w*|\bou (?:est-ce que|ai-je|j'ai|je)\b|\bcontient\b"
)
_WEAK = re.compile(
    r"\b(?:faibles?|manque\w*|lacunes?|cloche|rate\w*|non abord\w*|pas abord\w*|insuffisant\w*|oubli\w*|ne va pas|"
    r"pire)\b"
)
_STRONG = re.compile(r"\b(?:forts?|reussi\w*|bien fait|maitrise\w*|garder|points? positifs?)\b")
_NEXT = re.compile(
    r"\b(?:priorit\w*|prochaine?|en premier|d'abord|commence\w*|continue|urgent\w*|maintenant|etape|ameliorer|"
    r"retravailler|reprendre|bosser|travailler)\b"
)


class DraftSearch:
    """Passages of one draft that answer a question; the index is made at the first question and goes with it."""

    def __init__(self, document: Document, embedder: Embedder) -> None:
        self.document = document
        self._index = PassageIndex(document.passages, embedder)

    def about(self, question: str, k: int = _SHOWN, hints: Sequence[str] = ()) -> tuple[list[tuple[str, str]], int]:
        """((passage id, exact quote) best first, passages searched); empty when nothing is near enough."""
        queries = [WeightedQuery(question, 2.0), *(WeightedQuery(hint, 0.5) for hint in hints)]
        ranking = self._index.rank(queries, k + 3)
        wanted = stems([question])
        found: list[tuple[str, str]] = []
        for hit in ranking.passages:
            passage = self.document.passage(hit.passage)
            if passage is None or (hit.similarity < _NEAR and not wanted & stems([passage.text])):
                continue
            quote = best_quote(passage.text, wanted)
            if len(quote) >= _SHORTEST:
                found.append((passage.id, quote))
        return found[:k], ranking.searched


class DraftGuide:
    """Speaks of a draft and its critique, quotes in hand."""

    def __init__(self, referentiel: Referentiel) -> None:
        self._ref = referentiel

    def answer(
        self, out: Composer, flat: str, plain: str, context: CoachContext, search: DraftSearch, likely: str | None
    ) -> None:
        """The part of the draft or of its critique that a question is about."""
        if _WHERE.search(flat):
            self.about(out, plain, search, context.critique, likely)
            return
        critique = context.critique
        if critique is None:
            out.say(wording.NO_CRITIQUE)
            return
        if likely is not None:
            self.why(out, critique, likely)
        elif _WEAK.search(flat):
            self.weak(out, critique)
        elif _STRONG.search(flat) and not _NEXT.search(flat):
            self.strong(out, critique)
        elif _NEXT.search(flat):
            self.next_move(out, critique)
        else:
            self.state(out, critique)

    def state(self, out: Composer, critique: Critique) -> None:
        """How many criteria at each level, then the three moves."""
        told: list[str] = []
        for level in reversed(LEVELS):
            count = sum(v.status == "judged" and v.level == level for v in critique.criteria)
            if count:
                told.append(f"{count} « {level_label(level)} »")
        others = sum(v.status != "judged" for v in critique.criteria)
        if others:
            told.append(f"{others} non évalué{'s' if others > 1 else ''}")
        out.say(
            f"Votre travail « {critique.draft.name} » est lu comme « {critique.production.title} » : "
            f"{len(critique.criteria)} critères, dont {', '.join(told)}."
        )
        self._moves(out, critique)
        out.say("C'est une lecture de programme : un formateur décide.")

    def _moves(self, out: Composer, critique: Critique) -> None:
        verdicts = [v for v in map(critique.verdict, critique.priorities) if v is not None]
        if not verdicts:
            out.say("Rien d'urgent : préparez-vous à défendre vos choix à l'oral.")
            return
        out.points(
            "Vos trois gestes d'abord :" if len(verdicts) == 3 else "À faire d'abord :",
            (f"{self._named(out, v.id)} – {lower_first(v.next_step)}" for v in verdicts),
        )

    def next_move(self, out: Composer, critique: Critique) -> None:
        """One move, and the question that starts it."""
        first = next((v for v in map(critique.verdict, critique.priorities) if v is not None), None)
        if first is None:
            self._moves(out, critique)
            return
        out.say(f"Le geste qui compte le plus maintenant : {self._named(out, first.id)} ({level_label(first.level)}).")
        self._evidence(out, first)
        out.say(first.finding)
        out.say(f"À faire : {lower_first(first.next_step)}")
        if first.question:
            out.say(wording.ASK_BACK.format(question=first.question))
        after = [v for v in critique.priorities[1:] if critique.verdict(v)]
        out.points("Ensuite :", (self._named(out, v) for v in after))

    def weak(self, out: Composer, critique: Critique) -> None:
        """Criteria at 0, then at 1, and where to start."""
        for level in LEVELS[:2]:
            verdicts = [v for v in critique.criteria if v.status == "judged" and v.level == level]
            out.points(
                f"{level_label(level).capitalize()} ({len(verdicts)}) :",
                (self._named(out, v.id) for v in verdicts[:6]),
            )
            if len(verdicts) > 6:
                out.say(f"… et {len(verdicts) - 6} autres dans la critique.")
        if not out.text:
            out.say("Aucun critère n'est lu sous le niveau « en bonne voie ».")
        self._moves(out, critique)

    def strong(self, out: Composer, critique: Critique) -> None:
        """Criteria at 3 with their evidence, else the best there is."""
        best = [v for v in critique.criteria if v.status == "judged" and v.level == 3]
        if not best:
            best = [v for v in critique.criteria if v.status == "judged" and v.level == 2]
            out.say(
                "Aucun critère n'est encore lu comme maîtrisé. Les plus avancés :"
                if best
                else "Rien n'est encore en bonne voie."
            )
        for verdict in best[:4]:
            mark, quote = self._named(out, verdict.id), self._first_quote(out, verdict)
            out.say(f"{mark}{f' : {quote}' if quote else ''}")
        if len(best) > 4:
            out.say(f"… et {len(best) - 4} autres dans la critique.")

    def why(self, out: Composer, critique: Critique, criterion: str) -> None:
        """The verdict on a criterion, its evidence and the next step."""
        verdict = critique.verdict(criterion)
        if verdict is None:
            mark = out.cite("criterion", criterion)
            out.say(wording.OTHER_PRODUCTION.format(production=critique.production.title, criterion=mark))
            return
        if verdict.status == "failed":
            out.say(f"{self._named(out, criterion)} n'a pas pu être jugé : {verdict.reason}.")
            return
        out.say(f"{self._named(out, criterion)} : « {level_label(verdict.level)} ».")
        out.say(verdict.finding)
        self._evidence(out, verdict)
        if verdict.level == 0 and verdict.looked_at:
            out.say(f"J'ai cherché surtout dans : {' ; '.join(verdict.looked_at)}.")
        if verdict.gap:
            out.say(f"**Ce qui manque.** {verdict.gap}")
        if verdict.next_step:
            out.say(f"À faire : {lower_first(verdict.next_step)}")
        if verdict.question:
            out.say(wording.ASK_BACK.format(question=verdict.question))

    def about(
        self, out: Composer, plain: str, search: DraftSearch, critique: Critique | None, likely: str | None
    ) -> None:
        """What the draft says of a subject, quoted, or that nothing was found."""
        found, searched = search.about(_subject(plain))
        if not found:
            out.say(wording.NOT_FOUND.format(searched=searched))
        else:
            out.say("Voici les passages de votre texte les plus proches de votre question :")
            for passage_id, quote in found:
                passage = search.document.passage(passage_id)
                where = f" ({passage.section})" if passage and passage.section else ""
                out.say(f"{quoted(quote)} {out.cite('passage', passage_id)}{where}")
        verdict = critique.verdict(likely) if critique and likely else None
        if verdict is not None and verdict.status == "judged":
            out.say(
                f"Le critère le plus proche, {self._named(out, verdict.id)}, est lu « {level_label(verdict.level)} »."
            )

    def _named(self, out: Composer, criterion: str) -> str:
        return f"{out.cite('criterion', criterion)} {short(self._ref.criterion(criterion).text)}"

    def _evidence(self, out: Composer, verdict: Verdict) -> None:
        for evidence in verdict.evidence[:2]:
            where = f" ({evidence.section})" if evidence.section else ""
            out.say(f"{quoted(evidence.quote)} {out.cite('passage', evidence.passage)}{where}")

    def _first_quote(self, out: Composer, verdict: Verdict) -> str:
        if not verdict.evidence:
            return ""
        first = verdict.evidence[0]
        return f"{quoted(short(first.quote, 160))} {out.cite('passage', first.passage)}"


_FRAME = re.compile(
    r"^(?:que|qu'est-ce que?)? ?(?:dit|dis|raconte)? ?(?:mon|ma|mes|le|ce)? ?(?:texte|dossier|copie|travail|"
    r"document|rapport|brouillon)? ?(?:sur|de|a propos d(?:e|u)|au sujet d(?:e|u))? ?(?:le |la |les |l'|mes |mon |"
    r"ma )?|"
    r"\b(?:est-ce que )?(?:j'ai|je|ai-je)\b ?(?:bien )?(?:parle\w*|cite\w*|mentionne\w*|evoque\w*|aborde\w*)?|"
    r"\bdans mon \w+\b|\b(?:trouve|montre)[- ]moi\b|\ble passage\b|\bou est-ce que\b|\?",
    re.IGNORECASE,
)


def _subject(plain: str) -> str:
    """The subject of the question without its frame; the whole question when nothing is left."""
    subject = " ".join(_FRAME.sub(" ", plain).split())
    return subject if len(subject) > 3 else plain
