"""What a question is about, among the facts of a scenario: its own questions, and the topic that it sounds like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.scenario import Scenario
from assistant.roleplay.listening.topic_bank import GENERAL, OFF, PRICE, TopicBank, load_kin

if TYPE_CHECKING:
    from assistant.roleplay.listening.probes import ProbeSet

TOPIC = 0.8
"""Weight of the topic beside the likeness to the fact's own questions."""
ASKED = 0.55
"""Likeness to a fact's own questions from which the question is about it, whatever its topic sounds like."""
SOUNDS = 0.25
"""Score from which a question sounds like a topic."""
CLOSE = 0.15
"""Farther than that behind the closest, a fact is not what was asked for."""


@dataclass(frozen=True)
class Asked:
    """facts: ids, closest first. general: about nothing in particular. price: what the other proposes."""

    facts: tuple[str, ...] = ()
    general: bool = False
    price: bool = False


def asked_about(
    pairs: Sequence[tuple[str, Any]],
    probes: ProbeSet,
    topics: TopicBank,
    scenario: Scenario,
    *,
    asked: float = ASKED,
    sounds: float = SOUNDS,
) -> Asked:
    """What the questions ``pairs`` (text, embedding) are about. asked, sounds: thresholds."""
    import numpy as np

    if not pairs:
        return Asked()
    texts = [text for text, _ in pairs]
    heard = topics.scores(texts, np.stack([vector for _, vector in pairs]))
    best: dict[str, float] = {}
    wanted: set[str] = set()
    for (text, vector), scores in zip(pairs, heard, strict=True):
        topic = max(scores, key=lambda label: scores[label])
        if scores[topic] >= sounds:
            wanted.add(topic)
        own = dict(probes.best(text, vector, 0.0))
        for fact in scenario.facts:
            likeness, of_topic = own.get(fact.id, 0.0), scores[fact.topic]
            if likeness >= asked or (of_topic >= sounds and of_topic >= scores[topic] - CLOSE):
                best[fact.id] = max(best.get(fact.id, 0.0), likeness + TOPIC * of_topic)
    ranked = sorted(best, key=lambda fact: -best[fact])[:3]
    facts = [fact for fact in ranked if best[fact] >= best[ranked[0]] - CLOSE]
    present = {fact.topic for fact in scenario.facts}
    if facts and wanted and not wanted & (present | {GENERAL, PRICE, OFF}):
        kin = frozenset[str]().union(*(load_kin().get(topic, frozenset()) for topic in wanted))
        facts = [f for f in facts if scenario.fact(f).topic in kin]
    return Asked(tuple(facts), general=GENERAL in wanted, price=PRICE in wanted)
