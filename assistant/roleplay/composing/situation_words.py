"""Words shared by the situations without a price: sheets of the learner and of the counterpart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.scenario import BuyerSheet, Fact, Goal, Person, SellerSheet
from assistant.roleplay.composing.briefing import PLACED, adaptation_line, played_by
from assistant.roleplay.composing.case import Case
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.filling import bare, lower_first


def counterpart_sheet(person: Person, goal: Goal, first: tuple[str, ...] = ()) -> BuyerSheet:
    """How the counterpart of a discovery talk or of a call is played. ``first``: whom to play before that person."""
    return BuyerSheet(
        character=played_by(person),
        instructions=(
            *first,
            "Ne donnez une information de votre fiche que si une question la vise ; répondez à côté sinon.",
            "Répondez court à une question fermée, développez sur une question ouverte.",
            PLACED,
            *adaptation_line(person),
        ),
        accepts_when=(
            f"Acceptez ({lower_first(goal.commitment)}) si l'on a obtenu au moins {goal.facts_needed} informations, "
            "reformulé votre besoin et proposé une date précise."
        ),
        leaves_when="On vous coupe sans cesse, on vous manque de respect, ou l'échange tourne en monologue.",
    )


def learner_sheet(case: Case, name: str, goal: Goal, to_find_out: Sequence[Fact], base: SellerSheet) -> SellerSheet:
    """The learner's sheet of a talk without a price: mission, objectives, what to find out, arguments."""
    return base.model_copy(
        update={
            "name": name,
            "role": f"Chargé·e d'affaires chez {case.seller}",
            "mission": goal.summary,
            "objectives": (
                f"Obtenir {lower_first(bare(goal.commitment))}",
                f"Recueillir au moins {goal.facts_needed} informations utiles",
                "Laisser une image professionnelle, quelle que soit l'issue",
            ),
            "red_line": "Ne rien promettre que votre entreprise ne puisse tenir, ne donner aucun prix ferme.",
            "to_find_out": tuple(dict.fromkeys(_topic_words(f) for f in to_find_out)),
        }
    )


_TOPICS = {
    "activite": "L'activité et l'organisation de l'entreprise",
    "besoin": "Le besoin, dans les mots du client",
    "enjeu": "Ce qui a déclenché le projet",
    "probleme": "Ce qui ne va pas aujourd'hui",
    "fournisseur_actuel": "La solution actuelle",
    "concurrence": "Les autres solutions envisagées",
    "budget": "Le budget et la façon dont il est fixé",
    "calendrier": "Les dates qui comptent",
    "decision": "Qui participe à la décision",
    "critere": "Les critères de choix",
    "frein": "Les craintes et les freins",
    "motivation": "Ce qui motive l'interlocuteur",
    "contrainte": "Les contraintes d'organisation",
    "experience": "Les expériences passées",
    "solvabilite": "Le sérieux et les garanties financières",
    "usage": "L'usage et les habitudes",
}


def _topic_words(fact: Fact) -> str:
    return _TOPICS[fact.topic]


def topics(facts: Sequence[Fact]) -> str:
    """« le besoin…, les dates… »."""
    return listed(list(dict.fromkeys(lower_first(_topic_words(f)) for f in facts)))
