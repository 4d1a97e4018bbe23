import json
from pathlib import Path

from assistant.domain.dialogue import Turn
from assistant.roleplay.debrief.transcript_observing import observe_transcript
from assistant.roleplay.debrief.transcript_talk import Bounds
from assistant.roleplay.listening.transcript_moves import with_moves
from tests.unit.roleplay.play_parts import bank, embedder

DEV = Path(__file__).parents[4] / "evals" / "datasets" / "critique" / "dev"
SIGNALS, RECAP, RESULT = "CR.3.2.2-3.10", "CR.3.2.2-3.11", "CR.3.2.2-3.13"
OBJECTIONS, CONCESSIONS, ACTORS, PRICE = "CR.3.2.2-3.08", "CR.3.2.2-3.09", "CR.3.2.2-3.03", "CR.3.2.2-3.07"


def seen(*lines: str) -> dict[str, Bounds]:
    """Bounds of a talk; the seller speaks first."""
    turns = [Turn(number=n, speaker="seller" if n % 2 else "buyer", text=t) for n, t in enumerate(lines, start=1)]
    return observe_transcript(with_moves(turns, bank(), embedder()))


def test_the_bounds_hold_most_labels_of_the_dev_transcript() -> None:
    lines = (DEV / "negociation-2.md").read_text(encoding="utf-8").splitlines()
    said = [line.split(" : ", 1)[1] for line in lines if line.startswith(("Vendeur : ", "Acheteur : "))]
    found = seen(*said)
    labels = {x["id"]: x["level"] for x in json.loads((DEV / "negociation-2.json").read_text())["labels"]}
    within = [
        labels[i] == b.low
        if b.low is None or b.high is None
        else labels[i] is not None and b.low <= labels[i] <= b.high
        for i, b in found.items()
    ]
    assert len(within) == 13
    assert sum(within) >= 11


def test_without_an_occasion_nothing_is_held_against_the_learner() -> None:
    found = seen("Bonjour, comment travaillez-vous ?", "Nous sommes six.", "Et les commandes ?", "Par téléphone.")
    assert found[OBJECTIONS].low is None
    assert found[PRICE].low is None
    assert found[CONCESSIONS].low is None
    assert found[RESULT].low is None


def test_gifts_alone_never_reach_a_good_level_and_exchanges_do() -> None:
    gift = seen(
        "Je vous propose 90 euros.", "C'est cher.", "Allez, je vous offre la formation, c'est cadeau.", "Merci."
    )
    assert gift[CONCESSIONS].high == 1
    fair = seen("Je vous propose 90 euros.", "C'est cher.", "Si vous prenez deux ans, je passe à 85 euros.", "Bon.")
    assert fair[CONCESSIONS].low == 2


def test_a_recap_counts_and_its_absence_too() -> None:
    none = seen("Bonjour.", "Bonjour.", "On signe ?", "C'est signé.")
    assert none[RECAP].high == 0
    made = seen(
        "Bonjour.", "Bonjour.", "Je récapitule : 90 euros, deux ans, paiement à 30 jours. C'est bien cela ?", "Oui."
    )
    assert made[RECAP].low == 2
    assert made[RECAP].turns == (3,)


def test_a_decider_named_twice_and_ignored_is_seen() -> None:
    ignored = seen(
        "Bonjour.", "Notre gérant y tient.", "Passons au prix.", "Le gérant voudra voir.", "On signe ?", "Non."
    )
    assert ignored[ACTORS].high == 0
    asked = seen("Bonjour.", "Notre gérant y tient.", "Qui valide la décision avec lui ?", "La comptable.")
    assert (asked[ACTORS].low, asked[ACTORS].turns) == (2, (3,))


def test_no_seller_gives_no_bounds() -> None:
    assert observe_transcript([Turn(number=1, speaker="buyer", text="Bonjour.")]) == {}
