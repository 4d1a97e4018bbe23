"""Find what of a scenario a line is about: facts asked, arguments given, objections answered, trap declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.scenario import Argument, Fact, Scenario
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder

LEXICAL = 0.45
"""Weight of shared words beside the likeness of meaning."""


@dataclass(frozen=True, eq=False)
class ProbeSet:
    """Probes of one kind. ``owners[i]`` is what probe i stands for; ``vectors``: (probes, d) unit rows."""

    owners: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    vectors: NDArray[Any]

    def best(self, line: str, vector: NDArray[Any], threshold: float) -> list[tuple[str, float]]:
        """Owners above the threshold, closest first."""
        if not self.owners:
            return []
        said = frozenset(terms(line))
        likeness = self.vectors @ vector
        scores: dict[str, float] = {}
        for owner, words, likely in zip(self.owners, self.words, likeness, strict=True):
            shared = len(said & words) / (len(said | words) ** 0.5 * max(1, len(words)) ** 0.5) if words else 0.0
            scores[owner] = max(scores.get(owner, 0.0), float(likely) + LEXICAL * shared)
        kept = [(owner, score) for owner, score in scores.items() if score >= threshold]
        return sorted(kept, key=lambda pair: -pair[1])


@dataclass(frozen=True, eq=False)
class Probes:
    """All the probes of one scenario, encoded once."""

    facts: ProbeSet
    texts: ProbeSet
    arguments: ProbeSet
    answers: ProbeSet
    refusals: ProbeSet
    hand_over: ProbeSet
    commitment: ProbeSet
    adapted: ProbeSet

    @classmethod
    def of(cls, scenario: Scenario, embedder: Embedder) -> Probes:
        """Encode the probes of ``scenario``; about a hundred short lines."""
        person = scenario.interlocutor
        helps = person.accommodation.help_lines if person.accommodation else ()
        sets: dict[str, list[tuple[str, str]]] = {
            "facts": [(f.id, q) for f in scenario.facts for q in (*f.questions, *_of_term(f, scenario))],
            "texts": [(f.id, f.text) for f in scenario.facts],
            "arguments": [(a.id, t) for a in scenario.seller.arguments for t in _sides(a, scenario)],
            "answers": [(o.id, t) for o in scenario.objections for t in o.answers],
            "refusals": [("trap", t) for t in (scenario.legal_trap.refusals if scenario.legal_trap else ())],
            "hand_over": [("hand_over", t) for t in (scenario.hand_over.lines if scenario.hand_over else ())],
            "commitment": [("goal", t) for t in (scenario.goal.commitment_lines if scenario.goal else ())],
            "adapted": [("help", t) for t in helps],
        }
        vectors = embedder.encode([text for pairs in sets.values() for _, text in pairs] or [""])
        built: dict[str, ProbeSet] = {}
        at = 0
        for name, pairs in sets.items():
            built[name] = _set(pairs, vectors[at : at + len(pairs)])
            at += len(pairs)
        return cls(**built)


def _of_term(fact: Fact, scenario: Scenario) -> tuple[str, ...]:
    """Ordinary questions about the term that a fact bears on."""
    if fact.term is None or scenario.economics is None:
        return ()
    label = next((t.label for t in scenario.economics.terms if t.id == fact.term), "")
    if not label:
        return ()
    return (
        f"{label.capitalize()} : qu'imaginez-vous ?",
        f"Comment voyez-vous les choses sur ce point, {label} ?",
        *_BESIDE_THE_PRICE,
    )


_BESIDE_THE_PRICE = (
    "À part le prix, quelle condition compte le plus pour vous ?",
    "En dehors du prix, qu'est-ce qui est important ?",
    "Hors prix, sur quel point pourrait-on se rapprocher ?",
    "Qu'est-ce qui pourrait débloquer les choses, sans toucher au prix ?",
)
"""Ways of asking for the term that matters, which a fact about that term answers."""


def _sides(argument: Argument, scenario: Scenario) -> tuple[str, ...]:
    """What an argument is recognised by: its own words, and the needs it meets."""
    needs = tuple(f.text for f in scenario.facts if f.id in argument.needs)
    return (*argument.lines, argument.feature, argument.advantage, argument.proof, *needs)


def _set(pairs: Sequence[tuple[str, str]], vectors: NDArray[Any]) -> ProbeSet:
    return ProbeSet(tuple(o for o, _ in pairs), tuple(frozenset(terms(t)) for _, t in pairs), vectors)
