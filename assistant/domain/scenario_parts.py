"""The people of a role-play and what may come up in it: facts, arguments, objections, signals, traps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.frozen import Frozen

Soncas = Literal["securite", "orgueil", "nouveaute", "confort", "argent", "sympathie"]
Part = Literal["décideur", "payeur", "utilisateur", "prescripteur", "acheteur", "filtre", "participant"]
Topic = Literal[
    "activite", "besoin", "enjeu", "probleme", "fournisseur_actuel", "concurrence", "budget", "calendrier",
    "decision", "critere", "frein", "motivation", "contrainte", "experience", "solvabilite", "usage",
]  # fmt: skip
ObjectionKind = Literal[
    "prix", "concurrence", "delai", "confiance", "besoin", "pouvoir", "experience", "temps", "risque", "changement"
]
Moment = Literal["contact", "decouverte", "presentation", "prix", "conclusion"]
"""When something may come up: first words, questions, offer presented, price discussed, about to conclude."""

Trigger = Literal["interet", "zone", "blocage", "doute", "impatience", "confiance"]
"""What makes a signal show. interet: an argument met a need; zone: the offer on the table suits the buyer; blocage: it
is far from it or beyond a limit; doute: an objection stands unanswered; impatience: patience is low; confiance: trust
is high."""


class Company(Frozen):
    """An invented company. ``facts``: size, place, history, in short French phrases; public."""

    name: str
    activity: str
    place: str
    facts: tuple[str, ...] = ()


class Accommodation(Frozen):
    """An interlocutor's disability: what helps, what hinders. About the situation, never a diagnosis.

    visible: what the learner is told or can see beforehand. helps: behaviours that count as adapted, ``help_lines``:
    how a seller says them. hinders: behaviours that shut the talk down. cue: what the person says when hindered.
    """

    id: str
    title: str
    visible: str
    helps: tuple[str, ...]
    help_lines: tuple[str, ...]
    hinders: tuple[str, ...]
    cue: str


class Person(Frozen):
    """Someone of the counterpart's side (or of the meeting). ``name`` with the title: « Mme Claire Aubry ».

    weight: share of the decision in percent; the weights of a scenario add up to 100 (0 for a filter or a participant).
    soncas: from the strongest. position: what the person asks for; interest: why, underneath. style: manner of
    speaking. at_table: talks with the learner. public: named in the brief; others are discovered by a question.
    """

    id: str
    name: str
    role: str
    part: Part
    weight: int
    soncas: tuple[Soncas, ...]
    position: str
    interest: str
    brake: str = ""
    style: str = ""
    at_table: bool = False
    public: bool = True
    accommodation: Accommodation | None = None


class Figure(Frozen):
    """A number in a fact's text: ``shown`` is the exact slice of the text (« 12 % », « 41,50 € »)."""

    name: str
    value: float
    shown: str


class Fact(Frozen):
    """Something that the counterpart says only when a question reaches it.

    holder: id of the person who knows. text: what is said, in the first person. questions: at least three ways of
    asking, as probes. trust: trust (0–100) from which it is said; below, the answer is evasive (``evasive``).
    secret: costs the counterpart something to say (others are said as soon as asked).
    need: serves as a need to which an argument can be tied. figures: numbers that become public once it is said.
    term: the term it bears on (« prix » for the price), when there is one.
    """

    id: str
    holder: str
    topic: Topic
    text: str
    questions: tuple[str, ...] = Field(min_length=3)
    evasive: str
    trust: int = Field(default=0, ge=0, le=100)
    secret: bool = False
    need: bool = False
    soncas: Soncas | None = None
    figures: tuple[Figure, ...] = ()
    term: str | None = None


class Argument(Frozen):
    """An argument of the seller, in the CAP form: caractéristique, avantage, preuve. ``needs``: facts that it meets.

    lines: ways of saying it, as probes. tool: digital aid that shows it (id of ``SellerSheet.tools``) or None.
    """

    id: str
    feature: str
    advantage: str
    proof: str
    lines: tuple[str, ...]
    needs: tuple[str, ...] = ()
    tool: str | None = None


class Tool(Frozen):
    """A digital sales aid at hand (simulator, configurator, electronic signature)."""

    id: str
    label: str
    use: str
    names: tuple[str, ...] = ()


class Objection(Frozen):
    """What the counterpart objects, and what answers it.

    says: at least two wordings. pretext: True when it hides another reason (``hides``: id of the fact behind).
    answered_by: ids of arguments; answered_by_terms: ids of terms a move on which answers it; answers: lines of a
    seller that answer it, as probes. softened: what is said once answered; stays: what is said when it is not.
    weight: trust lost when ignored. holder: id of the person who says it, "" for the interlocutor.
    """

    id: str
    kind: ObjectionKind
    moment: Moment
    says: tuple[str, ...] = Field(min_length=2)
    pretext: bool = False
    hides: str | None = None
    answered_by: tuple[str, ...] = ()
    answered_by_terms: tuple[str, ...] = ()
    answers: tuple[str, ...] = Field(min_length=2)
    softened: str
    stays: str
    weight: int = 6
    holder: str = ""


class Signal(Frozen):
    """A sign, verbal or described as a gesture, that shows where the counterpart stands. ``meaning``: trainer only."""

    id: str
    form: Literal["verbal", "non_verbal"]
    trigger: Trigger
    text: str
    meaning: str
    good_move: str


class HandOver(Frozen):
    """When the learner must bring in the management, if ever.

    needed: a good end goes through it in this scenario. trigger: what shows that the moment has come.
    to: name and role. gives: what management grants, or how it helps. lines: how a seller proposes it, as probes.
    """

    needed: bool
    trigger: str
    to: str
    gives: str
    lines: tuple[str, ...] = Field(min_length=2)


class LegalTrap(Frozen):
    """A request of the counterpart that the law forbids, made at ``moment``.

    says: how it is asked. rule: what the law says, with its article. right: what a good seller answers.
    refusals: seller's lines that decline it well, as probes. relief: what the counterpart says once told.
    term, option: the option that would carry it into the deal, when there is one (its ``lawful`` is False).
    """

    id: str
    moment: Moment
    says: tuple[str, ...] = Field(min_length=1)
    rule: str
    right: str
    refusals: tuple[str, ...] = Field(min_length=2)
    relief: str
    term: str | None = None
    option: str | None = None
