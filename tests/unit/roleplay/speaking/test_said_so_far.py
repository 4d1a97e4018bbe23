from assistant.domain.negotiation import Act
from assistant.roleplay.speaking.plausible import Likeness, turned_round
from assistant.roleplay.speaking.said_so_far import said_again, tells_again, unsaid
from assistant.roleplay.speaking.wording import load_wording
from tests.unit.roleplay.play_parts import embedder, kept_scenario

OF = kept_scenario("plannings")
WISH = Act(kind="reveal", text="Je veux qu'ils repartent en se connaissant, pas avec un diaporama de plus.")
ROLE = Act(kind="object", text="Mes commerciaux détestent les jeux de rôle.")
SAID = "Ce que je souhaite, c'est qu'ils se connaissent en repartant, et non qu'ils rentrent avec un diaporama."


def likeness(*acts: Act) -> Likeness:
    return Likeness.of(acts, OF, load_wording(), embedder())


def test_what_was_said_in_other_words_is_said() -> None:
    alike = likeness(WISH, ROLE)
    assert unsaid((WISH, ROLE), SAID, alike) == (ROLE,)
    assert unsaid((WISH,), SAID) == ()


def test_a_figure_of_the_text_has_to_be_said() -> None:
    act = Act(kind="reveal", text="Deux erreurs de planning par semaine, et c'est le client qui nous l'apprend.")
    assert unsaid((act,), "Des erreurs de planning par semaine, et le client nous l'apprend.", likeness(act)) == (act,)


def test_a_sentence_that_only_says_it_again_is_known_for_it() -> None:
    again = "En somme, je veux qu'ils repartent en se connaissant, pas avec un diaporama de plus."
    assert tells_again(again, [WISH], [ROLE], likeness(WISH, ROLE))
    assert not tells_again("Mes commerciaux, les jeux de rôle, ils détestent.", [WISH], [ROLE], likeness(WISH, ROLE))
    assert said_again("Ce que je souhaite, c'est qu'ils se connaissent en repartant.", [SAID], likeness(WISH))
    assert not said_again("Mes commerciaux détestent les jeux de rôle.", [SAID], likeness(WISH, ROLE))
    assert not said_again("Qu'ils se connaissent, pour 290 €.", [SAID], likeness(WISH))


def test_a_decision_that_changes_the_talk_is_not_lost_in_an_incomplete_reply() -> None:
    back, hold = Act(kind="withdrawn"), Act(kind="unmoved")
    assert back in unsaid((back, hold), "D'accord, je vois.", likeness(back, hold), complete=True)
    assert back not in unsaid((back,), "Alors je retire mon accord.", likeness(back), complete=False)
    assert unsaid((hold,), "D'accord, je vois.", likeness(hold), complete=False) == (hold,)


def test_the_contrary_of_a_fact_is_recognised() -> None:
    facts = ["Nos comptes sont déposés et l'exercice est bénéficiaire."]
    assert turned_round("L'exercice n'est pas bénéficiaire.", facts)
    assert not turned_round("L'exercice ? Il est bénéficiaire, nos comptes sont déposés.", facts)
