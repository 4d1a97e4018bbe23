"""What the engine saw of how the people were met: attitude, first words, deciders, signals, what is said back."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.domain.dialogue import Move
from assistant.reading.sentences import sentence_spans
from assistant.reporting.wording import counted
from assistant.roleplay.debrief import people_questions as asking
from assistant.roleplay.debrief.conduct import says_back
from assistant.roleplay.debrief.scene import Observation, Scene, level_of
from assistant.roleplay.debrief.signals import follows, signal_of
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

_MACHINE = re.compile(r"instruction|consigne|\bprompts?\b|\bia\b|intelligence artificielle|\brobot|chatgpt|jailbreak")
WHO_DECIDES = re.compile(
    r"\bdecid|\bdecision|\bvalid|\bsign(?:e|era|er)\b|qui d'autre|qui (?:participe|tranche)|dernier mot|"
    r"\bquel role|\bqu'attend\b|tient pour"
)


def attitude(scene: Scene) -> Observation:
    """Courtesy, visible listening, room left to the other."""
    tally = scene.state.tally
    if tally.rudeness:
        turns = scene.turns("rudeness")
        return Observation(
            1, "Une parole déplacée a fermé l'échange.", turns, ("insult", "scorn"), asking.attitude(scene, turns)
        )
    listens = scene.turns("open_question", "reformulation", "silence")
    odd = scene.where(lambda e: e.seller.move is not None and e.seller.move.attempt and _to_a_machine(e.seller.text))
    back = scene.said_back
    level = level_of(True, len(listens) >= 3 and not odd, scene.talk.seller_share <= 0.65 and bool(back))
    share = round(100 * scene.talk.seller_share)
    said = counted(len(back), "réplique reprend les mots entendus", "répliques reprennent les mots entendus")
    text = f"Échange courtois ; {share} % de la parole pour vous ; {said}"
    aside = " ; une réplique s'adresse à une machine plutôt qu'à votre interlocuteur" if odd else ""
    warm = sorted(back, key=lambda n: not has_sign(scene.line(n), "restate", "empathy"))[:2]
    shown = odd or (*warm, *(n for n in listens if n not in warm))
    return Observation(
        level, f"{text}{aside}.", tuple(shown), ("restate", "empathy", "question_mark"), asking.attitude(scene, odd)
    )


def _to_a_machine(text: str) -> bool:
    return _MACHINE.search(flat(text)) is not None


def contact(scene: Scene) -> Observation:
    """The first words."""
    first = scene.exchanges[:2]
    greeted = [e.seller.number for e in first if e.seller.move is not None and e.seller.move.has("contact")]
    framed = [e for e in first if has_sign(e.seller.text, "agenda", "closed_words") and e.seller.number in greeted]
    personal = any(len(e.seller.text.split()) >= 12 for e in first if e.seller.number in greeted)
    level = level_of(bool(greeted), personal, bool(framed))
    text = "L'entretien s'ouvre par une prise de contact" if greeted else "L'entretien commence sans prise de contact"
    return Observation(
        level,
        f"{text}{', avec un déroulé annoncé' if framed else ', sans déroulé annoncé'}.",
        tuple(greeted),
        ("agenda", "closed_words", "thanks_for_meeting", "greeting") if framed else ("greeting", "thanks_for_meeting"),
        asking.contact(scene, greeted=bool(greeted)),
    )


def actors(scene: Scene) -> Observation:
    """Who decides, asked and used."""
    deciding = {f.id for f in scene.scenario.facts if f.topic == "decision"}
    known = bool(deciding & set(scene.state.facts))
    names = [p.name for p in scene.scenario.people if not p.at_table]
    asked = scene.where(
        lambda e: (
            e.seller.move is not None
            and (bool(deciding & set(e.seller.move.facts[:1])) or any(_asks_who(s) for s in _asked(e.seller.text)))
        )
    )
    named = {*scene.turns("hand_over"), *scene.where(lambda e: any(_names(e.seller.text, n) for n in names))}
    level = level_of(bool(asked or named) or known, known, bool(named))
    text = "Le circuit de décision a été découvert" if known else "Le circuit de décision n'a pas été découvert"
    tried = " malgré votre question" if asked and not known else ""
    turns = tuple(sorted({*asked, *named}))
    return Observation(
        level,
        f"{text}{tried}{' et utilisé ensuite' if known and named else ''}.",
        turns,
        ("question_mark",),
        asking.actors(scene, known=known, asked=bool(asked)),
    )


def _names(text: str, person: str) -> bool:
    """Whether a line speaks of that person, and not of a namesake: with the title or the whole name."""
    first, last = flat(person).split()[-2:]
    titled = rf"\b(?:monsieur|madame|mademoiselle|mme|mr|m\.?|{re.escape(first)}) {re.escape(last)}\b"
    return re.search(titled, flat(text)) is not None


def _asks_who(sentence: str) -> bool:
    return WHO_DECIDES.search(flat(sentence)) is not None


def _asked(text: str) -> list[str]:
    return [s for s in (text[a:b] for a, b in sentence_spans(text)) if s.endswith("?")]


def signals(scene: Scene) -> Observation:
    """Signs of the other side, and what was done of them."""
    shown = [
        (signal, a, b) for a, b in pairwise(scene.exchanges) if (signal := signal_of(a, scene.scenario)) is not None
    ]
    if not shown:
        return Observation(None, "")
    turns = tuple(b.seller.number for signal, a, b in shown if follows(signal, a, b))
    level = level_of(True, bool(turns), len(turns) == len(shown))
    after = tuple(b.seller.number for _, _, b in shown)
    return Observation(
        level,
        f"Signaux suivis d'un geste adapté : {len(turns)} sur {len(shown)}.",
        turns or after,
        ("question_mark", "restate", "cannot"),
        asking.signals(scene),
    )


def validation(scene: Scene) -> Observation:
    """What is said back and summed up."""
    recaps = _recaps(scene)
    back = scene.where(lambda e: says_back(e.seller))
    if not recaps and not back and not scene.state.price_opened:
        return Observation(None, "")
    level = level_of(
        bool(recaps or back), bool(recaps) or len(back) >= 2, bool(recaps) and scene.state.deal is not None
    )
    return Observation(
        level,
        f"Récapitulations : {len(recaps)} ; reformulations : {len(back)}.",
        recaps[-2:] or back,
        ("recap_words", "restate", "amount"),
        asking.validation(scene, recaps),
    )


def _recaps(scene: Scene) -> tuple[int, ...]:
    """Turns that sum up: by its words, or by saying the terms once there is an agreement to restate."""
    found: list[int] = []
    agreed = False
    for exchange in scene.exchanges:
        move = exchange.seller.move
        if move is not None and _sums_up(move, agreed=agreed):
            found.append(exchange.seller.number)
        agreed = exchange.state.agreed is not None
    return tuple(found)


def _sums_up(move: Move, *, agreed: bool) -> bool:
    if agreed and move.moves_terms and not move.disputes:
        return True
    return move.has("recap") and (agreed or has_sign(move.text, "recap_words"))
