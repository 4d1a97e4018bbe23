"""Compose a whole scenario from the authored material: deterministic under its seed, no model needed."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from assistant.domain.scenario import Accommodation, Scenario
from assistant.errors import UnknownIdError
from assistant.roleplay.composing.briefing import build_brief, build_buyer_sheet, build_seller_sheet
from assistant.roleplay.composing.case import Case, Request, in_turn, stream, town_of
from assistant.roleplay.composing.casting import cast_deciders
from assistant.roleplay.composing.conditions import conditions
from assistant.roleplay.composing.confrontation import (
    build_arguments,
    build_hand_over,
    build_objections,
    build_trap,
    relied_on,
)
from assistant.roleplay.composing.discoveries import build_facts
from assistant.roleplay.composing.negotiation_occasions import Pieces, negotiation_occasions
from assistant.roleplay.composing.prices import build_figures
from assistant.roleplay.composing.signals import build_signals
from assistant.roleplay.composing.tempers import temper
from assistant.roleplay.composing.terms import choose_stakes
from assistant.roleplay.composing.zones import counterparts
from assistant.roleplay.french.filling import capital, gendered
from assistant.roleplay.french.polishing import polished
from assistant.roleplay.material.loading import load_material
from assistant.roleplay.material.shapes import Context, Material, Need, Offer, Rival, Sector


def compile_scenario(request: Request, material: Material | None = None) -> Scenario:
    """The scenario of that request, not yet checked (see ``checks.check_scenario`` and ``publishing.new_scenario``).

    Raises ``UnknownIdError`` for a sector, offer or accommodation that does not exist.
    """
    return polished(_compiled(request, material or load_material()))


def _compiled(request: Request, known: Material) -> Scenario:
    if request.kind == "reunion":
        from assistant.roleplay.composing.meetings import compile_meeting

        return compile_meeting(request, known)
    case = draw_case(request, known)
    if request.kind == "decouverte":
        from assistant.roleplay.composing.discovery_talk import compile_discovery

        return compile_discovery(case, known)
    if request.kind == "prospection":
        from assistant.roleplay.composing.cold_call import compile_call

        return compile_call(case, known)
    return compile_negotiation(case, known)


def draw_case(request: Request, material: Material) -> Case:
    """Draw everything that is chosen before a sentence is written."""
    draw = stream(request, "cas")
    sector = _sector(request, material, draw)
    offer = _offer(request, sector, draw)
    buyers = offer.buyers or sector.buyers
    cycle = request.seed // math.lcm(len(buyers), len(offer.contexts))  # another client for each context next time
    context = in_turn(offer.contexts, request.seed)
    rank = offer.contexts.index(context)
    rival = _rival(offer, rank, draw)
    needs = _needs(offer, context, rival, draw)
    seller, buyer = draw.choice(offer.sellers or sector.sellers), in_turn(buyers, request.seed + cycle)
    town = town_of(buyer, material.people.towns[::2])
    slots = {
        "acheteur": buyer,
        "vendeur": seller,
        "ville": town,
        "produit": offer.product,
        "le_produit": offer.the,
        "du_produit": offer.of,
        "activite_acheteur": offer.buyer,
        "autre_client": draw.choice(material.people.neighbours),
        "direction": _manager(material, draw),
    }
    case = Case(
        request=request,
        sector=sector,
        offer=offer,
        context=context,
        rival=rival,
        needs=needs,
        stakes=choose_stakes(material, offer, context, needs, draw) if request.kind == "negociation" else (),
        seller=seller,
        buyer=buyer,
        town=town,
        slots=slots,
    )
    return replace(case, accommodation=_accommodation(request, material, draw))


def _rival(offer: Offer, rank: int, draw: random.Random) -> Rival:
    """A way out that suits the context of that rank, under one of its names."""
    rival = draw.choice([r for r in offer.rivals if not r.contexts or rank in r.contexts])
    return rival.model_copy(update={"name": draw.choice((rival.name, *rival.also))})


def _needs(offer: Offer, context: Context, rival: Rival, draw: random.Random) -> tuple[Need, ...]:
    """Three needs: one that this affair calls for, one whose argument answers the rival's flaw, others drawn."""
    rank = offer.contexts.index(context)
    known = [need for need in offer.needs if not need.contexts or rank in need.contexts]
    called = [need for need in known if need.id in context.needs]
    chosen = [draw.choice(called)] if called else []
    chosen += [need for need in known if need.id == rival.need and need not in chosen]
    others = [need for need in known if need not in chosen]
    return tuple(draw.sample([*chosen, *draw.sample(others, 3 - len(chosen))], 3))


