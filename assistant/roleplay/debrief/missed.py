"""Openings that were not taken up: what the transcript shows of them, and the better move asked as a question."""

from __future__ import annotations

from itertools import pairwise

from assistant.domain.debrief import MissedOpening
from assistant.domain.economics import Economics, Package
from assistant.domain.scenario import Fact, Objection, Scenario
from assistant.retrieval.words import terms
from assistant.roleplay.debrief.giving import Step, gifts
from assistant.roleplay.debrief.signals import follows, signal_of
from assistant.roleplay.debrief.taken_up import TakenUp
from assistant.roleplay.debrief.wording_said import as_said, short
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.money import price_text
from assistant.roleplay.playing.session import PlayRecord

SHOWN = 6
"""Missed openings shown at most, the most telling first."""
NAMED = 3
"""Words of an argument's feature that a line holds to have used it."""


def missed_openings(record: PlayRecord, scenario: Scenario) -> tuple[MissedOpening, ...]:
    """What could have been taken up, the most telling first."""
    if not record.exchanges:
        return ()
    taken = TakenUp(record, scenario)
    found = [
        *_trap(record, scenario, taken),
        *_gifts(record, scenario),
        *_signals(record, scenario),
        *_objections(record, scenario, taken),
        *_arguments(record, scenario, taken),
        *_facts(record, scenario, taken),
    ]
    return tuple(found[:SHOWN])


def _trap(record: PlayRecord, scenario: Scenario, taken: TakenUp) -> list[MissedOpening]:
    state, trap = record.exchanges[-1].state, scenario.legal_trap
    if trap is None or state.trap not in ("set", "sprung") or taken.declined is not None:
        return []
    turn = taken.said("trap")
    accepted = state.trap == "sprung" and (state.deal is None or _holds(state.deal, trap.term, trap.option))
    if state.trap == "sprung" and not accepted:
        return []
    done = "Vous avez accepté" if accepted else "Vous avez laissé sans réponse"
    if not accepted and (turn is None or turn > record.exchanges[-1].seller.number):
        return []  # the last words of the talk: nobody could answer
    what = f"{done} une demande que la loi n'admet pas{_quoted(record, turn, trap.says)}. {trap.rule}"
    question = f"Comment refuser cette demande sans fermer la discussion ? Une piste : {lowered(trap.right)}"
    return [MissedOpening(kind="trap", turn=turn, what=what, question=question)]


def _holds(deal: Package, term: str | None, option: str | None) -> bool:
    return term is not None and deal.choices.get(term) == option


