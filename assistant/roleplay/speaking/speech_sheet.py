"""The allow-list given to a model for one reply: public context, last exchanges, what to say, figures as tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import PHASE_LABELS, Act, ActKind, Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.speaking.agreement import Point, agreement_parts
from assistant.roleplay.speaking.said_so_far import required_figures
from assistant.roleplay.speaking.wording import feminine

HISTORY = 8
"""Turns shown to the model."""

_GISTS: dict[ActKind, str] = {
    "greet": "Faites sentir que vous êtes prêt à écouter ; le bonjour est déjà dit.",
    "agree_agenda": "Répondez oui à sa façon de procéder, ou à sa politesse.",
    "reveal": "Répondez par ceci",
    "volunteer": "Glissez ceci de vous-même",
    "evade": "Esquivez sans rien apprendre, ou faites préciser la question",
    "nothing_more": "Rappelez que ce point a déjà été évoqué, sans y revenir",
    "confirm_reformulation": "Confirmez : c'est bien compris.",
    "correct_reformulation": "Rectifiez : cela, vous ne l'avez pas encore dit.",
    "interest": "L'argument fait mouche : montrez votre intérêt, sans rien accorder.",
    "unmoved": "L'argument vous laisse froid : demandez, en somme, ce que vous y gagnez.",
    "object": "Opposez ceci",
    "softened": "Sa réponse lève votre réserve, reconnaissez-le, sans rien accorder de plus",
    "still_objecting": "Votre réserve tient toujours, revenez-y",
    "trap": "Réclamez ceci",
    "trap_relief": "Il refuse votre demande : renoncez-y",
    "signal": "Finissez par ceci",
    "ask_offer": "Réclamez une vraie proposition.",
    "ask_price": "Faites préciser : quel chiffre, à quelles conditions ?",
    "demand": "Son prix est trop haut, dites le vôtre",
    "counter": "Répondez à son pas par votre nouveau prix",
    "hold": "Votre prix ne bouge pas, redites-le",
    "accept_in_principle": "Ce prix vous va sur le principe ; reste à tout reprendre ensemble, dites-le",
    "refuse_limit": "Ce point est impossible pour vous : refusez-le, et dites ce qu'il vous faut",
    "off_grid": "Ce qu'il propose n'existe pas dans l'offre : revenez aux formules prévues",
    "too_far": "C'est votre dernier mot sur le prix à ces conditions",
    "thank_concession": "Prenez acte de son geste en un mot, et dites où vous en êtes, vous",
    "bare_offer": "Un chiffre lancé sans explication : faites-lui dire pourquoi, ou ce qui change, et tenez votre prix",
    "nudge": "Aidez-le : le prix n'est pas tout, un autre point compte pour vous",
    "acknowledge": "Relevez en un mot ce qu'il vous donne là, sans rien accorder",
    "term_wish": "Il vous interroge sur un point : dites ce que vous aimeriez",
    "term_suits": "Il vous interroge sur ce point : ce qui est prévu vous va, dites-le",
    "call_back": "Il remet la décision à plus tard : soit, mais rien ne change d'ici là, dites-le.",
    "withdrawn": "Il revient sur ce qui était entendu : reprenez votre accord.",
    "restate": "Reprenez l'accord entier à voix haute et faites-le confirmer",
    "ask_recap": "Avant tout engagement, faites-lui reprendre l'accord point par point.",
    "wrong_recap": "Son résumé est faux : rectifiez avec l'accord entier et faites-le confirmer",
    "confirm_deal": "L'affaire est faite : confirmez-la, et réclamez le contrat",
    "not_yet": "C'est trop tôt pour vous engager, dites-le sans en donner la raison.",
    "give_commitment": "Donnez votre accord en ce sens",
    "handed_over": "Il doit en parler à sa direction : soit, vous attendez ou vous la verrez.",
    "rude_warning": "Il est grossier : rappelez-le à l'ordre.",
    "impatient": "Le temps vous manque, faites-le sentir.",
    "after_silence": "Il se tait : relancez-le",
    "deflect": "La question est déplacée : n'y répondez pas, ramenez-le au sujet.",
    "unclear": "Vous ne le suivez pas, faites-le répéter.",
    "not_caught": "Vous n'avez pas de quoi répondre à cela : dites-le, ou faites préciser ; rien d'autre.",
    "stand_corrected": "Vous l'aviez mal compris : reconnaissez-le, plus rien n'est convenu, et demandez où il en est.",
    "ask_parting": "Il refuse : prenez-en acte et demandez si vous en restez là.",
    "hindered": "Dites ce qui vous gêne",
    "farewell": "Saluez-le, c'est fini.",
    "leave": "Partez : c'est vous qui arrêtez, en le saluant.",
    "already_over": "L'entretien est terminé.",
}
_BY_REF: dict[tuple[ActKind, str], str] = {
    ("interest", "prix"): "Sa défense du prix se tient : reconnaissez-le, sans bouger le vôtre.",
    ("unmoved", "prix"): "Sa défense du prix ne vous apprend rien : demandez ce qu'il vous rapporte, à vous.",
    ("ask_offer", "after_refusal"): "Il refuse : respectez-le, et demandez sur quel autre point il peut bouger.",
    ("ask_offer", "after_reasoned_refusal"): "Il refuse en s'expliquant : reconnaissez-le, et cherchez un autre point.",
    ("counter", "lower"): "Ce qu'il demande en échange vous coûte : à ces conditions, votre prix devient",
    ("counter", "worse"): "Il en donne moins : à ces conditions, votre prix baisse, dites-le",
    ("counter", "same"): "Il fait un pas, reconnaissez-le ; votre prix, à vous, reste",
    ("acknowledge", "wished"): "C'est ce que vous souhaitiez, relevez-le en un mot, sans rien accorder de plus",
    ("hold", "reasoned"): "Sa raison s'entend, dites-le ; votre prix, lui, reste",
    ("hold", "asked"): "Il demande où vous en êtes : redites votre prix",
    ("stand_corrected", "heard"): "Vous l'aviez mal compris : reconnaissez-le d'un mot, plus rien n'est convenu.",
    ("nudge", "open"): "Aidez-le : qu'il vous demande quelque chose en échange, plutôt que de changer le seul prix.",
    ("after_silence", "long"): "Il se tait encore : demandez s'il veut continuer.",
    ("not_yet", "facts"): "C'est trop tôt : il en sait encore trop peu sur vous, dites-le.",
    ("leave", "patience"): "Vous n'avancez plus : arrêtez l'entretien, en le saluant.",
    ("farewell", "accord"): "L'affaire est faite : saluez-le, c'est fini.",
    ("farewell", "refus"): "L'affaire ne se fait pas : dites que vous comprenez, et saluez-le.",
    ("farewell", "relais"): "Vous attendez le retour de sa direction : saluez-le.",
    ("farewell", "soon"): "Tout est dit : faites-lui sentir que l'entretien se termine.",
}
"""What the same decision asks for in some cases."""
_TONES = (
    "sec et pressé, phrases très courtes, ni merci ni formule de politesse",
    "réservé et direct, sans chaleur ni détour",
    "courtois, posé, un peu prudent",
    "chaleureux, simple, volontiers direct",
)
_BESIDE: tuple[ActKind, ...] = ("demand", "counter", "thank_concession")
"""Decisions about a price that may come with a wish on another point."""


@dataclass(frozen=True)
class SpeechSheet:
    """All that a model is given for one reply; nothing here is a secret.

    figures: token -> what is shown in its place. required: tokens that the reply must hold. allowed: text whose numbers
    may be said. gists: the orders without what may be said; heard: the seller's last line (both never to be copied).
    lines: the order of each act, in their order. points: what the tokens of an agreement are about.
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
    lines: tuple[str, ...] = ()
    points: Mapping[str, Point] = field(default_factory=dict[str, Point])

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
    tokens = _Tokens()
    lines = tuple(_order(act, tokens) for act in acts)
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
        orders="\n".join(f"- {line}" for line in lines),
        figures=tokens.figures,
        required=tuple(tokens.figures),
        allowed=" | ".join(act.text for act in acts),
        gists=" | ".join(_gist(act) for act in acts),
        heard=history[-1].text if history and history[-1].speaker == "seller" else "",
        lines=lines,
        points=tokens.points,
    )


