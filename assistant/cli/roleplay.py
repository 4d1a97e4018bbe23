"""``jalon roleplay``: play a scenario in the terminal, or from a file of lines, and debrief it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.progress import notify
from assistant.domain.negotiation import ENDING_LABELS
from assistant.errors import DraftError, UserError
from assistant.services import Services
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.domain.debrief import Debrief
    from assistant.domain.scenario import Scenario
    from assistant.roleplay.playing.session import RolePlay

_LEAVE = {"/quitter", "quitter", "/fin"}
_HELP = "Commandes : /indice (un conseil), /retour (annuler le dernier échange), /fin (terminer et lire le débriefing)."


def run(options: argparse.Namespace) -> int:
    """Play ``options.scenario``; exit 3 never happens: a model that fails is replaced by authored wordings.

    ``options.no_debrief``: stop at the end of the talk, since a debrief takes minutes with a model.
    """
    from assistant.roleplay.validation.checks import read_scenario

    scenario = read_scenario(options.scenario)
    lines = script_lines(options.script) if options.script else None
    if lines is None and options.json:
        raise UserError("Le JSON se demande avec un script de répliques.", "Ajoutez --script REPLIQUES.txt.")
    with Services(load_settings(model=options.model), notify=notify) as services:
        services.warm_up()
        play = begin(services, scenario, options.seed)
        if lines is None:
            _converse(play)
        else:
            play.play(lines)
        debrief = None if options.no_debrief else debrief_play(services, play)
    if options.json:
        print(json.dumps(as_json(play, debrief), ensure_ascii=False, indent=1))
        return 0
    if lines is not None:
        _print_turns(play)
    _print_debrief(play, debrief)
    return 0


def script_lines(path: Path) -> list[str]:
    """The seller's lines of a script, one a line; « Vendeur : » may come first, blank lines and # are skipped."""
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path} n'est pas un fichier.", "Donnez un fichier texte, une réplique par ligne.")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(f"Le fichier {path} n'existe pas.", "Vérifiez le chemin du script.") from None
    except (OSError, UnicodeDecodeError):
        raise UserError(f"Le fichier {path} ne peut pas être lu.", "Enregistrez-le en texte UTF-8.") from None
    lines = [line.strip() for line in text.splitlines()]
    kept = [_said(line) for line in lines if line and not line.startswith("#")]
    if not kept:
        raise UserError(f"Le script {path} ne contient aucune réplique.", "Écrivez une réplique par ligne.")
    return kept


def _said(line: str) -> str:
    head, colon, tail = line.partition(":")
    return (
        tail.strip()
        if colon and head.strip().casefold() in {"vendeur", "vendeuse", "commercial", "commerciale"}
        else line
    )


def begin(services: Services, scenario: Scenario, seed: int | None) -> RolePlay:
    """A play of ``scenario``, ready for the first line."""
    from assistant.roleplay.playing.session import RolePlay

    return RolePlay.begin(scenario, services.recogniser(scenario), services.counterpart(), seed)


def debrief_play(services: Services, play: RolePlay) -> Debrief | None:
    """The debrief, or None when too little was said for one."""
    from assistant.cli.debrief import conduct_critique
    from assistant.roleplay.debrief.debriefing import debrief_of_play
    from assistant.roleplay.debrief.transcript import transcript_document

    document = transcript_document(play.turns())
    try:
        critique = conduct_critique(services, document, play.scenario.kind)
    except DraftError as error:
        notify(error.sentence())
        return None
    return debrief_of_play(critique, play.record, play.scenario, document, guidance=services.corpus.guidance)


