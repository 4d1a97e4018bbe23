"""Cast the counterpart's side: names, roles, weights, motives and manners."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.scenario import Accommodation, Part, Person, Soncas
from assistant.roleplay.composing.case import Case
from assistant.roleplay.composing.conditions import case_conditions, fitting
from assistant.roleplay.french.filling import gendered
from assistant.roleplay.material.shapes import Material, Said

_WEIGHTS: dict[int, tuple[int, ...]] = {1: (100,), 2: (60, 40), 3: (50, 30, 20), 4: (40, 25, 20, 15)}
# Who talks with the seller is not always the one who weighs most.
_PARTS: dict[int, tuple[tuple[Part, ...], ...]] = {
    1: (("décideur",),),
    2: (("décideur", "payeur"), ("décideur", "acheteur"), ("décideur", "utilisateur")),
    3: (("décideur", "payeur", "utilisateur"), ("décideur", "acheteur", "prescripteur")),
    4: (("décideur", "payeur", "acheteur", "utilisateur"), ("décideur", "payeur", "prescripteur", "utilisateur")),
}
# Those who carry the needs of the case and the budget; a payer, an adviser or a user is met through questions.
MET: tuple[Part, ...] = ("décideur", "acheteur")
"""Those with whom a seller talks."""


@dataclass(frozen=True)
class Name:
    """A person's title, first name and surname."""

    woman: bool
    first: str
    last: str

    @property
    def full(self) -> str:
        """« Mme Claire Aubry »."""
        return f"{'Mme' if self.woman else 'M.'} {self.first} {self.last}"


@dataclass(frozen=True)
class Seat:
    """A place in the decision. ``at_table``: this one talks with the seller."""

    rank: int
    part: Part
    weight: int
    at_table: bool


def draw_names(material: Material, draw: random.Random, count: int) -> list[Name]:
    """``count`` people with distinct first names and surnames."""
    surnames = draw.sample(material.people.surnames, count)
    firsts = {True: draw.sample(material.people.women, count), False: draw.sample(material.people.men, count)}
    names: list[Name] = []
    for last in surnames:
        woman = draw.random() < 0.5
        names.append(Name(woman, firsts[woman].pop(), last))
    return names


def cast_deciders(material: Material, case: Case, draw: random.Random) -> tuple[Person, ...]:
    """The people who weigh in the decision, the interlocutor first. Weights add up to 100."""
    count = case.request.deciders or draw.choice((1, 2, 2, 3, 3, 4))
    parts = draw.choice(_PARTS[count])
    weights = _WEIGHTS[count]
    seats = [rank for rank, part in enumerate(parts) if part in MET]
    at_table = 0 if draw.random() < 0.5 else draw.choice(seats)
    names = draw_names(material, draw, count)
    known = 0 if count == 1 else draw.randrange(count)  # one more person may be named in the brief
    order = [at_table, *(rank for rank in range(count) if rank != at_table)]
    found = _motives(material, case, draw, [parts[rank] for rank in order])
    motives = dict(zip(order, found, strict=True))
    people = [
        _person(material, case, draw, Seat(rank, parts[rank], weights[rank], rank == at_table), names[rank], drives)
        for rank, drives in sorted(motives.items())
    ]
    shown = [p.model_copy(update={"public": p.at_table or rank == known}) for rank, p in enumerate(people)]
    return tuple(sorted(shown, key=lambda p: not p.at_table))


def _person(
    material: Material,
    case: Case,
    draw: random.Random,
    seat: Seat,
    name: Name,
    motives: tuple[Soncas, Soncas],
) -> Person:
    drive, brake = (material.motives[motive].parts[seat.part] for motive in motives)
    held = case_conditions(case) | {seat.part}

    def said(known: Sequence[Said]) -> str:
        return gendered(draw.choice(fitting(known, held)).text, woman=name.woman)

    accommodation = case.accommodation if seat.at_table else None
    return Person(
        id=f"p{seat.rank + 1}",
        name=name.full,
        role=gendered(case.offer.roles[seat.part], woman=name.woman),
        part=seat.part,
        weight=seat.weight,
        soncas=motives,
        position=said(drive.positions),
        interest=said(drive.interests),
        brake=said(brake.brakes),
        style=draw.choice(material.people.styles),
        at_table=seat.at_table,
        accommodation=adapted(accommodation, woman=name.woman) if accommodation else None,
    )


def _motives(material: Material, case: Case, draw: random.Random, parts: Sequence[Part]) -> list[tuple[Soncas, Soncas]]:
    """Interest and brake of each person, the interlocutor's first, drawn from what drives that role.

    The interlocutor seeks what the needs of the case contain; people of one case rarely seek the same thing.
    """
    found: list[tuple[Soncas, Soncas]] = []
    sought: set[Soncas] = set()
    held_back: set[Soncas] = set()
    for rank, part in enumerate(parts):
        drives: dict[Soncas, int] = {m: s.parts[part].weight for m, s in material.motives.items() if part in s.parts}
        needed: dict[Soncas, int] = {m: w for m, w in drives.items() if any(n.soncas == m for n in case.needs)}
        interest = _drawn(needed if rank == 0 and needed else drives, sought, draw)
        brake = _drawn({m: w for m, w in drives.items() if m != interest}, held_back, draw)
        sought.add(interest)
        held_back.add(brake)
        found.append((interest, brake))
    return found


def _drawn(weights: dict[Soncas, int], taken: set[Soncas], draw: random.Random) -> Soncas:
    """One motive by weight; those already taken by somebody else count for a sixth."""
    motives = list(weights)
    return draw.choices(motives, [weights[m] / (6 if m in taken else 1) for m in motives])[0]


def talker(material: Material, case: Case, draw: random.Random, part: Part) -> Person:
    """The one person met in a talk where no price is at stake."""
    name = draw_names(material, draw, 1)[0]
    weight = 100 if part == "décideur" else 0  # somebody else decides, who is not met
    motives = _motives(material, case, draw, [part])[0]
    person = _person(material, case, draw, Seat(0, part, weight, at_table=True), name, motives)
    return person.model_copy(update={"public": True})


def adapted(accommodation: Accommodation, *, woman: bool) -> Accommodation:
    """The adaptation worded for a man or a woman."""
    return accommodation.model_copy(update={"visible": gendered(accommodation.visible, woman=woman)})
