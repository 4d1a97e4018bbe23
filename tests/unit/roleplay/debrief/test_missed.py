"""Nothing is called missed that the transcript shows: plays built turn by turn on a kept scenario."""

from __future__ import annotations

from typing import Any

from assistant.domain.dialogue import Move, MoveKind, Turn
from assistant.domain.economics import Package
from assistant.domain.negotiation import Act, Negotiation
from assistant.roleplay.debrief.giving import gifts, steps
from assistant.roleplay.debrief.missed import missed_openings
from assistant.roleplay.debrief.taken_up import TakenUp
from assistant.roleplay.listening.declining import declines
from assistant.roleplay.playing.session import Exchange, PlayRecord
from tests.unit.roleplay.play_parts import kept_scenario

OF = kept_scenario("plannings")
ASKED_FILE = "Donnez-moi la liste de vos clients du secteur, nous démarcherions ensemble."
TOOL = OF.objection("obj-1").says[1]
NEED = OF.fact("besoin-terrain").text


class Talk:
    """Exchanges added one after the other; the state carries on."""

    def __init__(self) -> None:
        self.state = Negotiation(scenario=OF.id, seed=1, trust=OF.temper.trust, patience=OF.temper.patience)
        self.exchanges: list[Exchange] = []

    def add(
        self, said: str, *acts: MoveKind, back: tuple[Act, ...] = (), move: dict[str, Any] | None = None, **state: Any
    ) -> Talk:
        number = 2 * len(self.exchanges) + 2
        self.state = self.state.model_copy(update=state)
        made = Move(kind=acts[0], acts=acts, text=said, **(move or {}))
        heard = " ".join(a.text for a in back) or "Bien."
        self.exchanges.append(
            Exchange(
                seller=Turn(number=number, speaker="seller", text=said, move=made),
                buyer=Turn(number=number + 1, speaker="buyer", text=heard),
                acts=back,
                state=self.state,
            )
        )
        return self

    @property
    def record(self) -> PlayRecord:
        return PlayRecord(scenario=OF.id, seed=1, opening=OF.brief.opening, exchanges=tuple(self.exchanges))

    def missed(self, kind: str) -> list[str]:
        return [m.what for m in missed_openings(self.record, OF) if m.kind == kind]


def offer(price: float, **choices: str) -> Package:
    assert OF.economics is not None
    return Package(price=price, choices={**OF.economics.reference, **choices})


def trapped() -> Talk:
    return Talk().add(
        "Qu'en pensez-vous ?", "open_question", back=(Act(kind="trap", text=ASKED_FILE),), trap="set", price_opened=True
    )


def test_a_request_that_the_law_forbids_is_declined_inside_an_offer() -> None:
    line = "La liste de mes clients, je ne peux pas vous la donner : elle est confidentielle. Mon prix est de 8,10 €."
    assert trapped().add(line, "refusal", "offer", move={"price": 8.1}).missed("trap") == []


def test_a_request_that_nobody_declined_is_missed_with_its_words() -> None:
    (what,) = trapped().add("Notre prix est de 8,10 €.", "offer", move={"price": 8.1}).missed("trap")
    assert ASKED_FILE in what


def test_a_request_in_the_last_words_of_the_talk_is_not_missed() -> None:
    assert trapped().missed("trap") == []


def test_refusing_a_price_declines_no_request() -> None:
    trap = OF.legal_trap
    assert trap is not None
    assert not declines("À ce prix, je ne peux pas.", trap)
    assert not declines("Cela vous convient-il ?", trap, at_once=True)
    assert declines("La loi ne le permet pas : c'est le RGPD.", trap)
    assert declines("Je ne transmets jamais la liste de mes clients.", trap)


def test_a_need_argued_in_a_line_that_offers_is_taken_up() -> None:
    told = Talk().add(
        "Que vous faut-il ?",
        "open_question",
        back=(Act(kind="reveal", ref="besoin-terrain", text=NEED),),
        facts=("besoin-terrain",),
    )
    line = (
        "Pour vos équipes peu à l'aise avec le numérique, l'application tient en trois boutons. Mon prix est de 8,10 €."
    )
    told.add(line, "offer", move={"price": 8.1})
    assert TakenUp(told.record, OF).needs == {"besoin-terrain": 4}
    assert told.missed("argument") == []


