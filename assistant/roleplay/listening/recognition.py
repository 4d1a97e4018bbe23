"""From a learner's line to a move: acts of each sentence, terms said, and what of the scenario it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.domain.dialogue import Move, MoveKind, Turn
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.reading.sentences import sentence_spans
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.act_rules import asked_of_them, first_act, plain_yes, sober, with_terms
from assistant.roleplay.listening.asking import Asked, asked_about
from assistant.roleplay.listening.commitments import asks_commitment, may_ask_commitment
from assistant.roleplay.listening.declining import declines
from assistant.roleplay.listening.move_bank import Guess, MoveBank
from assistant.roleplay.listening.move_signs import has_guard, has_sign, is_attempt
from assistant.roleplay.listening.offers import SaidTerms, named, read_terms
from assistant.roleplay.listening.probes import Probes
from assistant.roleplay.listening.topic_bank import TopicBank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder

MAX_CHARS = 2000
"""A line longer than that is cut: nobody says more at once."""
MAX_SENTENCES = 8
CLEARLY = 0.05
"""Margin from which a sentence is said to be an act of its own."""
ARGUED, ANSWERED, DECLINED, COMMITTED, HELPED = 0.45, 0.6, 0.6, 0.66, 0.62
"""Thresholds of likeness: argument, answer to an objection, legal refusal, commitment, adaptation."""
ECHOED, TIED, GUESSED = 0.45, 0.5, 0.6
"""Thresholds of likeness to a fact: said back, tied to an argument, guessed before it is said."""
_MAY_ASK: tuple[MoveKind, ...] = ("other", "price_defence", "hand_over")
"""What a question is at times taken for."""
SURELY = 0.5
"""Score of a topic from which a line that was taken for something else is a question about it."""
PLAINLY = 0.8
"""Likeness above which a question is about a fact, whatever else it sounds like."""
CLOSE = 0.1
"""Farther than that behind the closest, it is about something else."""
EXPECTED = 0.16
"""Taken off the threshold for what the talk is about now: the objection that stands."""


class Recogniser:
    """Understands lines of one scenario. Heavy parts (bank, probes) are made once and shared by all its plays."""

    def __init__(self, scenario: Scenario, bank: MoveBank, topics: TopicBank, embedder: Embedder) -> None:
        self._scenario = scenario
        self._bank = bank
        self._topics = topics
        self._embedder = embedder
        self._probes = Probes.of(scenario, embedder)

    def move(self, text: str, state: Negotiation, history: Sequence[Turn] = ()) -> Move:  # noqa: ARG002 (the port's)
        """The move made by ``text`` when the talk stands at ``state``; ``history``, what was said, is not needed."""
        line = text.strip()[:MAX_CHARS]
        if not line or has_sign(line, "nothing_said") or (has_sign(line, "stage") and has_sign(line, "keeps_quiet")):
            return Move(kind="silence", acts=("silence",), text=line)
        sentences = [line[a:b] for a, b in sentence_spans(line)][:MAX_SENTENCES] or [line]
        vectors = self._embedder.encode([line, *sentences])
        guesses = self._bank.guess([line, *sentences], vectors)
        said = self._terms(_without_attempts(line, sentences), state)
        if said.price is None and said.choices and self._only_argues(line, sentences, vectors[1:]):
            said = SaidTerms()
        acts = self._acts(sentences, guesses, said, line, state)
        kind = "contact" if acts[0] == "contact" and state.turn == 0 else first_act(acts)
        return self._about(Move(kind=kind, acts=tuple(acts), text=line), sentences, vectors, said, state)

    def _terms(self, line: str, state: Negotiation) -> SaidTerms:
        economics = self._scenario.economics
        if economics is None:
            return SaidTerms()
        return read_terms(line, economics, state.agreed or state.seller_offer)

    def _only_argues(self, line: str, sentences: list[str], vectors: NDArray[Any]) -> bool:
        """Whether what sounds like a term is what is sold anyway: « une double relecture », among the arguments."""
        if has_sign(line, "propose", "give", "if_you", "amount", "question_mark"):
            return False
        return bool(_ranked(self._probes.arguments, list(zip(sentences, vectors, strict=True)), ARGUED + EXPECTED))

    def _acts(
        self, sentences: list[str], guesses: list[Guess], said: SaidTerms, line: str, state: Negotiation
    ) -> list[MoveKind]:
        whole, parts = guesses[0], guesses[1:]
        heard: list[MoveKind] = [
            asked_of_them(g.kind, s) for s, g in zip(sentences, parts, strict=False) if g.margin >= 0.05
        ]
        acts: list[MoveKind] = [*heard] or [asked_of_them(whole.kind, line)]
        if len(sentences) > 1 and whole.margin >= 0.2 and whole.kind not in acts:
            acts.append(whole.kind)
        acts = [sober(kind, line) for kind in dict.fromkeys(acts)]
        if said.price is not None or said.choices:
            acts = with_terms(acts, said, line, state)
        elif {"price_defence", "argument", "objection_reply"} & set(acts) or (
            len(acts) > 1 and not has_sign(line, "if_you", "give")
        ):
            acts = [a for a in acts if a not in ("offer", "concession", "trade")] or acts
        if state.turn == 0 and "contact" in acts and not said.choices and said.price is None:
            acts = ["contact", *(a for a in acts if a not in ("closed_question", "closing", "other", "contact"))]
        if "acceptance" in acts and state.demand is None and {"open_question", "closed_question"} & set(acts):
            acts.remove("acceptance")  # « d'accord, et… » takes nothing: nothing was asked for yet
        if state.agreed is not None and plain_yes(line):
            acts = ["acceptance", *acts]
        return list(dict.fromkeys(acts))

    def _about(
        self, move: Move, sentences: list[str], vectors: NDArray[Any], said: SaidTerms, state: Negotiation
    ) -> Move:
        probes, line = self._probes, move.text
        pairs = [(line, vectors[0]), *zip(sentences, vectors[1:], strict=True)]
        asking = [p for p in pairs if has_sign(p[0], "question_mark", "tell_me", "wh_question")]
        telling = [p for p in pairs if not has_sign(p[0], "question_mark")] or pairs
        asks = move.has("open_question", "closed_question", "closing")
        about = asked_about(asking if asks else [], probes.facts, self._topics, self._scenario)
        if move.kind in _MAY_ASK and asking and not asks and said.price is None and not said.choices:
            about = asked_about(asking, probes.facts, self._topics, self._scenario, asked=PLAINLY, sounds=SURELY)
            if about != Asked():
                acts = tuple(a for a in move.acts if a not in _MAY_ASK)
                move = move.model_copy(update={"kind": "open_question", "acts": ("open_question", *acts)})
        facts = list(about.facts)
        found_out = self._found_out(move, asking, state)
        if found_out:
            facts = found_out
            acts = tuple(a for a in move.acts if a != "closing")
            move = move.model_copy(update={"kind": "closed_question", "acts": ("closed_question", *acts)})
        if move.has("reformulation"):
            said_back = _ranked(probes.texts, pairs, ECHOED)
            said_back = [f for f in said_back if f in state.facts] or _ranked(probes.texts, pairs, GUESSED)
            facts = [*facts, *(f for f in said_back if f not in facts)]
        talk = move.has("argument", "presentation", "price_defence", "objection_reply", "trade", "offer")
        if talk and not facts:  # what it is tied to, of what was said
            facts = [f for f in _ranked(probes.texts, telling, TIED) if f in state.facts]
        only_asks = len(asking) == len(pairs) and move.has("reformulation", "open_question")
        answers = [] if only_asks else _ranked(probes.answers, pairs, ANSWERED)
        if state.open_objection and move.has("objection_reply", "price_defence", "argument"):
            near = _ranked(probes.answers, pairs, ANSWERED - EXPECTED)
            answers = [*answers, *(o for o in near if o == state.open_objection and o not in answers)]
        near = [p for p in pairs if may_ask_commitment(p[0])]
        mention = self._scenario.seller.tools
        tools = [name for tool in mention for name in (tool.label, *tool.names)]
        return move.model_copy(
            update={
                "price": said.price,
                "choices": said.choices,
                "off_grid": said.off_grid,
                "facts": tuple(facts),
                "arguments": tuple(_ranked(probes.arguments, telling, ARGUED if talk else ARGUED + 0.25)[:2]),
                "answers": tuple(answers),
                "counterpart": has_sign(line, "if_you", "needs_back") and move.has("trade", "offer", "concession"),
                "tool": any(flat(name) in flat(line) for name in tools) or has_sign(line, "screen"),
                "lawful_refusal": self._declines(pairs, line),
                "adapted": bool(_ranked(probes.adapted, pairs, HELPED)),
                "commitment": self._scenario.goal is not None
                and (asks_commitment(line) or bool(_ranked(probes.commitment, near, COMMITTED))),
                "attempt": is_attempt(line),
                "general": about.general or any(has_guard(text, "broad") for text, _ in asking),
                "asks_price": about.price or any(has_guard(text, "price_asked") for text, _ in asking),
                "terms_asked": self._terms_asked(asking if asks else []),
                "postpones": has_guard(line, "postpones"),
                "disputes": has_guard(line, "disputes"),
                "final": has_guard(line, "final") and "?" not in line,
                "approved": has_guard(line, "approved"),
            }
        )

    def _found_out(self, move: Move, asking: list[tuple[str, Any]], state: Negotiation) -> list[str]:
        """Facts that what sounds like closing asks for: « qui signe, chez vous ? », or when nothing is on the table."""
        who_or_when = [p for p in asking if has_sign(p[0], "how_many", "wh_question")]
        if move.kind != "closing" or self._scenario.economics is None:
            return []
        if state.price_opened:
            them = [p for p in who_or_when if "chez vous" in flat(p[0])]
            return _ranked(self._probes.facts, them, PLAINLY)
        return list(asked_about(who_or_when or asking, self._probes.facts, self._topics, self._scenario).facts)

    def _terms_asked(self, asking: list[tuple[str, Any]]) -> tuple[str, ...]:
        """Terms that a question names."""
        economics = self._scenario.economics
        if economics is None:
            return ()
        words = " ".join(flat(text) for text, _ in asking if has_sign(text, "question_mark"))
        return tuple(term.id for term in economics.terms if named(term, words))

    def _declines(self, pairs: list[tuple[str, Any]], line: str) -> bool:
        trap = self._scenario.legal_trap
        return trap is not None and (bool(_ranked(self._probes.refusals, pairs, DECLINED)) or declines(line, trap))


def _without_attempts(line: str, sentences: list[str]) -> str:
    """The line less the sentences that try to get secrets or to change the buyer: no figure of theirs is an offer."""
    if not is_attempt(line):
        return line
    return " ".join(sentence for sentence in sentences if not is_attempt(sentence)) if len(sentences) > 1 else ""


def _ranked(probes: Any, pairs: list[tuple[str, Any]], threshold: float) -> list[str]:
    best: dict[str, float] = {}
    for text, vector in pairs:
        for owner, score in probes.best(text, vector, threshold):
            best[owner] = max(best.get(owner, 0.0), score)
    ranked = sorted(best, key=lambda owner: -best[owner])[:3]
    return [owner for owner in ranked if best[owner] >= best[ranked[0]] - CLOSE]
