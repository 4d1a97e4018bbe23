"""The allow-list given to a model for one reply: public context, last exchanges, what to say, figures as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import PHASE_LABELS, Act, ActKind, Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.speaking.said_so_far import required_figures
from assistant.roleplay.speaking.wording import feminine

HISTORY = 8
"""Turns shown to the model."""

_GISTS: dict[ActKind, str] = {
    "greet": "Dites que vous êtes prêt à écouter, sans saluer de nouveau.",
    "agree_agenda": "Acceptez la façon de procéder ou la politesse.",
    "reveal": "Dites ceci, avec vos mots, sans rien ajouter",
    "volunteer": "Dites de vous-même ceci, sans rien ajouter",
    "evade": "Restez évasif",
    "nothing_more": "Dites que vous en avez déjà parlé et n'avez rien à ajouter.",
    "confirm_reformulation": "Confirmez que c'est bien compris.",
    "correct_reformulation": "Dites que vous n'avez pas encore dit cela.",
    "interest": "Montrez que l'argument vous touche.",
    "unmoved": "Dites que vous ne voyez pas ce que cela change pour vous.",
    "object": "Objectez ceci",
    "softened": "Dites que la réponse vous convient, en ce sens",
    "still_objecting": "Revenez sur votre objection",
    "trap": "Demandez ceci",
    "trap_relief": "Réagissez ainsi au refus",
    "signal": "Laissez paraître ceci, en une courte didascalie entre parenthèses ou en une phrase",
    "ask_offer": "Demandez une proposition précise.",
    "ask_price": "Demandez de préciser le chiffre et les conditions.",
    "demand": "Dites que l'offre est trop haute et ce que vous demandez",
    "counter": "Faites une contre-proposition à ce prix",
    "hold": "Restez sur votre prix",
    "accept_in_principle": "Dites que cela vous convient en principe, à ce prix, et qu'il reste à récapituler",
    "refuse_limit": "Refusez ce point et dites à quoi vous tenez",
    "off_grid": "Ramenez ce point aux formules prévues",
    "too_far": "Dites que vous ne pouvez pas aller plus loin que ce prix à ces conditions",
    "thank_concession": "Prenez la concession sans rien donner et rappelez votre prix",
    "bare_offer": "Dites qu'un chiffre seul ne suffit pas, demandez ce qui le justifie ou ce qui change, restez à",
    "nudge": "Aidez : dites que le prix n'est pas le seul point, et qu'un autre compte pour vous",
    "withdrawn": "Dites que ce n'est pas ce qui avait été convenu, et retirez votre accord.",
    "restate": "Récapitulez exactement ceci et demandez confirmation",
    "ask_recap": "Demandez qu'on récapitule chaque point avant de vous engager.",
    "wrong_recap": "Corrigez la récapitulation et demandez confirmation",
    "confirm_deal": "Confirmez l'accord et demandez le contrat",
    "not_yet": "Dites que c'est trop tôt.",
    "give_commitment": "Acceptez, en ce sens",
    "handed_over": "Acceptez d'attendre la direction ou de la rencontrer.",
    "rude_warning": "Demandez fermement de rester correct.",
    "impatient": "Montrez que vous manquez de temps.",
    "after_silence": "Réagissez à un silence.",
    "deflect": "Écartez la question avec naturel et revenez à l'affaire.",
    "unclear": "Dites que vous n'avez pas compris.",
    "not_caught": "Dites que vous n'avez pas de réponse à cette question, ou faites-la préciser ; rien d'autre.",
    "stand_corrected": "Reconnaissez que vous aviez mal compris, que rien n'est convenu, et demandez sa position.",
    "ask_parting": "Prenez acte du refus et demandez si l'entretien s'arrête là.",
    "hindered": "Dites ceci",
    "farewell": "Prenez congé.",
    "leave": "Mettez fin à l'entretien.",
    "already_over": "L'entretien est terminé.",
}
_NAMES = {
    "prix": "votre prix",
    "souhait": "ce que vous souhaitez sur un autre point",
    "options": "les formules prévues",
    "accord": "l'accord entier",
}
_TONES = ("sec et pressé", "réservé et direct", "courtois", "chaleureux")


@dataclass(frozen=True)
class SpeechSheet:
    """All that a model is given for one reply; nothing here is a secret.

    figures: token -> what is shown in its place. required: tokens that the reply must hold. allowed: text whose numbers
    may be said. gists: the orders without what may be said; heard: the seller's last line (both never to be copied).
    """

    scenario: str
    role: str
    tone: str
    context: str
    phase: str
    history: str
    orders: str
    figures: dict[str, str]
    required: tuple[str, ...]
    allowed: str
    gists: str = ""
    heard: str = ""

    def inputs(self) -> dict[str, str]:
        """The inputs of ``prompts/roleplay-buyer.md``: figures never stand in them, their tokens do."""
        return {
            "role": self.role,
            "tone": self.tone,
            "context": self.context,
            "phase": self.phase,
            "history": self.history,
            "orders": self.orders,
        }


def speech_sheet(acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> SpeechSheet:
    """What may be said now. Reads of the scenario its brief, the public face of the person, and the acts only."""
    figures: dict[str, str] = {}
    orders: list[str] = []
    allowed: list[str] = []
    required: list[str] = []
    for act in acts:
        order = _GISTS[act.kind]
        named: list[str] = []
        for name in required_figures(act):
            shown = act.figures[name]
            token = name.upper() if name.upper() not in figures else f"{name.upper()}_{len(figures)}"
            figures[token] = shown
            named.append(f"{_NAMES[name]} [{token}]")
            required.append(token)
        point = f", sur le point « {act.figures['terme']} »" if "terme" in act.figures else ""
        detail = f"{point} : « {act.text} »" if act.text else point
        allowed.append(act.text)
        orders.append(f"- {order.rstrip('.')}{detail}{' (' + ', '.join(named) + ')' if named else ''}.")
    person = scenario.interlocutor
    said = "\n".join(f"{'Vendeur' if t.speaker == 'seller' else 'Vous'} : {_plain(t.text)}" for t in history[-HISTORY:])
    return SpeechSheet(
        scenario=scenario.id,
        role=f"{person.name}, {person.role}, {scenario.brief.buyer_company.name}"
        + (" (au féminin)" if feminine(scenario) else ""),
        tone=_TONES[scenario.temper.warmth],
        context=f"{scenario.brief.context} Sujet : {scenario.brief.product}.",
        phase=PHASE_LABELS[state.phase],
        history=said or "(début de l'entretien)",
        orders="\n".join(orders),
        figures=figures,
        required=tuple(required),
        allowed=" | ".join(allowed),
        gists=" | ".join(_GISTS[act.kind] for act in acts),
        heard=history[-1].text if history and history[-1].speaker == "seller" else "",
    )


def _plain(text: str) -> str:
    """One line, without what would imitate the prompt's own marks."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())[:600]
