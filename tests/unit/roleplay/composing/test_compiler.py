"""Two hundred seeds give two hundred different cases; the level changes the temper, and whether a deal may fail."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.domain.scenario import Scenario
from assistant.errors import UnknownIdError
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario, draw_case
from assistant.roleplay.material.loading import load_material
from assistant.roleplay.validation.figure_checks import sayable

SEEDS = 200


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [compile_scenario(Request(seed=seed, level=2)) for seed in range(SEEDS)]


def _identity(scenario: Scenario) -> tuple[object, ...]:
    economics = scenario.economics
    assert economics is not None
    return (
        scenario.title,
        scenario.brief.context,
        tuple((p.name, p.role) for p in scenario.people),
        economics.seller,
        economics.buyer,
        tuple(f.text for f in scenario.facts),
    )


def test_two_hundred_seeds_give_two_hundred_cases_in_at_least_twelve_sectors(scenarios: list[Scenario]) -> None:
    assert len({_identity(s) for s in scenarios}) == SEEDS
    assert len({s.id for s in scenarios}) == SEEDS
    sectors = Counter(s.sector for s in scenarios)
    assert len(sectors) >= 12
    assert max(sectors.values()) < SEEDS / 4


def test_cases_differ_in_more_than_their_figures(scenarios: list[Scenario]) -> None:
    situations = {(s.title, s.brief.context, tuple(f.id for f in s.facts if f.need)) for s in scenarios}
    assert len(situations) > 0.9 * SEEDS


def test_the_same_request_gives_the_same_bytes() -> None:
    request = Request(seed=31, level=3, accommodation="")
    assert compile_scenario(request).to_json() == compile_scenario(request).to_json()


def test_the_level_changes_the_temper_only() -> None:
    for seed in range(12):
        cases = [compile_scenario(Request(seed=seed, level=level)) for level in (1, 2, 3, 4)]  # type: ignore[arg-type]
        texts = [case.model_copy(update={"temper": None, "level": 1}).to_json() for case in cases]
        assert texts[0] == texts[1]
        assert texts[2] == texts[3]
        hard = cases[2].economics
        assert hard is not None
        assert texts[1] == texts[2] or not hard.zone.exists
    tempers = [compile_scenario(Request(seed=1, level=level)).temper for level in (1, 2, 3, 4)]  # type: ignore[arg-type]
    assert [t.trust for t in tempers] == sorted((t.trust for t in tempers), reverse=True)
    assert [t.patience for t in tempers] == sorted((t.patience for t in tempers), reverse=True)


def test_the_level_never_changes_the_economics() -> None:
    for seed in range(40):
        easy, hard = (compile_scenario(Request(seed=seed, level=level)).economics for level in (1, 4))
        assert easy == hard


def test_a_company_is_in_the_same_town_in_every_case(scenarios: list[Scenario]) -> None:
    towns: dict[str, str] = {}
    for scenario in scenarios:
        for company in (scenario.brief.seller_company, scenario.brief.buyer_company):
            assert towns.setdefault(company.name, company.place) == company.place
        assert scenario.brief.seller_company.place != scenario.brief.buyer_company.place


def test_managers_and_rivals_vary(scenarios: list[Scenario]) -> None:
    managers = Counter(s.hand_over.to for s in scenarios if s.hand_over)
    assert max(managers.values()) < 6
    material = load_material()
    named = [len(r.also) for sector in material.sectors for o in sector.offers for r in o.rivals if not r.own]
    assert sum(1 for also in named if also >= 2) > 0.8 * len(named)


def test_an_argument_answers_what_the_affair_and_the_rival_call_for() -> None:
    material = load_material()
    for seed in range(120):
        case = draw_case(Request(seed=seed), material)
        met = {need.id for need in case.needs}
        assert not case.context.needs or met & set(case.context.needs)
        rank = case.offer.contexts.index(case.context)
        answering = [n for n in case.offer.needs if n.id == case.rival.need and (not n.contexts or rank in n.contexts)]
        assert not answering or case.rival.need in met
        if case.rival.against:
            assert case.rival.against in compile_scenario(Request(seed=seed)).brief.seller_company.facts


def test_nobody_shows_that_a_deal_is_near_when_there_can_be_none() -> None:
    for seed in range(30):
        signals = compile_scenario(Request(seed=seed, zone="aucune")).signals
        assert "zone" not in {s.trigger for s in signals}
        assert {s.form for s in signals} == {"verbal", "non_verbal"}


def test_the_first_demand_keeps_the_secret_of_what_suits_both(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        assert scenario.economics is not None
        assert not any(ask.startswith(("Volume", "Référence")) for ask in scenario.buyer.asks)


def test_the_context_of_a_call_speaks_to_neither_side() -> None:
    for seed in range(20):
        context = compile_scenario(Request(kind="prospection", seed=seed)).brief.context.lower()
        assert " vous " not in context


def test_an_adaptation_changes_the_interlocutor_and_leaves_the_figures() -> None:
    plain, adapted = (compile_scenario(Request(seed=8, accommodation=a)) for a in (None, "malvoyant"))
    assert plain.economics == adapted.economics
    accommodation = adapted.interlocutor.accommodation
    assert accommodation is not None
    assert accommodation.visible in adapted.brief.context
    assert "/" not in accommodation.visible  # the gender is agreed
    assert plain.interlocutor.accommodation is None


@pytest.mark.parametrize("deciders", [1, 2, 3, 4])
def test_the_number_of_deciders_is_the_one_asked_for(deciders: int) -> None:
    for seed in range(10):
        scenario = compile_scenario(Request(seed=seed, deciders=deciders))
        assert len(scenario.people) == deciders
        assert sum(p.weight for p in scenario.people) == 100
        assert scenario.interlocutor.part in ("décideur", "payeur", "acheteur")


def test_stakes_make_larger_affairs() -> None:
    def volume(stakes: str) -> float:
        made = [compile_scenario(Request(seed=s, sector="logistique", stakes=stakes)) for s in range(12)]  # type: ignore[arg-type]
        return sum(s.economics.quantity for s in made if s.economics)

    assert volume("forts") > 1.2 * volume("courants")


def test_secrets_stay_out_of_what_a_learner_sees(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        seen = scenario.for_learner().model_dump_json()
        for fact in scenario.facts:
            assert fact.text not in seen
        for person in scenario.people:
            assert person.public or person.name not in seen
        assert scenario.buyer.accepts_when not in seen
        assert scenario.legal_trap is not None
        assert scenario.legal_trap.says[0] not in seen


def test_unknown_names_are_refused_with_the_list() -> None:
    for request in (Request(sector="nulle-part"), Request(accommodation="?"), Request(sector="sante", offer="?")):
        with pytest.raises(UnknownIdError) as refusal:
            compile_scenario(request)
        assert "Choisissez parmi" in refusal.value.hint


def test_no_person_and_no_company_is_called_twice_the_same_way(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        names = [p.name for p in scenario.people]
        assert len({n.split()[1] for n in names}) == len(names)
        assert scenario.brief.seller_company.name != scenario.brief.buyer_company.name


def test_every_context_and_every_offer_comes_up(scenarios: list[Scenario]) -> None:
    offers = {s.id.rsplit("-", 1)[0] for s in scenarios}
    assert len(offers) == sum(len(sector.offers) for sector in load_material().sectors)


def test_the_brief_says_every_figure_of_the_offer_and_no_text_is_empty(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        assert all(text.strip() for text in sayable(scenario))
        assert len(scenario.brief.offer) >= 5


def test_seeds_in_a_row_change_the_client_and_the_situation() -> None:
    for sector in load_material().sectors:
        made = [compile_scenario(Request(seed=seed, sector=sector.id)) for seed in range(9001, 9004)]
        assert len({s.brief.buyer_company.name for s in made}) == 3, sector.id
        for offer in {s.id.rsplit("-", 1)[0] for s in made}:
            stakes = [s.brief.stakes for s in made if s.id.startswith(offer)]
            assert len(set(stakes)) == len(stakes), offer


def test_counts_of_people_are_written_in_letters() -> None:
    for deciders, words in ((1, "Une seule personne"), (2, "Deux personnes"), (4, "Quatre personnes")):
        occasions = compile_scenario(Request(seed=5, deciders=deciders)).occasions
        assert next(o.text for o in occasions if o.criterion == "CR.3.2.1.01").startswith(words)
