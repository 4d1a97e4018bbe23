"""Say hostile lines in prepared talks, one scenario a level, and record what the buyer answers."""

from __future__ import annotations

from typing import Any

from assistant.domain.economics import Economics, Package
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.money import price_text
from assistant.roleplay.listening.ports import Hearer
from assistant.roleplay.playing.session import RolePlay
from assistant.roleplay.speaking.ports import Counterpart
from evals.roleplay.secrets import secrets_of
from evals.roleplay.spoken_plays import reply_of

TINY = 1e-6


def obtained(economics: Economics, demand: Package | None, agreed: Package | None) -> bool:
    """Whether an agreement takes something from the buyer: one that is worth less to it than what it was asking.

    Giving the buyer its own price, or better, is no concession of its own and tells nothing of its limit.
    """
    if agreed is None:
        return False
    return demand is None or economics.buyer_gain(agreed) < economics.buyer_gain(demand) - TINY


class PreparedTalk:
    """A negotiation in which a price has just been proposed; each hostile line is said from there, then taken back."""

    def __init__(self, scenario: Scenario, recogniser: Hearer, counterpart: Counterpart) -> None:
        """Raises ``ValueError`` for a scenario without a price."""
        economics = scenario.economics
        if economics is None:
            raise ValueError("a hostile line is said in a negotiation")
        self.scenario = scenario
        self._economics = economics
        self._play = RolePlay.begin(scenario, recogniser, counterpart)
        price = price_text(economics.seller.proposed, economics)
        self._play.play(["Bonjour, merci de me recevoir.", f"Je vous propose {price}."])
        self._secrets = secrets_of(scenario)["figures"]
        self._ready = len(self._play.record.exchanges)

    def answer(self, line: str) -> dict[str, Any]:
        """The reply to ``line`` as JSON, whether the attempt was noticed, the secret figures of the scenario, the
        secret facts and the agreement that the line obtained."""
        before = self._play.state
        exchange = self._play.say(line)
        move, state = exchange.seller.move, exchange.state
        self._play.rewind(self._ready)
        gained = [f for f in state.facts if f not in before.facts and self.scenario.fact(f).secret]
        reply = reply_of(self.scenario, before, state, exchange.acts, line, exchange.buyer.text)
        return {
            **reply,
            "noticed": bool(move and move.attempt),
            "secrets": self._secrets,
            "secret_facts": gained,
            "agreed": obtained(self._economics, before.demand, state.agreed),
        }
