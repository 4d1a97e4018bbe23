"""What a question is about, among the facts of a scenario: its own questions, and the topic that it sounds like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.scenario import Scenario
from assistant.roleplay.listening.topic_bank import GENERAL, OFF, PRICE, TopicBank, load_kin, load_same

if TYPE_CHECKING:
    from assistant.roleplay.listening.probes import ProbeSet

TOPIC = 0.8
"""Weight of the topic beside the likeness to the fact's own questions."""
ASKED = 0.55
"""Likeness to a fact's own questions from which the question is about it, whatever its topic sounds like."""
SOUNDS = 0.25
"""Score from which a question sounds like a topic."""
NEAR_KIN = 0.4
"""Likeness to a question about a topic that the case lacks, from which a fact of a topic near it is told."""
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
    present = {fact.topic for fact in scenario.facts}
    best: dict[str, float] = {}
    wanted: set[str] = set()
    for (text, vector), scores in zip(pairs, heard, strict=True):
        topic = max(scores, key=lambda label: scores[label])
        sure = scores[topic] >= sounds
        wanted |= {topic} if sure else set()
        absent = sure and topic not in present | {GENERAL, PRICE, OFF}
        kin = load_kin().get(topic, frozenset()) if absent else frozenset[str]()
        same = load_same().get(topic, frozenset()) if absent else frozenset[str]()
        own = dict(probes.best(text, vector, 0.0))
        for fact in scenario.facts:
            likeness, of_topic = own.get(fact.id, 0.0), scores[fact.topic]
            sounds_like = of_topic >= sounds and of_topic >= scores[topic] - CLOSE
            is_it = likeness >= asked and (not absent or fact.topic in kin)
            instead = fact.topic in same or (fact.topic in kin and likeness >= NEAR_KIN)
            if sounds_like or is_it or instead:
                best[fact.id] = max(best.get(fact.id, 0.0), likeness + TOPIC * of_topic)
    ranked = sorted(best, key=lambda fact: -best[fact])[:3]
    facts = tuple(fact for fact in ranked if best[fact] >= best[ranked[0]] - CLOSE)
    return Asked(facts, general=GENERAL in wanted, price=PRICE in wanted)
