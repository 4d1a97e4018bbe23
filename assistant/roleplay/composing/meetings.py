"""Compose a team meeting to lead (criteria 4.3): participants, tensions, what each knows, a decision to reach."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.domain.scenario import Brief, BuyerSheet, Company, Fact, Goal, Objection, Person, Scenario, SellerSheet
from assistant.roleplay.composing.briefing import learner_name
from assistant.roleplay.composing.case import Request, in_turn, stream, town_of
from assistant.roleplay.composing.casting import Name, draw_names
from assistant.roleplay.composing.confrontation import authored_objection
from assistant.roleplay.composing.occasions import build_occasions
from assistant.roleplay.composing.signals import build_signals
from assistant.roleplay.composing.tempers import temper
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.filling import bare, lower_first
from assistant.roleplay.material.shapes import Material, Meeting, Participant

_REACHABLE = 25
"""Trust that a meeting, where each is asked once or twice, may ask for."""


def compile_meeting(request: Request, material: Material) -> Scenario:
    """A meeting drawn from the authored ones, with names, tempers and details of the seed."""
    draw = stream(request, "reunion")
    meeting = in_turn(material.meetings, request.seed)
    names = draw_names(material, draw, len(meeting.people))
    styles = _styles(meeting, material.people.meeting_styles, draw)
    people = tuple(
        _person(f"p{n}", participant, name, style, first=n == 1)
        for n, (participant, name, style) in enumerate(zip(meeting.people, names, styles, strict=True), start=1)
    )
    facts = _facts(meeting, people)
    objections = _objections(meeting, people)
    leader = learner_name(material, people, draw)
    goal = Goal(
        summary=f"Animer la réunion pour {lower_first(meeting.objective)}.",
        facts=tuple(f.id for f in facts),
        facts_needed=max(2, len(facts) - 1),
        answered=tuple(o.id for o in objections),
        commitment=meeting.commitment,
        commitment_lines=meeting.commitment_lines,
        accepts=meeting.accepts,
        steps=meeting.steps,
    )
    shown = build_signals(material, request, frozenset({"reunion"}), None, draw)
    return Scenario(
        id=f"reunion-{meeting.id}-{request.seed}",
        kind="reunion",
        seed=request.seed,
        level=request.level,
        title=f"Réunion d'équipe chez {meeting.company} : {meeting.subject}",
        sector=meeting.sector,
        brief=_brief(meeting, people, leader, town_of(meeting.company, material.people.towns)),
        people=people,
        seller=_leader_sheet(meeting, goal, leader),
        buyer=_participants_sheet(meeting, people, goal),
        facts=facts,
        objections=objections,
        signals=tuple(s for s in shown if s.trigger in {"doute", "impatience", "confiance"}),
        goal=goal,
        temper=temper(request.level),
        occasions=build_occasions(material, "reunion", _slots(meeting, people, objections, goal), _refs(people, facts)),
    )


def _styles(meeting: Meeting, known: Sequence[str], draw: random.Random) -> list[str]:
    """One manner each, all different: the quiet one waits to be asked, another one takes up much room."""
    talkers = sum(1 for p in meeting.people if not p.quiet)
    manners = [known[0], *draw.sample(known[1:], talkers - 1)]
    draw.shuffle(manners)
    return ["Ne parle que si on lui adresse la parole." if p.quiet else manners.pop() for p in meeting.people]


def _person(person_id: str, participant: Participant, name: Name, style: str, *, first: bool) -> Person:
    role = _agreed(participant.role, woman=name.woman)
    return Person(
        id=person_id,
        name=name.full,
        role=role,
        part="participant",
        weight=0,
        soncas=("sympathie",),
        position="que son travail soit pris en compte",
        interest=participant.interest,
        brake="les décisions prises sans le terrain",
        style=style,
        at_table=first,
    )


_AGREED = {
    "commerciale": "commercial/commerciale",
    "commerciale senior": "commercial/commerciale senior",
    "commercial junior": "commercial/commerciale junior",
    "assistante commerciale": "assistant/assistante",
    "assistant de projet": "assistant/assistante de projet",
    "chef de production": "chef/cheffe de production",
    "animatrice de vente": "animateur/animatrice de vente",
    "chef d'équipe": "chef/cheffe d'équipe",
    "chargée de clientèle": "chargé/chargée de clientèle",
    "conducteur": "conducteur/conductrice",
}


def _agreed(role: str, *, woman: bool) -> str:
    from assistant.roleplay.french.filling import gendered

    return gendered(_AGREED.get(role, role), woman=woman)


def _facts(meeting: Meeting, people: tuple[Person, ...]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            id=f"info-{person.id}-{rank}",
            holder=person.id,
            topic=saying.topic,
            text=saying.text,
            questions=saying.ask,
            evasive="Je n'ai rien à dire là-dessus pour l'instant.",
            trust=min(saying.trust, _REACHABLE),
            secret=saying.secret,
            need=saying.topic == "besoin",
            figures=saying.figures,
        )
        for participant, person in zip(meeting.people, people, strict=True)
        for rank, saying in enumerate(participant.says, start=1)
    )


def _objections(meeting: Meeting, people: tuple[Person, ...]) -> tuple[Objection, ...]:
    return tuple(
        authored_objection(f"tension-{person.id}", participant.objection).model_copy(
            update={"moment": "decouverte", "holder": person.id}
        )
        for participant, person in zip(meeting.people, people, strict=True)
        if participant.objection is not None
    )


def _brief(meeting: Meeting, people: tuple[Person, ...], leader: str, town: str) -> Brief:
    company = Company(name=meeting.company, activity=meeting.activity, place=town)
    around = listed([f"{p.name} ({lower_first(p.role)})" for p in people])
    return Brief(
        context=(
            f"{meeting.company} : {lower_first(meeting.activity)}, {lower_first(meeting.team)}. "
            f"{leader} anime la réunion. "
            f"Objet : {meeting.subject}. Autour de la table : {around}."
        ),
        stakes=f"En {meeting.minutes} minutes, {meeting.objective}.",
        seller_company=company,
        buyer_company=company,
        product=meeting.subject,
        place=f"Dans la salle de réunion de {meeting.company}, à {town}.",
        opening="Bonjour. Bon, nous sommes tous là. On commence ?",
    )


def _leader_sheet(meeting: Meeting, goal: Goal, leader: str) -> SellerSheet:
    return SellerSheet(
        name=leader,
        role=f"Responsable du développement commercial, {meeting.company}",
        mission=goal.summary,
        objectives=(
            f"Obtenir {lower_first(bare(meeting.commitment))}",
            "Faire parler chaque participant au moins une fois",
            f"Tenir les {meeting.minutes} minutes",
        ),
        red_line="Ne désigner personne comme coupable ; ne rien décider que l'équipe ne puisse tenir.",
        concessions=(f"Technique possible : {meeting.technique}", *meeting.documents),
        to_find_out=(
            "Ce que chacun sait et n'a pas encore dit",
            "Ce qui bloque réellement",
            "Ce que chacun peut prendre",
        ),
    )


def _participants_sheet(meeting: Meeting, people: tuple[Person, ...], goal: Goal) -> BuyerSheet:
    parts = [f"{p.name}, {lower_first(p.role)}. {p.style} Cherche à {p.interest}." for p in people]
    return BuyerSheet(
        character=" ".join(parts),
        instructions=(
            "Chacun ne donne son information que si la question lui est posée ou si l'on fait un tour de table.",
            f"Au bout d'un moment, lancez une digression : {meeting.digression}. Arrêtez-la si l'on vous recentre.",
            "Gardez votre désaccord tant que personne n'a cherché à le comprendre.",
        ),
        accepts_when=f"Acceptez ({lower_first(goal.commitment)}) une fois les tensions dites et les rôles répartis.",
        leaves_when="On humilie quelqu'un, ou la réunion tourne en rond.",
    )


def _slots(
    meeting: Meeting, people: tuple[Person, ...], objections: tuple[Objection, ...], goal: Goal
) -> dict[str, str]:
    return {
        "duree_reunion": str(meeting.minutes),
        "objectif_reunion": lower_first(meeting.objective),
        "points": listed([lower_first(s) for s in meeting.steps]),
        "technique": f"{lower_first(meeting.technique)}, ou une autre si elle convient mieux.",
        "participants": listed([f"{p.name} ({lower_first(bare(p.style))})" for p in people]),
        "tension": f"« {objections[0].says[0]} »",
        "digression": f"{lower_first(meeting.digression)}.",
        "engagement": bare(goal.commitment),
    }


def _refs(people: tuple[Person, ...], facts: tuple[Fact, ...]) -> dict[str, tuple[str, ...]]:
    return {"CR.4.3.04": tuple(p.id for p in people), "CR.4.3.05": tuple(f.id for f in facts)}
