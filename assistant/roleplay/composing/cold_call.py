"""Compose a prospecting call (criteria 2.3): a barrier, a prospect in a hurry, an appointment to obtain."""

from __future__ import annotations

import random

from assistant.domain.scenario import (
    Argument,
    Brief,
    Company,
    Fact,
    Goal,
    Objection,
    Occasion,
    Person,
    Scenario,
    SellerSheet,
)
from assistant.roleplay.composing.briefing import learner_name, seller_company
from assistant.roleplay.composing.case import Case, stream
from assistant.roleplay.composing.casting import MET, draw_names, talker
from assistant.roleplay.composing.conditions import conditions, fitting
from assistant.roleplay.composing.confrontation import authored_objection, build_arguments, relied_on
from assistant.roleplay.composing.discoveries import build_facts
from assistant.roleplay.composing.occasions import build_occasions
from assistant.roleplay.composing.signals import spoken_signals
from assistant.roleplay.composing.situation_words import counterpart_sheet, learner_sheet, topics
from assistant.roleplay.composing.tempers import temper
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.filling import bare, capital, fill, gendered, lower_first
from assistant.roleplay.material.shapes import Filter, Material, Prospecting


def compile_call(case: Case, material: Material) -> Scenario:
    """A cold call: the first person on the line, then the prospect."""
    words = stream(case.request, "textes")
    source = material.prospecting
    person = talker(material, case, words, words.choice(MET))
    filtered = words.choice(fitting(source.filters, conditions(case, (person,))))
    filter_person = _filter(material, filtered, person, words)
    facts = tuple(
        f for f in build_facts(material, case, (person,), None, words) if f.id not in {"solvabilite", "experience"}
    )
    objections = (_barrier(filtered, filter_person.id), *_objections(source, case, person, words))
    goal = _goal(source, case, person, facts, objections)
    arguments = tuple(a.model_copy(update={"tool": None}) for a in build_arguments(case)[0])  # nothing is shown
    base = SellerSheet(name="", role="", mission="", objectives=(), arguments=arguments)
    name = learner_name(material, (person, filter_person), stream(case.request, "vendeur"))
    relied = relied_on(source.objections, objections)
    brief = _brief(material, case, person, filtered, words, relied)
    occasions = _occasions(material, case, person, facts, arguments, goal)
    return Scenario(
        id=f"prospection-{case.sector.id}-{case.offer.id}-{case.request.seed}",
        kind="prospection",
        seed=case.request.seed,
        level=case.request.level,
        title=f"Appel de prospection vers {case.buyer} ({lower_first(case.offer.product)})",
        sector=case.sector.label,
        brief=brief,
        people=(person, filter_person),
        seller=learner_sheet(case, name, goal, facts, base),
        buyer=counterpart_sheet(person, goal, (_picking_up(filter_person, person),)),
        facts=facts,
        objections=objections,
        signals=spoken_signals(material, case, (person,)),
        goal=goal,
        temper=temper(case.request.level),
        occasions=occasions,
    )


def _objections(source: Prospecting, case: Case, person: Person, words: random.Random) -> list[Objection]:
    """Two objections; someone who decides or buys never says that it is another's business."""
    own = person.part in ("décideur", "acheteur")
    known = [o for o in fitting(source.objections, conditions(case, (person,))) if not (own and o.kind == "pouvoir")]
    return [authored_objection(f"obj-{rank}", o) for rank, o in enumerate(words.sample(known, 2), start=1)]


def _goal(
    source: Prospecting, case: Case, person: Person, facts: tuple[Fact, ...], objections: tuple[Objection, ...]
) -> Goal:
    return Goal(
        summary=f"Obtenir un rendez-vous avec {person.name}, {lower_first(person.role)} chez {case.buyer}.",
        facts=tuple(f.id for f in facts),
        facts_needed=3,
        answered=tuple(o.id for o in objections),
        commitment=source.commitment,
        commitment_lines=source.commitment_lines,
        accepts=source.accepts,
        steps=("Passer le premier interlocuteur", "Accrocher en une phrase", "Qualifier", "Traiter l'objection",
               "Obtenir le rendez-vous et récapituler"),
    )  # fmt: skip


def _occasions(
    material: Material,
    case: Case,
    person: Person,
    facts: tuple[Fact, ...],
    arguments: tuple[Argument, ...],
    goal: Goal,
) -> tuple[Occasion, ...]:
    slots = {
        "arguments": listed([f"« {a.feature} »" for a in arguments if a.needs]),
        "interlocuteur": f"{person.name}, {lower_first(person.role)}",
        "enjeu": lower_first(bare(case.context.stake)),
        "a_trouver": topics(facts),
        "qualification": "le besoin, les dates et les personnes qui décident",
    }
    prefix = "CR.2.3."
    refs = {
        f"{prefix}02": tuple(a.id for a in arguments if a.needs),
        f"{prefix}03": (person.id,),
        f"{prefix}04": goal.facts,
        f"{prefix}06": tuple(f.id for f in facts if f.need or f.id in {"calendrier", "decision"}),
    }
    return build_occasions(material, "prospection", slots, refs)


def _filter(material: Material, filtered: Filter, prospect: Person, words: random.Random) -> Person:
    name = next(n for n in draw_names(material, words, 2) if n.last not in prospect.name)
    return Person(
        id="filtre",
        name=name.full,
        role=gendered(filtered.role, woman=name.woman),
        part="filtre",
        weight=0,
        soncas=("securite",),
        position="savoir qui appelle et pourquoi",
        interest="ne pas déranger pour rien",
        brake="les appels vagues",
        style="Reste d'une politesse ferme.",
        public=False,
    )


def _picking_up(filter_person: Person, prospect: Person) -> str:
    """Whose voice comes first, for the person who plays both."""
    return (
        f"Décrochez en jouant {filter_person.name}, {lower_first(filter_person.role)}, qui fait barrage. "
        f"Si la réponse vous convient, passez l'appel et jouez {prospect.name}."
    )


def _barrier(filtered: Filter, holder: str) -> Objection:
    barrier = filtered.barrier
    return Objection(
        id="barrage",
        kind="pouvoir",
        moment="contact",
        says=barrier.says,
        answers=barrier.answers,
        softened=barrier.softened,
        stays=barrier.stays,
        holder=holder,
    )


def _brief(
    material: Material, case: Case, person: Person, filtered: Filter, words: random.Random, relied: tuple[str, ...]
) -> Brief:
    known_from = fill(words.choice(material.prospecting.sources), case.slots)
    return Brief(
        context=(
            f"{fill(case.context.situation, case.slots)} {known_from} "
            f"{case.seller} n'a encore jamais été en contact avec cette entreprise. "
            f"L'appel s'adresse à {person.name}, {lower_first(person.role)}."
        ),
        stakes=case.context.stake,
        seller_company=seller_company(material, case, words, relied),
        buyer_company=Company(name=case.buyer, activity=capital(case.offer.buyer), place=case.town),
        product=capital(case.offer.product),
        place="Au téléphone, un mardi en milieu de matinée.",
        opening=fill(filtered.opening, case.slots),
    )