@dataclass
class _Tokens:
    """The tokens given so far, and what they stand for."""

    figures: dict[str, str] = field(default_factory=dict[str, str])
    points: dict[str, Point] = field(default_factory=dict[str, Point])

    def give(self, name: str, shown: str, point: Point | None = None) -> str:
        """A token for a figure, in brackets."""
        token = name.upper() if name.upper() not in self.figures else f"{name.upper()}_{len(self.figures)}"
        self.figures[token] = shown
        if point is not None:
            self.points[token] = point
        return f"[{token}]"


def _order(act: Act, tokens: _Tokens) -> str:
    """What an act asks for, the words that may be said, and the tokens of its figures."""
    names = required_figures(act)
    figures = [_shown(act, name, tokens) for name in names if name != "souhait"]
    order = _gist(act).rstrip(".")
    parts = [f"« {act.text} »"] if act.text else []
    parts += figures
    term = act.figures.get("terme", "")
    if "souhait" not in names:
        parts[:0] = [f"« {term} »"] if term else []
        return f"{order} : {', '.join(parts)}." if parts else f"{order}{'' if order.endswith('?') else '.'}"
    wish = tokens.give("souhait", act.figures["souhait"])
    if act.kind not in _BESIDE:
        return f"{order} : le point est « {term} », ce que vous voulez : {wish}."
    beside = f"À part, comme un souhait et non comme un accord : sur « {term} », vous aimeriez {wish}."
    return f"{order} : {', '.join(parts)}. {beside}"


def _gist(act: Act) -> str:
    """What the act asks for, without the words nor the figures."""
    return _BY_REF.get((act.kind, act.ref), _GISTS[act.kind])


def _shown(act: Act, name: str, tokens: _Tokens) -> str:
    points = agreement_parts(act.figures[name]) if name == "accord" else ()
    if not points:
        return tokens.give(name, act.figures[name])
    price, *others = points
    given = [f"prix {tokens.give('prix', price.figure)}"]
    return ", ".join([*given, *(f"{p.label} {tokens.give('terme', p.figure, p)}" for p in others)])


def _plain(text: str) -> str:
    """One line, without what would imitate the prompt's own marks."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())[:600]
