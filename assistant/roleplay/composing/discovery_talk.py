"""Compose a discovery talk (criteria 3.1.1): facts to reach, a need to reformulate, a next step to fix."""

from __future__ import annotations

import random

from assistant.domain.scenario import Brief, Fact, Goal, Objection, Occasion, Person, Scenario, SellerSheet
from assistant.roleplay.composing.briefing import build_brief, learner_name
from assistant.roleplay.composing.case import Case, stream
from assistant.roleplay.composing.casting import MET, talker
from assistant.roleplay.composing.conditions import conditions, fitting
from assistant.roleplay.composing.confrontation import authored_objection, build_arguments, relied_on
from assistant.roleplay.composing.discoveries import build_facts
from assistant.roleplay.composing.occasions import build_occasions
from assistant.roleplay.composing.signals import WITHOUT_PRICE, build_signals
from assistant.roleplay.composing.situation_words import counterpart_sheet, learner_sheet
from assistant.roleplay.composing.tempers import temper
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.filling import bare, capital, lower_first
from assistant.roleplay.material.shapes import Material


def compile_discovery(case: Case, material: Material) -> Scenario:
    """A first meeting with a prospect who has not seen any offer."""
    words = stream(case.request, "textes")
    person = talker(material, case, words, words.choice(MET))
    facts = build_facts(material, case, (person,), None, words)
    goal = _goal(material, case, facts)
    objections = _objections(material, case, person, words)
    arguments, tools = build_arguments(case)
    relied = relied_on(material.objections.other, objections)
    brief = build_brief(material, case, (person,), None, words, relied)
    brief = brief.model_copy(update={"opening": _opening(material, case, person, brief.place, words)})
    base = SellerSheet(name="", role="", mission="", objectives=(), arguments=arguments, tools=tools)
    seller = learner_sheet(case, learner_name(material, (person,), stream(case.request, "vendeur")), goal, facts, base)
    held, trade = conditions(case, (person,), brief.place, brief.opening), material.trades.get(case.offer.id)
    shown = build_signals(material, case.request, held, trade, words)
    signals = tuple(s for s in shown if s.trigger in WITHOUT_PRICE)
    return Scenario(
        id=f"decouverte-{case.sector.id}-{case.offer.id}-{case.request.seed}",
        kind="decouverte",
        seed=case.request.seed,
        level=case.request.level,
        title=f"Entretien de découverte chez {case.buyer} ({lower_first(case.offer.product)})",
        sector=case.sector.label,
        brief=brief.model_copy(update={"product": capital(case.offer.product)}),
        people=(person,),
        seller=seller,
        buyer=counterpart_sheet(person, goal),
        facts=facts,
        objections=objections,
        signals=signals,
        goal=goal,
        temper=temper(case.request.level),
        occasions=_occasions(material, case, person, facts, goal, brief),
    )


def _opening(material: Material, case: Case, person: Person, place: str, words: random.Random) -> str:
    """The first words of a first meeting, which depend on where it is held."""
    return words.choice(fitting(material.discovery.openings, conditions(case, (person,), place))).text


def _goal(material: Material, case: Case, facts: tuple[Fact, ...]) -> Goal:
    needed = tuple(f.id for f in facts)
    source = material.discovery
    return Goal(
        summary=f"Découvrir le besoin de {case.buyer} ({lower_first(case.offer.product)}) et fixer la suite.",
        facts=needed,
        facts_needed=6,
        commitment=source.commitment,
        commitment_lines=source.commitment_lines,
        accepts=source.accepts,
        steps=source.steps,
    )


def _objections(material: Material, case: Case, person: Person, words: random.Random) -> tuple[Objection, ...]:
    """Two of those that anybody meets at a first meeting: no time, no trust, no need, too small a house."""
    known = [
        o
        for o in fitting(material.objections.other, conditions(case, (person,)))
        if o.kind in ("temps", "confiance", "experience", "besoin") and o.moment in ("contact", "decouverte")
    ]
    return tuple(authored_objection(f"obj-{rank}", o) for rank, o in enumerate(words.sample(known, 2), start=1))


def _occasions(
    material: Material, case: Case, person: Person, facts: tuple[Fact, ...], goal: Goal, brief: Brief
) -> tuple[Occasion, ...]:
    needs = [f for f in facts if f.need]
    slots = {
        "acheteur": case.buyer,
        "faits_publics": listed([lower_first(f) for f in brief.buyer_company.facts]),
        "interlocuteur": person.name,
        "style": lower_first(person.style),
        "adaptation": f"Adaptation attendue : {person.accommodation.title.lower()}." if person.accommodation else "",
        "ouverture": f"« {brief.opening} »",
        "nombre_faits": str(len(facts)),
        "solvabilite": f"« {next(f for f in facts if f.id == 'solvabilite').text} »",
        "besoins": " ; ".join(f"« {f.text} »" for f in needs),
        "engagement": bare(goal.commitment),
    }
    prefix = "CR.3.1.1."
    refs = {
        f"{prefix}02": (person.id,),
        f"{prefix}04": tuple(f.id for f in facts),
        f"{prefix}05": ("solvabilite",),
        f"{prefix}06": tuple(f.id for f in needs),
    }
    return build_occasions(material, "decouverte", slots, refs)
