"""Put a debrief together: the criteria's verdicts, what was missed, the result, the plans, the self-analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.critique import Critique
from assistant.domain.debrief import Comparison, Debrief
from assistant.domain.dialogue import Turn
from assistant.domain.document import Document
from assistant.domain.guidance import Guidance
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.levels import Level, level_label
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario, ScenarioKind
from assistant.roleplay.composing.grids import CONDUCT_GROUPS, ELSEWHERE, beyond_talk
from assistant.roleplay.debrief.conduct import missed_openings, price_path, talk_time
from assistant.roleplay.debrief.observing import observe
from assistant.roleplay.debrief.preparation_card import compare_preparation
from assistant.roleplay.debrief.result_reading import read_result
from assistant.roleplay.debrief.scene import Observation
from assistant.roleplay.debrief.transcript_observing import Bounds
from assistant.roleplay.debrief.transcript_situations import observe_situation
from assistant.roleplay.french.filling import capital
from assistant.roleplay.playing.session import PlayRecord

NO_OCCASION = "Pas d'occasion de le montrer dans cet échange."

EMBEDDED = "embedded"
QUOTES = 3
_NOTICE = (
    "Les niveaux de conduite viennent ici de ce que le moteur a constaté (questions, objections, échanges, accord) ; "
    "la recherche de passages ne fait que les illustrer."
)

_TRANSCRIPT_NOTICE = (
    "Le scénario n'est pas connu : les niveaux sont tenus entre ce que les répliques permettent de constater "
    "(questions, reformulations, {seen})."
)
_SEEN = {"negociation": "réserves reprises, contreparties, récapitulation"}
_SEEN_ELSEWHERE = "annonces, récapitulation, suite fixée"


def debrief_of_transcript(
    critique: Critique,
    turns: Sequence[Turn],
    document: Document | None = None,
    *,
    kind: ScenarioKind = "negociation",
    guidance: Mapping[str, Guidance] | None = None,
) -> Debrief:
    """The debrief of a transcript whose scenario is not known. ``turns``: with their moves recognised.

    Without a model, levels are kept between what the turns allow. ``document``: the transcript, to
    quote its turns. ``guidance``: by criterion, for the questions on what a talk cannot show.
    """
    criteria = _with_elsewhere(critique.criteria, {}, kind, guidance or {})
    if critique.model != EMBEDDED:
        return _base(critique, turns, criteria, kind)
    bounds = observe_situation(turns, kind)
    bounded = tuple(_bounded(v, bounds.get(v.id), document) for v in criteria)
    notices = (*critique.notices, _TRANSCRIPT_NOTICE.format(seen=_SEEN.get(kind, _SEEN_ELSEWHERE)))
    return _base(critique, turns, bounded, kind).model_copy(update={"notices": notices})


def _with_elsewhere(
    judged: Sequence[Verdict], seen: Mapping[str, Observation], kind: ScenarioKind, guidance: Mapping[str, Guidance]
) -> tuple[Verdict, ...]:
    """The verdicts, with those of the criteria that a talk cannot show: where to show them, and what was noted."""
    if not judged:
        return ()
    prefix = f"CR.{CONDUCT_GROUPS[kind]}."
    apart = [
        Verdict(
            id=criterion,
            status="not_assessable",
            level=None,
            expectation=guidance[criterion].expectation if criterion in guidance else "",
            finding=f"{capital(beyond_talk(kind))} : à montrer {where}. {_noted(seen.get(criterion))}".strip(),
            question=guidance[criterion].questions[0] if criterion in guidance else "",
        )
        for criterion, where in ELSEWHERE.items()
        if criterion.startswith(prefix)
    ]
    return tuple(sorted((*(v for v in judged if v.id not in ELSEWHERE), *apart), key=lambda v: v.id))


def _noted(seen: Observation | None) -> str:
    return seen.finding if seen is not None else ""


def _bounded(verdict: Verdict, bounds: Bounds | None, document: Document | None) -> Verdict:
    """The verdict brought between its bounds; without an occasion, nothing is held against the learner."""
    if bounds is None or verdict.status != "judged" or verdict.level is None:
        return verdict
    if bounds.low is None or bounds.high is None:
        return _without_occasion(verdict, bounds.finding or NO_OCCASION)
    level = max(bounds.low, min(bounds.high, verdict.level))
    pointed = [_quoted(document, turn) for turn in bounds.turns] if document is not None else []
    shown = tuple(e for e in pointed if e is not None) or verdict.evidence
    return verdict.model_copy(
        update={
            "level": level,
            "evidence": shown[:QUOTES] if level else (),
            "finding": bounds.finding,
            "gap": verdict.gap if level < 3 else "",
            "confidence": None,
        }
    )


def _without_occasion(verdict: Verdict, why: str) -> Verdict:
    """Not assessable, with the reason."""
    return verdict.model_copy(
        update={
            "status": "not_assessable",
            "level": None,
            "evidence": (),
            "finding": why,
            "gap": "",
            "confidence": None,
        }
    )


def debrief_of_play(
    critique: Critique,
    record: PlayRecord,
    scenario: Scenario,
    document: Document,
    *,
    guidance: Mapping[str, Guidance] | None = None,
    self_levels: Mapping[str, Level] | None = None,
) -> Debrief:
    """The debrief of a play. ``document``: its transcript, as judged. ``guidance``: by criterion, for the next steps.

    ``self_levels``: levels that the learner gave to criteria before seeing it (3.2.4).
    """
    state = record.exchanges[-1].state if record.exchanges else Negotiation(scenario=scenario.id, seed=record.seed)
    turns = [t for e in record.exchanges for t in (e.seller, e.buyer)]
    embedded = critique.model == EMBEDDED
    seen = observe(record, scenario)
    observed = tuple(
        _advised(_observed(v, seen.get(v.id), document, embedded=embedded), (guidance or {}).get(v.id))
        for v in critique.criteria
        if v.id not in ELSEWHERE
    )
    criteria = _with_elsewhere(observed, seen, scenario.kind, guidance or {})
    return _base(critique, turns, criteria, scenario.kind).model_copy(
        update={
            "scenario": scenario.id,
            "notices": (*critique.notices, _NOTICE) if embedded else critique.notices,
            "result": read_result(state, scenario),
            "missed": missed_openings(record, scenario),
            "prices": price_path(record),
            "preparation": compare_preparation(record, state, scenario),
            "self_analysis": _self_analysis(self_levels or {}, criteria),
        }
    )


def _advised(verdict: Verdict, guidance: Guidance | None) -> Verdict:
    """The next step of the level that stands in the end."""
    if guidance is None or verdict.level is None:
        return verdict
    return verdict.model_copy(update={"next_step": guidance.next_step.get(verdict.level, verdict.next_step)})


def _base(critique: Critique, turns: Sequence[Turn], criteria: tuple[Verdict, ...], kind: ScenarioKind) -> Debrief:
    return Debrief(
        situation=kind,
        group=CONDUCT_GROUPS[kind],
        draft=critique.draft,
        model=critique.model,
        referentiel=critique.referentiel,
        criteria=criteria,
        quotes=critique.quotes,
        usage=critique.usage,
        talk=talk_time(turns),
        notices=critique.notices,
    )


def _observed(verdict: Verdict, seen: Observation | None, document: Document, *, embedded: bool) -> Verdict:
    """The verdict in the light of what the engine saw.

    Without an occasion, nothing is held against the learner. Without a model, the engine's level stands; with one, the
    model's does, and the engine only adds the turns that it knows.
    """
    if seen is None or verdict.status != "judged":
        return verdict
    if seen.level is None:
        if (verdict.level or 0) >= 2 and not embedded:
            return verdict
        return _without_occasion(verdict, NO_OCCASION)
    pointed = [_quoted(document, turn) for turn in seen.turns]
    shown = tuple(e for e in pointed if e is not None)
    if not embedded:
        bare = bool(verdict.level) and not verdict.evidence
        return verdict.model_copy(update={"evidence": shown[:QUOTES]}) if bare else verdict
    rest = verdict.evidence if seen.level and not shown else ()
    return verdict.model_copy(
        update={
            "level": seen.level,
            "evidence": (*shown, *rest)[:QUOTES] if seen.level else (),
            "finding": seen.finding,
            "gap": verdict.gap if seen.level < 3 else "",
            "confidence": None,
        }
    )


def _quoted(document: Document, turn: int) -> Evidence | None:
    """The whole line of a turn, as it stands in the transcript."""
    passage = next((p for p in document.passages if p.turn == turn), None)
    if passage is None:
        return None
    return Evidence(
        quote=passage.text,
        passage=passage.id,
        section=passage.section,
        page=None,
        start=passage.start,
        end=passage.end,
        turn=turn,
    )


def _self_analysis(levels: Mapping[str, Level], criteria: Sequence[Verdict]) -> tuple[Comparison, ...]:
    """The learner's own levels beside those found."""
    found: list[Comparison] = []
    for verdict in criteria:
        own = levels.get(verdict.id)
        if own is None or verdict.level is None:
            continue
        gap = own - verdict.level
        remark = (
            "Même regard."
            if gap == 0
            else "Vous êtes plus sévère que l'analyse : quels passages vous donnent des points à capitaliser ?"
            if gap < 0
            else "Vous vous voyez plus haut que l'analyse : quelle réplique appuie votre niveau ?"
        )
        found.append(
            Comparison(subject=verdict.id, planned=level_label(own), happened=level_label(verdict.level), remark=remark)
        )
    return tuple(found)
