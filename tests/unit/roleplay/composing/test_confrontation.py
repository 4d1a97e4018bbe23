"""Objections fit the context of the case, and the answers printed first change from one case to the next."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.corpus.location import corpus_folder
from assistant.retrieval.words import terms
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.french.polishing import tidy
from assistant.roleplay.material.loading import load_material, load_sector


def test_the_first_answers_to_the_price_differ_between_cases() -> None:
    shown = {compile_scenario(Request(seed=seed)).objection("obj-prix").answers[:2] for seed in range(20)}
    assert len(shown) >= 12


def test_no_answer_to_the_price_is_lost() -> None:
    known = {tidy(text) for text in load_material().objections.price_answers}
    assert known <= set(compile_scenario(Request(seed=3)).objection("obj-prix").answers)


def test_an_objection_tied_to_contexts_stays_out_of_the_others() -> None:
    material = load_material()
    coffee = next(o for s in material.sectors for o in s.offers if o.id == "cafe")
    tied = {text: o.contexts for o in coffee.objections if o.contexts for text in o.says}
    assert tied
    seen: set[str] = set()
    for seed in range(60):
        scenario = compile_scenario(Request(seed=seed, sector="agroalimentaire", offer="cafe"))
        starts = [c.situation.split("{acheteur}")[-1] for c in coffee.contexts]
        rank = next(n for n, start in enumerate(starts) if start[-30:] in scenario.brief.context)
        said = {text for o in scenario.objections for text in o.says} & set(tied)
        seen |= said
        assert all(rank in tied[words] for words in said)
    assert seen == set(tied)


def test_a_call_gives_signs_that_are_heard_and_none_of_a_price() -> None:
    for seed in range(12):
        signals = compile_scenario(Request(kind="prospection", seed=seed)).signals
        assert {s.form for s in signals} == {"verbal"}
        assert not {s.trigger for s in signals} & {"zone", "blocage"}


def test_first_meetings_do_not_all_meet_the_same_two_objections() -> None:
    met = {
        tuple(o.kind for o in compile_scenario(Request(kind="decouverte", seed=seed)).objections) for seed in range(20)
    }
    assert len(met) >= 4


def _answered() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(what is said once answered, the answers) of every authored objection."""
    material = load_material()
    generic = load_sector(corpus_folder() / "scenarios" / "generic.yaml")
    sources = [o for s in (*material.sectors, generic) for offer in s.offers for o in offer.objections]
    sources += [*material.objections.other, *material.prospecting.objections]
    sources += [p.objection for meeting in material.meetings for p in meeting.people if p.objection]
    yield from ((source.softened, source.replies) for source in sources)
    yield from ((f.barrier.softened, f.barrier.answers) for f in material.prospecting.filters)


def test_what_is_said_once_answered_follows_from_every_answer_and_not_from_one_only() -> None:
    for softened, answers in _answered():
        taken_up = {bool(set(terms(softened)) & set(terms(answer))) for answer in answers}
        assert len(taken_up) == 1, softened


def test_what_the_answers_lean_on_is_on_the_sellers_sheet() -> None:
    known = {tidy(text): o.known for o in load_material().objections.other if o.known for text in o.says}
    seen = 0
    for seed in range(30):
        scenario = compile_scenario(Request(seed=seed))
        for objection in scenario.objections:
            if objection.says[0] in known:
                seen += 1
                assert known[objection.says[0]] in scenario.brief.seller_company.facts
    assert seen


def test_a_pretext_hides_a_reason_and_only_someone_who_answers_to_others_hides_behind_them() -> None:
    for seed in range(60):
        scenario = compile_scenario(Request(seed=seed))
        alone = len(scenario.people) == 1
        for objection in scenario.objections:
            assert not objection.pretext or objection.hides
            assert not (alone and objection.kind == "pouvoir")