def test_a_need_only_asked_about_again_is_missed() -> None:
    told = Talk().add(
        "Que vous faut-il ?",
        "open_question",
        back=(Act(kind="reveal", ref="besoin-terrain", text=NEED),),
        facts=("besoin-terrain",),
    )
    told.add("Vos équipes ne sont pas à l'aise avec le numérique ?", "closed_question")
    assert told.missed("argument")


def objected() -> Talk:
    return Talk().add(
        "Bonjour.",
        "contact",
        back=(Act(kind="object", ref="obj-1", text=TOOL),),
        raised=("obj-1",),
        open_objection="obj-1",
    )


def test_an_objection_met_inside_an_offer_is_taken_up() -> None:
    line = "L'outil ne finira pas dans un tiroir : il a été testé. Je vous propose 8,10 € sur 36 mois."
    talk = objected().add(line, "trade", "offer", move={"price": 8.1, "choices": {"duree": "m36"}})
    assert talk.missed("objection") == []


def test_an_objection_that_was_questioned_is_said_to_be() -> None:
    talk = objected().add("Pourquoi dans un tiroir ?", "open_question").add("Bon.", "other")
    (what,) = talk.missed("objection")
    assert "questionné cette objection (tour 4)" in what


def test_the_words_of_a_model_are_quoted_as_they_were_said() -> None:
    talk = objected().add("Bon.", "other")
    said = "Bonjour à vous. Ce sera encore un outil, voyez-vous, qui finira dans un tiroir."
    first = talk.exchanges[0]
    talk.exchanges[0] = first.model_copy(update={"buyer": first.buyer.model_copy(update={"text": said})})
    (what,) = talk.missed("objection")
    assert "« Ce sera encore un outil, voyez-vous, qui finira dans un tiroir. »" in what


def test_a_figure_said_back_in_anger_or_in_a_question_is_no_gift() -> None:
    demand = offer(7.0)
    talk = Talk().add("8,30 €.", "offer", move={"price": 8.3}, seller_offer=offer(8.3), demand=demand)
    talk.add("Vous êtes pénible avec vos 7 €.", "concession", "rudeness", move={"price": 7.0}, seller_offer=offer(7.0))
    assert gifts(talk.record, OF) == ()
    talk = Talk().add("8,30 €.", "offer", move={"price": 8.3}, seller_offer=offer(8.3), demand=demand)
    talk.add("Pourquoi passez-vous à 7 € ?", "concession", move={"price": 7.0}, seller_offer=offer(7.0))
    assert gifts(talk.record, OF) == ()


def test_a_lower_price_is_a_gift_unless_something_comes_back() -> None:
    talk = Talk().add("8,30 €.", "offer", move={"price": 8.3}, seller_offer=offer(8.3))
    talk.add("Je descends à 8,10 €.", "concession", move={"price": 8.1}, seller_offer=offer(8.1))
    talk.add("8 € et un témoignage.", "offer", move={"price": 8.0}, seller_offer=offer(8.0, temoignage="visite"))
    talk.add("7,90 € contre votre parole.", "offer", move={"price": 7.9}, seller_offer=offer(7.9, temoignage="visite"))
    assert [(s.turn, s.asked) for s in steps(talk.record, OF)] == [(4, False), (6, True), (8, True)]
    (what,) = talk.missed("concession")
    assert "8,30" in what
    assert "8,10" in what


def test_a_limit_taken_note_of_is_no_missed_signal() -> None:
    act = Act(kind="signal", text="Fronce les sourcils devant le tableau.")
    refused = Talk().add("8,10 €.", "offer", back=(act,)).add("À ce prix je préfère refuser, merci.", "refusal")
    assert refused.missed("signal") == []
    assert Talk().add("8,10 €.", "offer", back=(act,)).add("8 €.", "offer").missed("signal")


def test_a_sign_of_an_agreement_that_was_misheard_calls_for_nothing() -> None:
    act = Act(kind="signal", text="Ouvre son agenda sans rien dire.")
    talk = (
        Talk().add("6,80 € ?", "closed_question", back=(act,)).add("Attendez, je n'ai pas dit oui à ce prix.", "other")
    )
    assert talk.missed("signal") == []
