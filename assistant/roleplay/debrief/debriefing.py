"""Put a debrief together: the criteria's verdicts, what was missed, the result, the plans, the self-analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.critique import Critique
from assistant.domain.debrief import Comparison, Debrief, ResultReading
from assistant.domain.dialogue import Turn
from assistant.domain.document import Document
from assistant.domain.guidance import Guidance
from assistant.domain.judgement import Verdict
from assistant.domain.levels import Level, level_label
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario, ScenarioKind
from assistant.roleplay.composing.grids import CONDUCT_GROUPS, ELSEWHERE
from assistant.roleplay.debrief.breaking import what_led
from assistant.roleplay.debrief.conduct import price_path, talk_time
from assistant.roleplay.debrief.missed import missed_openings
from assistant.roleplay.debrief.observing import observe
from assistant.roleplay.debrief.preparation_card import compare_preparation
from assistant.roleplay.debrief.result_reading import read_result, state_at_deal
from assistant.roleplay.debrief.transcript_situations import observe_situation
from assistant.roleplay.debrief.verdicts import EMBEDDED, advised, bounded, observed_verdict, with_elsewhere
from assistant.roleplay.playing.session import PlayRecord

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
    criteria = with_elsewhere(critique.criteria, {}, kind, guidance or {})
    if critique.model != EMBEDDED:
        return _base(critique, turns, criteria, kind)
    bounds = observe_situation(turns, kind)
    held = tuple(bounded(v, bounds.get(v.id), document) for v in criteria)
    notices = (*critique.notices, _TRANSCRIPT_NOTICE.format(seen=_SEEN.get(kind, _SEEN_ELSEWHERE)))
    return _base(critique, turns, held, kind).model_copy(update={"notices": notices})


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
        advised(observed_verdict(v, seen.get(v.id), document, embedded=embedded), (guidance or {}).get(v.id))
        for v in critique.criteria
        if v.id not in ELSEWHERE
    )
    criteria = with_elsewhere(observed, seen, scenario.kind, guidance or {})
    return _base(critique, turns, criteria, scenario.kind).model_copy(
        update={
            "scenario": scenario.id,
            "notices": (*critique.notices, _NOTICE) if embedded else critique.notices,
            "result": result_of(record, scenario),
            "missed": missed_openings(record, scenario),
            "prices": price_path(record),
            "preparation": compare_preparation(record, state, scenario),
            "self_analysis": _self_analysis(self_levels or {}, criteria),
        }
    )


def result_of(record: PlayRecord, scenario: Scenario) -> ResultReading:
    """The result; when the other side ended the talk, first what led to it."""
    begun = Negotiation(scenario=scenario.id, seed=record.seed)
    result = read_result(state_at_deal(record) if record.exchanges else begun, scenario)
    led = what_led(record, scenario)
    return result.model_copy(update={"sentence": f"{led} {result.sentence}"}) if led else result


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
