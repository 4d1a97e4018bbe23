"""All that a model is given to understand one line: what both sides know, what a learner may ask, the last turns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.dialogue import MOVE_LABELS, Turn
from assistant.domain.negotiation import PHASE_LABELS, Negotiation, PublicOffer
from assistant.domain.scenario import Scenario
from assistant.llm.ports import ChatRequest, Message
from assistant.prompting.render import find_prompt, render
from assistant.roleplay.engine.public_state import public_state
from assistant.roleplay.french.money import price_text
from assistant.roleplay.french.plain_words import flat

SHOWN_TURNS = 6
"""Last turns shown to the model."""
TURN_CHARS = 600
MAX_TOKENS = 350
_NOTHING = "(rien)"


@dataclass(frozen=True)
class HearingSheet:
    """What is sent for one line, and which id of the scenario each code of it stands for.

    facts, arguments, objections: code (« F1 », « A2 », « O1 ») -> id; objections are those already raised. What never
    changes in a play (``person`` to ``arguments_text``) makes the beginning of the prompt, which providers keep.
    """

    scenario: str
    person: str
    context: str
    mission: str
    facts_text: str
    arguments_text: str
    standing: str
    objections_text: str
    history: str
    line: str
    facts: dict[str, str]
    arguments: dict[str, str]
    objections: dict[str, str]

    @property
    def nonce(self) -> str:
        """A code that nobody who speaks can know beforehand: any change of what is said changes it."""
        return hashlib.sha256(f"jalon\0{self.history}\0{self.line}".encode()).hexdigest()[:10]

    def inputs(self) -> dict[str, str]:
        """The inputs of ``prompts/roleplay-listen.md``."""
        nonce = self.nonce
        return {
            "acts": "\n".join(f"- `{kind}` : {label}" for kind, label in MOVE_LABELS.items()),
            "person": self.person,
            "context": self.context,
            "mission": self.mission,
            "facts": self.facts_text,
            "arguments": self.arguments_text,
            "standing": self.standing,
            "objections": self.objections_text,
            "nonce": nonce,
            "history": self.history.replace(nonce, ""),
            "line": self.line.replace(nonce, ""),
        }


def hearing_sheet(line: str, state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> HearingSheet:
    """What may be shown to understand ``line``.

    Of facts, only how a learner may ask for them, and the text of those already said; of objections and of the legal
    trap, only what was said. Nothing else of the counterpart's side is read.
    """
    facts = {f"F{rank}": fact.id for rank, fact in enumerate(scenario.facts, 1)}
    arguments = {f"A{rank}": argument.id for rank, argument in enumerate(scenario.seller.arguments, 1)}
    objections = {f"O{rank}": objection for rank, objection in enumerate(state.raised, 1)}
    questions = [
        f"- {code} ({fact.topic.replace('_', ' ')}) : {' / '.join(fact.questions)}"
        for code, fact in zip(facts, scenario.facts, strict=True)
    ]
    sheet = [
        f"- {code} : {argument.feature} ; {argument.advantage}"
        for code, argument in zip(arguments, scenario.seller.arguments, strict=True)
    ]
    raised = [
        f"- {code} : « {_as_said(scenario.objection(ident).says, history)} »"
        + (" (attend une réponse)" if ident == state.open_objection else "")
        for code, ident in objections.items()
    ]
    return HearingSheet(
        scenario=scenario.id,
        person=_person(scenario),
        context=f"{scenario.brief.context} Sujet : {scenario.brief.product}.",
        mission=scenario.seller.mission,
        facts_text="\n".join(questions) or _NOTHING,
        arguments_text="\n".join(sheet) or _NOTHING,
        standing="\n".join(_standing(state, scenario, facts, history)),
        objections_text="\n".join(raised) or _NOTHING,
        history="\n".join(_turn(turn) for turn in history[-SHOWN_TURNS:]) or "(début de l'entretien)",
        line=_one_line(line),
        facts=facts,
        arguments=arguments,
        objections=objections,
    )


def hearing_request(sheet: HearingSheet) -> ChatRequest:
    """The call that asks a model what a line does: built from the sheet alone."""
    prompt = render(find_prompt("roleplay-listen"), sheet.inputs())
    return ChatRequest(
        (Message("system", prompt.system), Message("user", prompt.user)),
        max_tokens=MAX_TOKENS,
        temperature=0.0,
        prompt=prompt.key,
        cache_key=f"roleplay-listen-{sheet.scenario}",
    )


def _person(scenario: Scenario) -> str:
    person = scenario.interlocutor
    known = f"{person.name}, {person.role}, {scenario.brief.buyer_company.name}."
    return f"{known} {person.accommodation.visible}" if person.accommodation else known


def _standing(state: Negotiation, scenario: Scenario, facts: dict[str, str], history: Sequence[Turn]) -> list[str]:
    """Where things stand as both know it, one line each."""
    public = public_state(state, scenario)
    lines = [f"- Moment : {PHASE_LABELS[public.phase]}."]
    for label, offer in (
        ("Dernière proposition du vendeur", public.seller_offer),
        ("Dernière demande de l'interlocuteur", public.buyer_demand),
        ("Accord de principe, à récapituler", public.agreed),
        ("Accord confirmé", public.deal),
    ):
        if offer is not None:
            lines.append(f"- {label} : {_offer(offer, scenario)}.")
    lines += [f"- Déjà dit, {code} : « {scenario.fact(i).text} »" for code, i in facts.items() if i in state.facts]
    if state.trap == "set" and scenario.legal_trap is not None:
        lines.append(f"- Demande que la loi interdit : « {_as_said(scenario.legal_trap.says, history)} »")
    return lines


def _offer(offer: PublicOffer, scenario: Scenario) -> str:
    economics = scenario.economics
    price = [price_text(offer.price, economics)] if offer.price is not None and economics is not None else []
    return " ; ".join([*price, *(f"{term} : {option}" for term, option in offer.terms.items())])


def _as_said(wordings: Sequence[str], history: Sequence[Turn]) -> str:
    """The wording that was said; the first one when the person said it in other words."""
    heard = flat("\n".join(turn.text for turn in history if turn.speaker == "buyer"))
    return next((text for text in wordings if flat(text) in heard), wordings[0])


def _turn(turn: Turn) -> str:
    return f"{'Vendeur' if turn.speaker == 'seller' else 'Interlocuteur'} : {_one_line(turn.text)[:TURN_CHARS]}"


def _one_line(text: str) -> str:
    """Nothing said can begin a line of its own in the prompt."""
    return " ".join(text.split())
