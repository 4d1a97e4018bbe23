"""The better move on the offer and its terms, asked in the learner's own situation; "" when none is known."""

from __future__ import annotations

from assistant.domain.scenario import Fact
from assistant.roleplay.debrief.missed import lowered, said_words
from assistant.roleplay.debrief.scene import Scene
from assistant.roleplay.debrief.wording_said import short
from assistant.roleplay.french.amounts import euros, listed
from assistant.roleplay.french.money import price_text


def presentation(scene: Scene) -> str:
    """On a need that the offer left aside."""
    need = need_left(scene)
    if need is not None:
        return (
            f"« {heard_words(scene, need)} » : quel élément de votre offre y répond, et avec quels mots le présenter ?"
        )
    if len(scene.taken.needs) == 1 and any(f.need and f.id not in scene.state.facts for f in scene.scenario.facts):
        return "Un seul besoin a trouvé sa réponse : quelle question en aurait fait dire un autre avant le prix ?"
    first = next(iter(scene.turns("offer", "presentation")), None)
    if first is not None and not any(scene.scenario.fact(f).need for f in scene.state.facts):
        return (
            f"Vous présentez votre offre au tour {first} : quel besoin de votre interlocuteur connaissiez-vous alors ?"
        )
    return ""


def argument(scene: Scene, loose: tuple[int, ...]) -> str:
    """On an argument that left the other side cold, else on the proof of a need."""
    if loose:
        line = short(scene.line(loose[0]), 80)
        return f"« {line} » (tour {loose[0]}) n'a pas porté : à quel besoin exprimé pouviez-vous le relier ?"
    need = need_left(scene) or next((f for f in scene.scenario.facts if f.id in scene.taken.needs), None)
    if need is None:
        return ""
    return f"« {heard_words(scene, need)} » : que change votre offre sur ce point, et quelle preuve le montre ?"


def tools(scene: Scene, used: tuple[int, ...]) -> str:
    """On an aid of the sheet that was not shown, and the moment for it."""
    said = " ".join(e.seller.text for e in scene.exchanges).casefold()
    sheet = scene.scenario.seller.tools
    idle = [t for t in sheet if not any(name.casefold() in said for name in (t.label, *t.names))]
    if not idle:
        return f"Au tour {used[0]}, qu'auriez-vous pu faire manipuler à votre interlocuteur ?" if used else ""
    tool = idle[0].label
    need = next((f for f in scene.scenario.facts if f.need and f.id in scene.state.facts), None)
    if need is not None and not used:
        moment = f"quand on vous dit « {heard_words(scene, need)} »"
        return f"Votre fiche donne un outil, « {tool} » : qu'aurait-il montré {moment} ?"
    return f"À quel moment de cet échange « {tool} » aurait-il fait voir ce que vous disiez ?"


def price(scene: Scene) -> str:
    """On what the other side lost or feared, beside the gap between the two prices."""
    economics = scene.scenario.economics
    if economics is None:
        return ""
    first = economics.seller.proposed
    theirs = scene.state.demand
    gap = (
        f"entre {price_text(first, economics)} et les {price_text(theirs.price, economics)} demandés"
        if theirs
        else f"de {price_text(first, economics)}"
    )
    stake = next(
        (f for f in scene.scenario.facts if f.topic in ("enjeu", "probleme") and f.id in scene.state.facts), None
    )
    need = next((f for f in scene.scenario.facts if f.need and f.id in scene.state.facts), None)
    if stake is None and need is not None:
        return f"« {heard_words(scene, need)} » : que vaut ce résultat, au regard de l'écart {gap} ?"
    if stake is None:
        return f"Quelle information sur ce que lui coûte la situation actuelle aurait justifié le prix {gap} ?"
    return f"« {heard_words(scene, stake)} » : que coûte cette situation, au regard de l'écart {gap} ?"


def objections(scene: Scene) -> str:
    """On an objection that nothing met."""
    left = next((o for o in scene.state.raised if o not in scene.taken.objections), None)
    traded = next((o for o in scene.state.raised if o not in scene.state.answered), None)
    if left is None and traded is None:
        return ""
    turn = scene.taken.said(left or traded or "")
    words = said_words(scene.record, turn, scene.scenario.objection(left or traded or "").says)
    if left is None:
        return f"« {words} » (tour {turn}) n'a reçu qu'un échange de conditions : quelle preuve y aurait répondu ?"
    return f"À « {words} » (tour {turn}), quelle question d'abord, et quelle preuve ensuite ?"


def concessions(scene: Scene) -> str:
    """On a gift and its price, else on the first step."""
    economics = scene.scenario.economics
    if economics is None:
        return ""
    if scene.gifts:
        step = scene.gifts[0]
        units = economics.paid_units(step.after.choices)
        lost = round((step.before.price - step.after.price) * units)
        worth = f", soit {euros(lost)} sur l'affaire" if lost > 0 else ""
        to = price_text(step.after.price, economics)
        return f"Au tour {step.turn}, vous passez à {to}{worth} : contre quoi auriez-vous pu le faire ?"
    if not scene.fair:
        proposed = price_text(economics.seller.proposed, economics)
        return f"Si {proposed} ne passait pas, quelle condition échanger avant de toucher au prix ?"
    return ""


def terms(scene: Scene) -> str:
    """On the terms of the deal that nobody said."""
    economics, deal = scene.scenario.economics, scene.state.deal
    trap, refused = scene.scenario.legal_trap, scene.taken.declined
    if economics is not None and deal is None and trap is not None and refused is not None:
        return f"Vous refusez au tour {refused} : que proposer de légal à la place ? Une piste : {lowered(trap.right)}"
    if economics is None or deal is None:
        return ""
    if not scene.result.within_authority:
        signed = price_text(deal.price, economics)
        return f"{signed} passe sous votre délégation : à quel moment annoncer une validation, et par qui ?"
    unsaid = [
        t.label
        for t in economics.terms
        if not any(e.seller.move and t.id in e.seller.move.choices for e in scene.exchanges)
    ]
    return (
        f"Rien n'a été dit de {listed(unsaid[:3])} : lequel de ces points poserait problème à la signature ?"
        if unsaid
        else ""
    )


def result(scene: Scene) -> str:
    """On the way from the aim to the deal."""
    economics, deal = scene.scenario.economics, scene.state.deal
    if economics is None:
        return ""
    aim = economics.seller.target
    if deal is None:
        return f"Vous visiez {price_text(aim, economics)} : quel autre objectif est atteint à la fin de l'échange ?"
    if deal.price >= aim:
        return "Votre prix visé est atteint : lesquels de vos autres objectifs le sont aussi ?"
    way = f"De {price_text(aim, economics)} visés à {price_text(deal.price, economics)} signés"
    return f"{way} : à quel tour l'écart s'est-il creusé, et pour obtenir quoi ?"


def need_left(scene: Scene) -> Fact | None:
    """A need that was said and that nothing answered."""
    return next(
        (f for f in scene.scenario.facts if f.need and f.id in scene.state.facts and f.id not in scene.taken.needs),
        None,
    )


def heard_words(scene: Scene, fact: Fact) -> str:
    """A fact in the words in which it was said."""
    return said_words(scene.record, scene.taken.said(fact.id), (fact.text,)).rstrip(".")
