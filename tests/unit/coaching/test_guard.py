"""A model's answer before a learner keeps it."""

from __future__ import annotations

import pytest

from assistant.coaching.grounding import Grounding
from assistant.coaching.guard import Guard, OwnTexts
from tests.unit.drafts import document_of

DRAFT = document_of("Nous avons compté 42 clients fidèles en mars.", "La concurrence vend moins cher en ligne.")
PASSAGE = DRAFT.passages[0]


@pytest.fixture(scope="module")
def guard(ground: Grounding) -> Guard:
    asked = "rends cette phrase plus pro : « on vend plus parce que notre accueil est bon »"
    return Guard(ground.referentiel, ground.corpus, OwnTexts(ground.corpus), DRAFT, asked)


def test_unknown_sources_go_with_their_sentence_and_known_ones_are_cited_in_order(guard: Guard) -> None:
    checked = guard.check("Voyez [FI.marge] et [CR.1.1.03]. Puis [CR.9.9.99] bien sûr. Enfin [C.1.2b].")
    assert checked.text == "Voyez [FI.marge] et [CR.1.1.03]. Enfin [C.1.2b]."
    assert [c.id for c in checked.citations] == ["FI.marge", "CR.1.1.03", "C.1.2b"]
    assert checked.dropped == 1


def test_several_ids_between_the_same_brackets_are_told_apart(guard: Guard) -> None:
    assert [c.id for c in guard.check("Lisez [CR.1.1.03, CR.1.1.04].").citations] == ["CR.1.1.03", "CR.1.1.04"]


def test_a_quote_must_be_in_the_passage_that_it_names(guard: Guard) -> None:
    exact = f"Vous écrivez « Nous avons compté 42 clients fidèles » [{PASSAGE.id}]."
    wrong = f"Vous écrivez « Nous avons compté 43 clients fidèles » [{PASSAGE.id}]."
    assert guard.check(exact).text == exact
    assert guard.check(wrong).text == ""


GHOSTWRITTEN = {
    "announced": "Voici une version plus professionnelle : la qualité de notre accueil soutient nos ventes.",
    "long, in the learner's voice": "Notre entreprise occupe une place solide sur son marché. "
    * 3
    + "Nous proposons à nos clients une gamme large, et nous voulons accroître nos ventes de dix pour cent cette année "
    "grâce à nos nouveaux canaux et à notre équipe, qui connaît bien nos produits et nos clients.",
    "in English": "We are the leader of the market and our products are made with care for all the families here.",
    "a letter": "Objet : notre offre\nMadame, Monsieur, suite à notre entretien, je vous adresse notre proposition.",
    "a rewriting": "Essayez : « La qualité de notre accueil fait que l'on vend plus ».",
}


@pytest.mark.parametrize("name", GHOSTWRITTEN)
def test_what_could_be_handed_in_is_seen(guard: Guard, name: str) -> None:
    assert guard.check(GHOSTWRITTEN[name]).ghostwritten


def test_worked_examples_and_explanations_may_be_shown(guard: Guard) -> None:
    exemplar = guard.corpus.exemplars["CR.1.1.03"][5]
    assert not guard.check(f"Un exemple [{exemplar.id}] :\n\n{exemplar.text}").ghostwritten
    explained = (
        "Le jury veut voir un marché chiffré [CR.1.1.03]. Pour y arriver, délimitez votre zone, comptez les acheteurs "
        "et les vendeurs présents, puis demandez-vous vers quoi vos clients se tournent quand ils n'achètent pas chez "
        "vous ni chez vos confrères. Quels chiffres avez-vous déjà sous la main ?"
    )
    assert not guard.check(explained).ghostwritten


def test_the_coach_may_speak_of_what_it_looked_for(guard: Guard) -> None:
    answer = (
        "L'objectif est le but à atteindre ; l'indicateur est la mesure qui dit si l'on y arrive. Je n'ai pas trouvé "
        "de mémo qui définisse ces deux mots : je m'appuie sur deux critères d'une autre production, le dossier de "
        "développement commercial, et sur leurs attentes."
    )
    assert not guard.is_ghostwriting(answer)
    reckoned = (
        "L'erreur fréquente est de multiplier par 1,30 alors qu'on vise un taux de marque : à 52 €, la marge ne "
        "fait plus que 23,1 % du prix. Ces prix sont hors taxes ; pour le prix TTC, il faut ajouter la TVA de votre "
        "produit, dont je ne connais pas le taux, et on n'oublie pas la remise."
    )
    assert not guard.is_ghostwriting(reckoned)


def test_a_learner_who_says_i_is_still_recognised(guard: Guard) -> None:
    handed_in = (
        "J'ai choisi trois familles de clients parce que je connais leurs besoins et que notre atelier peut les servir "
        "dès septembre. Nous visons douze commandes par mois, soit le double de ce que je vends aujourd'hui, avec un "
        "budget de 3 000 € que mon responsable a validé."
    )
    assert guard.is_ghostwriting(handed_in)
    compared = (
        "J'ai comparé trois fournisseurs et j'ai cherché leurs tarifs sur un an. Je propose de retenir le deuxième, "
        "qui livre en deux jours et reprend les invendus, et je peux commencer dès le mois de mars avec une commande "
        "d'essai de quarante pièces, payée à trente jours."
    )
    assert guard.is_ghostwriting(compared)