def as_json(play: RolePlay, debrief: Debrief | None) -> dict[str, Any]:
    """The contract's JSON: turns with the public state after each exchange, outcome, debrief."""
    from assistant.roleplay.engine.public_state import public_state

    turns: list[dict[str, Any]] = [{"turn": 1, "speaker": "buyer", "text": play.record.opening}]
    for exchange in play.record.exchanges:
        state = public_state(exchange.state, play.scenario).model_dump(exclude_none=True)
        move = exchange.seller.move.kind if exchange.seller.move else None
        turns.append({"turn": exchange.seller.number, "speaker": "seller", "text": exchange.seller.text, "move": move})
        turns.append({"turn": exchange.buyer.number, "speaker": "buyer", "text": exchange.buyer.text, "state": state})
    public, heard = play.public, play.record.heard_by_model
    outcome = {
        "ending": public.ending,
        "deal": public.deal.model_dump() if public.deal else None,
        "result": _result(play, debrief),
    }
    return {
        "schema": "jalon/roleplay@1",
        "scenario": play.scenario.id,
        "seed": play.record.seed,
        "model": play.counterpart.name,
        "turns": turns,
        "outcome": outcome,
        "debrief": debrief.model_dump(by_alias=True) if debrief else None,
        "hearings": {"model": heard, "rules": len(play.record.exchanges) - heard},
        "usage": play.usage().model_dump(),
    }


def _result(play: RolePlay, debrief: Debrief | None) -> dict[str, Any] | None:
    """What came of it, which needs no debrief; None before the first exchange."""
    from assistant.roleplay.debrief.debriefing import result_of

    if debrief is not None and debrief.result is not None:
        return debrief.result.model_dump()
    return result_of(play.record, play.scenario).model_dump() if play.record.exchanges else None


def _converse(play: RolePlay) -> None:
    view = play.scenario.for_learner()
    print(f"{view.title}\n{view.brief.context}\nVotre mission : {view.seller.mission}")
    person = play.scenario.interlocutor.name
    print(f"Vous échangez avec une IA (modèle « {play.counterpart.name} »), qui joue {person}.\n{_HELP}\n")
    print(f"{play.scenario.interlocutor.name} : {play.record.opening}")
    while not play.over:
        try:
            line = input("\nVous : ").strip()
        except EOFError:
            break
        if line.casefold() in _LEAVE:
            break
        if line.startswith("/"):
            _command(play, line)
            continue
        _say(play, line)


def _command(play: RolePlay, line: str) -> None:
    if line == "/indice":
        _hint(play)
    elif line == "/retour" and play.record.exchanges:
        play.rewind(len(play.record.exchanges) - 1)
        print("Dernier échange annulé.")
    else:
        print(_HELP)


def _hint(play: RolePlay) -> None:
    from assistant.roleplay.playing.hints import hint

    allowed = play.scenario.temper.hints
    if allowed is not None and play.record.hints >= allowed:
        print("Vous avez utilisé tous les indices de ce niveau.")
        return
    play.record = play.record.model_copy(update={"hints": play.record.hints + 1})
    print(f"Indice : {hint(play.state, play.scenario)}")


def _say(play: RolePlay, line: str) -> None:
    """The reply as it comes, each piece as soon as it is checked."""
    print(f"\n{play.scenario.interlocutor.name} :", end="", flush=True)
    for piece in play.stream(line):
        print(f" {piece}", end="", flush=True)
    print()


def _print_hearings(play: RolePlay) -> None:
    from assistant.roleplay.listening.ports import PaidHearer

    heard, said = play.record.heard_by_model, len(play.record.exchanges)
    if isinstance(play.recogniser, PaidHearer) and said:
        print(f"Vos répliques : {heard} sur {said} comprises avec le modèle, les autres avec les règles de Jalon.")


def _print_turns(play: RolePlay) -> None:
    for turn in play.turns():
        print(f"{'Vous' if turn.speaker == 'seller' else play.scenario.interlocutor.name} : {turn.text}\n")


def _print_debrief(play: RolePlay, debrief: Debrief | None) -> None:
    ending = play.public.ending or ("accord" if play.state.deal is not None else None)
    print(f"\nFin : {ENDING_LABELS[ending] if ending else 'entretien interrompu'}.")
    _print_hearings(play)
    if debrief is None:
        return
    from assistant.cli.debrief import show_debrief

    show_debrief(debrief, sys.stdout)
