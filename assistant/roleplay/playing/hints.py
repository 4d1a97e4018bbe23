"""One hint at a time for a learner who asks: what kind of move would help now, never the words nor a secret."""

from __future__ import annotations

from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario


def hint(state: Negotiation, scenario: Scenario) -> str:
    """A French sentence that depends on what is public of ``state`` only."""
    if state.deal is not None or state.committed:
        return "Tout est confirmé : remerciez et prenez congé."
    if state.agreed is not None:
        return "Un accord de principe n'engage pas : récapitulez chaque point et faites confirmer."
    if state.open_objection:
        return "Une objection attend : questionnez-la ou répondez par une preuve avant d'avancer."
    if state.trap == "set":
        return "Relisez la dernière demande : est-elle permise par la loi ?"
    if state.tally.questions < 3:
        return "Vous savez encore peu de choses : posez une question ouverte sur la situation ou les enjeux."
    if state.tally.reformulations == 0:
        return "Reformulez ce que vous avez compris avant d'argumenter."
    if not state.needs_met:
        return "Reliez un avantage de votre offre à un besoin que l'on vous a dit."
    if scenario.economics is None:
        return "Vous avez de la matière : proposez la suite et demandez un engagement précis."
    if not state.price_opened:
        return "Présentez une proposition complète, avec un prix et des conditions."
    if state.tally.trades == 0:
        return "Ne cédez rien sans contrepartie : « si vous…, alors je… »."
    return "Le prix n'est pas le seul terme : quel autre point compte peu pour vous et beaucoup pour l'autre ?"