def _gifts(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    economics = scenario.economics
    if economics is None:
        return []
    lines = {e.seller.number: e.seller.text for e in record.exchanges}
    return [
        MissedOpening(
            kind="concession",
            turn=step.turn,
            what=f"{_given(step, economics)} sans rien demander de plus en retour : « {short(lines[step.turn])} »",
            question=_back(step, economics),
        )
        for step in gifts(record, scenario)[:2]
    ]


def _given(step: Step, economics: Economics) -> str:
    if step.after.price < step.before.price:
        before, after = price_text(step.before.price, economics), price_text(step.after.price, economics)
        return f"Vous êtes passé de {before} à {after}"
    return "Vous avez cédé sur une condition"


def _back(step: Step, economics: Economics) -> str:
    """What the seller's own terms still allowed to ask for."""
    open_terms = [
        term.label
        for term, now in zip(economics.terms, economics.options(step.after.choices), strict=True)
        if any(o.lawful and o.seller_value > now.seller_value for o in term.options)
    ]
    if not open_terms:
        return "Qu'auriez-vous pu demander en échange, et à quel moment vous taire plutôt que baisser ?"
    return f"Que pouviez-vous demander en échange : {listed(open_terms[:3], 'ou')} ?"


def _signals(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    found: list[MissedOpening] = []
    for exchange, following in pairwise(record.exchanges):
        signal = signal_of(exchange, scenario)
        if signal is None or follows(signal, exchange, following):
            continue
        found.append(
            MissedOpening(
                kind="signal",
                turn=exchange.buyer.number,
                what=f"Un signal est passé : « {signal.text} » {signal.meaning}",
                question=f"Qu'auriez-vous pu en faire ? Une piste : {lowered(signal.good_move)}",
            )
        )
    return found[:2]


def _objections(record: PlayRecord, scenario: Scenario, taken: TakenUp) -> list[MissedOpening]:
    state = record.exchanges[-1].state
    found: list[MissedOpening] = []
    for objection in map(scenario.objection, state.raised):
        turn = taken.said(objection.id)
        if objection.id in taken.objections or turn is None or turn > record.exchanges[-1].seller.number:
            continue
        hidden = scenario.fact(objection.hides).text if objection.hides and objection.hides not in state.facts else ""
        behind = f" Derrière, il y avait autre chose : « {hidden} »" if hidden else ""
        questioned = taken.questioned.get(objection.id)
        lead = (
            f"Vous avez questionné cette objection (tour {questioned}), sans y répondre ensuite"
            if questioned
            else "Cette objection est restée sans réponse"
        )
        words = said_words(record, turn, objection.says)
        found.append(
            MissedOpening(
                kind="objection",
                turn=turn,
                what=f"{lead} : « {words} »{behind}",
                question=_answering(objection, scenario, asked=questioned is not None),
            )
        )
    return found[:2]


def _answering(objection: Objection, scenario: Scenario, *, asked: bool) -> str:
    proof = next((a.proof for a in scenario.seller.arguments if a.id in objection.answered_by and a.proof), "")
    if proof:
        end = f"quelle preuve l'aurait levée ? Votre fiche en donne une : {lowered(proof).rstrip('.')}."
    elif objection.kind == "prix":
        end = "que vaut pour votre interlocuteur ce que le prix comprend ?"
    else:
        end = "quelle preuve l'aurait levée ?"
    return f"{end[0].upper()}{end[1:]}" if asked else f"Quelle question l'aurait éclaircie, et {end}"


def _arguments(record: PlayRecord, scenario: Scenario, taken: TakenUp) -> list[MissedOpening]:
    state = record.exchanges[-1].state
    needs = [f for f in scenario.facts if f.need and f.id in state.facts and f.id not in taken.needs]
    heard = [f for f in needs if (turn := taken.said(f.id)) and turn < record.exchanges[-1].seller.number]
    return [
        MissedOpening(
            kind="argument",
            turn=taken.said(f.id),
            what=f"Ce besoin exprimé n'a reçu aucun argument : « {said_words(record, taken.said(f.id), (f.text,))} »",
            question=_feature(f, scenario),
        )
        for f in heard[:1]
    ]


def _feature(need: Fact, scenario: Scenario) -> str:
    fitting = next((a.feature for a in scenario.seller.arguments if need.id in a.needs), "")
    if not fitting:
        return "Quel avantage de votre offre répond à ce besoin-là, et quelle preuve en donneriez-vous ?"
    return f"Votre offre a de quoi y répondre ({lowered(fitting).rstrip('.')}) : avec quels mots, et quelle preuve ?"


def _facts(record: PlayRecord, scenario: Scenario, taken: TakenUp) -> list[MissedOpening]:
    known = record.exchanges[-1].state.facts
    hidden = [f for f in scenario.facts if f.id not in known and not _served(f, record, scenario)]
    hidden.sort(key=lambda f: (not f.need, not f.secret, f.trust))
    return [_unlearned(f, taken) for f in hidden[:2]]


def _served(fact: Fact, record: PlayRecord, scenario: Scenario) -> bool:
    """Whether an argument met that need before it was said: the learner guessed it."""
    used = {a for e in record.exchanges if e.seller.move for a in e.seller.move.arguments}
    told = [frozenset(terms(e.seller.text)) for e in record.exchanges]
    return fact.need and any(
        a.id in used or any(len(words & frozenset(terms(a.feature))) >= NAMED for words in told)
        for a in scenario.seller.arguments
        if fact.id in a.needs
    )


def _unlearned(fact: Fact, taken: TakenUp) -> MissedOpening:
    asked = taken.asked(fact.id)
    if asked is not None:
        what = f"Vous l'avez demandé au tour {asked} sans l'apprendre : « {fact.text} »"
        question = "Qu'est-ce qui l'aurait mis en confiance pour répondre, et à quel moment y revenir ?"
        return MissedOpening(kind="fact", turn=asked, what=what, question=question)
    question = f"À quel moment l'amener à en parler ? Une piste : « {fact.questions[0]} »"
    return MissedOpening(
        kind="fact", turn=None, what=f"Vous n'avez pas appris ceci : « {fact.text} »", question=question
    )


def said_words(record: PlayRecord, turn: int | None, authored: tuple[str, ...]) -> str:
    """The words of that turn that say one of the authored sentences, else the authored one that was meant."""
    text = next((e.buyer.text for e in record.exchanges if e.buyer.number == turn), "")
    acts = [a.text for e in record.exchanges if e.buyer.number == turn for a in e.acts if a.text in authored]
    meant = acts[0] if acts else authored[0]
    return as_said(text, meant) or meant


def _quoted(record: PlayRecord, turn: int | None, authored: tuple[str, ...]) -> str:
    return f" (« {said_words(record, turn, authored)} »)" if turn is not None else ""


def lowered(text: str) -> str:
    """The text for the middle of a sentence; an acronym keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