def _manager(material: Material, draw: random.Random) -> str:
    """« Claire Jourdan, directrice commerciale »: the learner's management."""
    people, woman = material.people, draw.random() < 0.5
    first = draw.choice(people.women if woman else people.men)
    return f"{first} {draw.choice(people.manager_names)}, {gendered(draw.choice(people.managers), woman=woman)}"


def compile_negotiation(case: Case, material: Material) -> Scenario:
    """A negotiation with its economics."""
    request = case.request
    figures = build_figures(material, case, stream(request, "chiffres"))
    economics = figures.economics
    people = cast_deciders(material, case, stream(request, "acteurs"))
    arguments, tools = build_arguments(case)
    words = stream(request, "textes")
    facts = build_facts(material, case, people, figures, words)
    objections = build_objections(material, case, people, economics, arguments, words)
    asked = counterparts(economics)
    trap = build_trap(material, case, economics, conditions(case, people))
    relied = relied_on((*case.offer.objections, *material.objections.other), objections)
    brief = build_brief(material, case, people, economics, words, relied)
    held = conditions(case, people, brief.place, brief.opening)
    trade, deal = material.trades.get(case.offer.id), economics.zone.exists
    signals = build_signals(material, request, held, trade, words, deal=deal)
    seller = build_seller_sheet(material, case, people, economics, arguments, tools, words)
    pieces = Pieces(brief, people, seller, facts, objections, signals, trap, economics)
    return Scenario(
        id=scenario_id(request, case.sector.id, case.offer.id),
        kind="negociation",
        seed=request.seed,
        level=request.level,
        title=f"{capital(case.offer.product)} pour {case.buyer}",
        sector=case.sector.label,
        brief=brief,
        people=people,
        seller=seller,
        buyer=build_buyer_sheet(economics, people),
        facts=facts,
        objections=objections,
        signals=signals,
        economics=economics,
        hand_over=build_hand_over(
            material, case.slots["direction"], economics, f"« {asked[0][0]} »" if asked else "un volume ferme", words
        ),
        legal_trap=trap,
        temper=temper(request.level),
        occasions=negotiation_occasions(material, pieces),
    )


def scenario_id(request: Request, sector: str, offer: str) -> str:
    """« negociation-logistique-palettes-42 »; the level is not in it: it changes no word."""
    return f"{request.kind}-{sector}-{offer}-{request.seed}"


def _sector(request: Request, material: Material, draw: random.Random) -> Sector:
    drawn = draw.choice([(s, o) for s in material.sectors for o in s.offers])[0]
    if request.sector is None:
        return drawn
    found = material.sector(request.sector)
    if found is None:
        names = ", ".join(s.id for s in material.sectors)
        raise UnknownIdError(f"Le secteur « {request.sector} » n'existe pas.", f"Choisissez parmi : {names}.")
    return found


def _offer(request: Request, sector: Sector, draw: random.Random) -> Offer:
    drawn = draw.choice(sector.offers)
    if request.offer is None:
        return drawn
    found = next((o for o in sector.offers if o.id == request.offer), None)
    if found is None:
        names = ", ".join(o.id for o in sector.offers)
        raise UnknownIdError(f"L'offre « {request.offer} » n'existe pas.", f"Choisissez parmi : {names}.")
    return found


def _accommodation(request: Request, material: Material, draw: random.Random) -> Accommodation | None:
    wanted = request.accommodation
    drawn = draw.choice(material.accommodations)
    if wanted is None:
        return None
    if not wanted:
        return drawn
    found = next((a for a in material.accommodations if a.id == wanted), None)
    if found is None:
        names = ", ".join(a.id for a in material.accommodations)
        raise UnknownIdError(f"L'adaptation « {wanted} » n'existe pas.", f"Choisissez parmi : {names}.")
    return found
