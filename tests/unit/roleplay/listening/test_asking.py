from assistant.domain.scenario import Scenario
from assistant.roleplay.listening.asking import Asked, asked_about
from assistant.roleplay.listening.probes import Probes
from tests.unit.roleplay.play_parts import embedder, kept_scenario, topics

OF = kept_scenario("plannings")


def about(question: str, of: Scenario = OF) -> Asked:
    return asked_about([(question, embedder().encode([question])[0])], Probes.of(of, embedder()).facts, topics(), of)


def test_a_question_reaches_the_fact_of_its_topic_in_words_of_no_scenario() -> None:
    assert about("Qui d'autre doit donner son feu vert, dans votre maison ?").facts[0] == "decision"
    assert about("Vous avez prévu de mettre combien là-dedans ?").facts[0] == "budget"
    assert about("Mes concurrents, sur ce dossier, qui sont-ils ?").facts[0] == "alternative"


def test_a_topic_of_which_there_is_no_fact_brings_no_other() -> None:
    without = OF.model_copy(update={"facts": tuple(f for f in OF.facts if f.topic != "calendrier")})
    assert "calendrier" not in {
        without.fact(f).topic for f in about("Pour quelle date vous le faut-il ?", without).facts
    }
    assert about("Pour quelle date vous le faut-il ?", without).facts == ()


def test_nothing_in_particular_and_the_price_are_told() -> None:
    assert about("Et sinon, racontez-moi un peu ?").general
    assert about("Et vous, vous seriez à combien ?").price


def test_what_no_buyer_could_say_is_about_nothing() -> None:
    assert about("Vous croyez qu'il va pleuvoir ce soir ?") == Asked()


def test_no_question_is_about_nothing() -> None:
    assert asked_about([], Probes.of(OF, embedder()).facts, topics(), OF) == Asked()
