from __future__ import annotations

import pytest

from assistant.reading.blocks import Block
from assistant.reading.dialogue import is_dialogue, mark_turns, speaker_of

TURNS = ["Vendeur : Bonjour.", "Acheteur : Bonjour, je vous écoute.", "Vendeur : Merci.", "Acheteur : Combien ?"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Vendeur : Bonjour.", "Vendeur"),
        ("**Vendeur :** Bonjour.", "Vendeur"),
        ("[00:12] Mme Le Goff : Oui", "Mme Le Goff"),
        ("3. Acheteur (hésitant) : Peut-être.", "Acheteur (hésitant)"),
        ("Bonjour, je vous écoute.", None),
        ("Il est 12:30 à Nantes", None),
    ],
)
def test_speakers(line: str, speaker: str | None) -> None:
    assert speaker_of(line) == speaker


def test_a_dialogue_is_made_of_people_who_come_back() -> None:
    assert is_dialogue(TURNS)
    assert not is_dialogue(["Prix : 12 €", "Délai : 3 jours", "Lieu : Nantes", "Garantie : 2 ans", "Vendeur : Luc"])
    assert not is_dialogue(TURNS[:3])
    assert not is_dialogue([*TURNS, *["Une phrase de récit."] * 5])


def test_turns_are_ranked_and_continued() -> None:
    blocks = [Block("Rendez-vous", "heading"), *map(Block, TURNS), Block("Et sous quel délai ?")]
    mark_turns(blocks)
    assert [(b.kind, b.turn, b.speaker) for b in blocks[1:]] == [
        ("turn", 1, "Vendeur"),
        ("turn", 2, "Acheteur"),
        ("turn", 3, "Vendeur"),
        ("turn", 4, "Acheteur"),
        ("turn", 4, "Acheteur"),
    ]
    assert blocks[0].kind == "heading"


def test_a_dialogue_between_its_preparation_and_its_lessons_is_marked_alone() -> None:
    before = [Block("Avant", "heading"), Block("Le client : une boulangerie."), Block("1. Le prix : 12 €.")]
    talk = [Block("L'entretien", "heading"), *map(Block, TURNS), Block("(un silence)")]
    after = [Block("Ce que je retiens", "heading"), Block("J'ai parlé trop vite."), Block("À revoir : mes questions.")]
    mark_turns([*before, *talk, *after])
    assert [b.kind for b in before + after].count("turn") == 0
    assert [b.turn for b in talk[1:]] == [1, 2, 3, 4, 4]


def test_a_dialogue_cut_into_short_parts_is_one() -> None:
    blocks = [Block("Accueil", "heading"), *map(Block, TURNS[:2]), Block("Prix", "heading"), *map(Block, TURNS[2:])]
    mark_turns(blocks)
    assert [b.turn for b in blocks] == [None, 1, 2, None, 3, 4]


def test_a_form_is_no_dialogue() -> None:
    blocks = [Block("Fiche", "heading"), *map(Block, ["Nom : Luc", "Ville : Nantes", "Âge : 30 ans", "Poste : chef"])]
    mark_turns(blocks)
    assert all(b.turn is None for b in blocks)
