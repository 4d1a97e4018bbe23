"""Write what the counterpart says only when a question reaches it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.domain.economics import Economics
from assistant.domain.scenario import Fact, Figure, Person
from assistant.roleplay.composing.case import Case, turned
from assistant.roleplay.composing.conditions import case_conditions, conditions, fitting
from assistant.roleplay.composing.prices import Figures
from assistant.roleplay.french.amounts import euros, number
from assistant.roleplay.french.filling import fill, gendered, lower_first
from assistant.roleplay.material.shapes import CommonFact, CommonFacts, Material

_WEEKS = (2, 3, 4, 5, 6)
_WEEKS_PRESSING = (2, 3, 4)


def build_facts(
    material: Material, case: Case, people: Sequence[Person], figures: Figures | None, draw: random.Random
) -> tuple[Fact, ...]:
    """The facts of a case, from the easiest to reach to the best kept. ``figures`` None: no price is at stake."""
    holder = people[0].id
    held = conditions(case, people)
    common = _of_case(material, case, held)
    weeks = draw.choice(_WEEKS_PRESSING if "pressant" in held else _WEEKS)
    facts = [
        _common("activite", common.activite, holder, case),
        *(_need(material, case, rank, holder, draw) for rank in range(len(case.needs))),
        _common("solvabilite", common.solvabilite, holder, case),
        _common(
            "calendrier", common.calendrier, holder, case, {"semaines": str(weeks)},
            (Figure(name="semaines", value=weeks, shown=str(weeks)),),
        ),
        _common("experience", common.experience, holder, case),
        _decision(common.decision, case, people, draw),
        _why(material, case, holder, draw),
        *(_stake(material, case, rank, holder, draw) for rank in range(len(case.stakes))),
    ]  # fmt: skip
    if figures is not None:
        facts += [_budget(common.budget, case, holder, figures), _rival(material, case, holder, figures)]
    return tuple(facts)


def _of_case(material: Material, case: Case, held: frozenset[str]) -> CommonFacts:
    """The common facts with the words that this case allows, and those of the trade where it has its own."""
    common, trade = material.facts, material.trades.get(case.offer.id)
    told = {
        "budget": _allowed(common.budget, held),
        "calendrier": _allowed(common.calendrier, held),
        "solvabilite": _allowed(common.solvabilite, held),
        "interne": _allowed(common.interne, held),
        "activite": common.activite,
        "experience": common.experience,
    }
    if trade is not None:
        told["activite"] = common.activite.model_copy(update={"texts": trade.activite})
        told["experience"] = common.experience.model_copy(update={"texts": trade.experience})
    if "association" in held:
        told = {name: _asked_of_an_association(source) for name, source in told.items()}
    return common.model_copy(update=told)


def _allowed(source: CommonFact, held: frozenset[str]) -> CommonFact:
    words = (said.text for said in fitting(source.cases, held))
    return source.model_copy(update={"texts": (*source.texts, *words)})


def _asked_of_an_association(source: CommonFact) -> CommonFact:
    asked = tuple(text.replace("votre entreprise", "votre association") for text in source.ask)
    return source.model_copy(update={"ask": asked})


_GRIDS = (10_000, 5_000, 1_000, 500, 100, 50, 10)


def budget_amount(economics: Economics, rival_price: float) -> int:
    """The budget that the buyer announces: between what its other solution costs and what it may pay at most.

    Euros over the whole affair, on the coarsest grid that has such an amount.
    """
    paid, buyer = economics.paid_units(economics.reference), economics.buyer
    low, high = rival_price * paid, buyer.reserve * paid
    middle = low + 0.6 * (high - low)
    for grid in _GRIDS:
        amount = round(middle / grid) * grid
        if low < amount < high and amount not in (buyer.target, buyer.reserve):
            return amount
    return round(middle)


def _common(
    fact_id: str,
    source: CommonFact,
    holder: str,
    case: Case,
    more: dict[str, str] | None = None,
    figures: tuple[Figure, ...] = (),
) -> Fact:
    return Fact(
        id=fact_id,
        holder=holder,
        topic=source.topic,
        text=fill(turned(source.texts, case.request, fact_id), {**case.slots, **(more or {})}),
        questions=source.ask,
        evasive=source.evasive,
        trust=source.trust,
        secret=source.secret,
        figures=figures,
    )


def _need(material: Material, case: Case, rank: int, holder: str, draw: random.Random) -> Fact:
    need = case.needs[rank]
    return Fact(
        id=f"besoin-{need.id}",
        holder=holder,
        topic=need.topic,
        text=need.says,
        questions=need.ask,
        evasive=draw.choice(material.facts.evasive),
        trust=(0, 15, 30)[min(rank, 2)],
        secret=rank == 2,
        need=True,
        soncas=need.soncas,
    )


def _why(material: Material, case: Case, holder: str, draw: random.Random) -> Fact:
    return Fact(
        id="enjeu",
        holder=holder,
        topic="enjeu",
        text=case.context.why,
        questions=material.facts.enjeu_questions,
        evasive=draw.choice(material.facts.evasive),
        trust=35,
        secret=True,
    )


def _stake(material: Material, case: Case, rank: int, holder: str, draw: random.Random) -> Fact:
    chosen = case.stakes[rank]
    trade = material.trades.get(case.offer.id)
    own = trade.interests.get(chosen.stake.id) if trade is not None else None
    known = fitting(chosen.stake.variants, case_conditions(case))
    said = own or draw.choice((chosen.stake.text, *(words.text for words in known)))
    return Fact(
        id=f"interet-{chosen.term}",
        holder=holder,
        topic=chosen.stake.topic,
        text=fill(said, {**case.slots, "service": case.offer.service.label}),
        questions=chosen.stake.ask,
        evasive=draw.choice(material.facts.evasive),
        trust=(35, 25)[min(rank, 1)],
        secret=True,
        term=chosen.term,
    )


def _decision(source: CommonFact, case: Case, people: Sequence[Person], draw: random.Random) -> Fact:
    others = [p for p in people if not p.at_table]
    if not others and people[0].part != "décideur":
        decides = gendered(case.offer.roles["décideur"], woman=draw.random() < 0.5)
        text = fill(draw.choice(source.texts_buyer), {"decideur": f"notre {lower_first(decides)}"})
    elif not others:
        text = draw.choice(fitting(source.texts_one, conditions(case, people))).text
    else:
        words = [f"{p.name}, {lower_first(p.role)}, {_say(p, people)}" for p in others]
        if len(words) == 1:
            text = fill(draw.choice(source.texts_two), {"autre": words[0]})
        else:
            text = fill(draw.choice(source.texts_many), {"autres": f"Il y a {_enumerated(words)}."})
    return Fact(
        id="decision",
        holder=people[0].id,
        topic="decision",
        text=text,
        questions=source.ask,
        evasive=source.evasive,
        trust=source.trust,
        secret=source.secret,
    )


def _enumerated(people: Sequence[str]) -> str:
    """« M. A, gérant, qui décide, et Mme B, comptable » : a comma before « et », each person having its own."""
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])}, et {people[-1]}"


def _say(person: Person, people: Sequence[Person]) -> str:
    """What that person does in the decision, from part and weight."""
    heaviest = max(people, key=lambda p: p.weight)
    if person is heaviest:
        return "qui aura le dernier mot"
    by_part: dict[str, str] = {
        "payeur": "qui regarde chaque ligne du coût",
        "utilisateur": "dont l'avis est toujours demandé",
        "prescripteur": "qui peut s'y opposer",
        "acheteur": "qui négocie les conditions",
    }
    return by_part.get(person.part, "qui donnera son avis")


def _budget(source: CommonFact, case: Case, holder: str, figures: Figures) -> Fact:
    economics = figures.economics
    amount = budget_amount(economics, figures.rival_price)
    said = euros(amount)
    fact = _common("budget", source, holder, case, {"budget": said}, (Figure(name="budget", value=amount, shown=said),))
    counts = any(term.id == "volume" for term in economics.terms)
    whole = f"{number(economics.quantity)} {economics.unit_plural}"
    more = f" C'est compté pour {whole}, et cela suivra s'il en faut davantage." if counts else ""
    return fact.model_copy(update={"term": "prix", "text": f"{fact.text}{more}"})


def _rival(material: Material, case: Case, holder: str, figures: Figures) -> Fact:
    """The best alternative of the buyer: another offer, or its own means."""
    said = f"{euros(figures.rival_price)} {case.offer.unit}"
    source = material.facts.interne if case.rival.own else material.facts.rival
    slots = {"prix_rival": said, "rival": case.rival.name, "defaut": case.rival.flaw}
    figure = Figure(name="prix_rival", value=figures.rival_price, shown=euros(figures.rival_price))
    fact = _common("alternative", source, holder, case, slots, (figure,))
    return fact.model_copy(update={"term": "prix"})
