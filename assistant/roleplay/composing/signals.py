"""Draw the signs that the counterpart lets show, those that this talk excludes left out."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.domain.scenario import Person, Signal, Trigger
from assistant.roleplay.composing.case import Case, Request, turned
from assistant.roleplay.composing.conditions import conditions, fitting
from assistant.roleplay.material.shapes import AuthoredSignal, Material, Trade

WITHOUT_PRICE: tuple[Trigger, ...] = ("interet", "doute", "impatience", "confiance")
"""What makes a signal show in a talk where no price is discussed."""
_TOLD: dict[str, dict[str, str]] = {
    "interet": {
        "meaning": "Entre dans le détail : se voit déjà avec la solution.",
        "move": "Répondre court et précis, puis demander ce que ce détail changerait.",
    },
    "zone": {
        "meaning": "Parle de la mise en œuvre : la décision est presque prise.",
        "move": "Répondre, puis récapituler les termes et demander l'accord.",
    },
}


def build_signals(
    material: Material,
    request: Request,
    held: frozenset[str],
    trade: Trade | None,
    draw: random.Random,
    *,
    deal: bool = True,
) -> tuple[Signal, ...]:
    """One signal for each trigger, and a second for the one that decides: gestures and words both.

    The client's own words about the trade serve as often as the library's; nothing shows that this talk excludes.
    ``deal``: some agreement is possible; otherwise nobody shows that one is near.
    """
    deciding: Trigger = "zone" if deal else "blocage"
    known = [s for s in fitting(material.signals, held) if deal or s.trigger != "zone"]
    triggers = list(dict.fromkeys(s.trigger for s in known))
    chosen = [turned([s for s in known if s.trigger == t], request, t) for t in triggers]
    first = next(s for s in chosen if s.trigger == deciding)
    others = [s for s in known if s.trigger == deciding and s.form != first.form]
    chosen.append(turned(others, request, f"{deciding}, autre forme"))
    words = {"interet": trade.interet, "zone": trade.zone} if trade is not None else {}
    return tuple(_signal(_in_trade_words(s, words.get(s.trigger, ()), draw)) for s in chosen)


def _in_trade_words(signal: AuthoredSignal, words: Sequence[str], draw: random.Random) -> AuthoredSignal:
    """A spoken signal said about the thing sold, two times in three."""
    if signal.form != "verbal" or not words or draw.random() < 1 / 3:
        return signal
    told = _TOLD[signal.trigger]
    return signal.model_copy(update={"id": f"metier-{signal.trigger}", "text": draw.choice(words), **told})


def spoken_signals(material: Material, case: Case, people: Sequence[Person]) -> tuple[Signal, ...]:
    """What is heard on the telephone, where nothing is seen, shown or priced."""
    heard = [s for s in fitting(material.signals, conditions(case, people)) if s.form == "verbal"]
    drawn = [turned([s for s in heard if s.trigger == trigger], case.request, trigger) for trigger in WITHOUT_PRICE]
    return tuple(_signal(s) for s in drawn)


def _signal(source: AuthoredSignal) -> Signal:
    return Signal(
        id=source.id,
        form=source.form,
        trigger=source.trigger,
        text=source.text,
        meaning=source.meaning,
        good_move=source.move,
    )
