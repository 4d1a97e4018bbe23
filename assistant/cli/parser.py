"""Every command and its options; importing this costs argparse alone, each command imports what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from assistant import __version__
from assistant.cli.french import FrenchParser

Run = Callable[[argparse.Namespace], int]

_PRODUCTIONS = "dossier, prospection, outils, analyse, offre, negociation, projet, reunion, bilan"


def _lazily(module: str, function: str = "run") -> Run:
    """A command whose module is imported only when it is run."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"assistant.cli.{module}"), function)(options))

    return run


class _Commands(Protocol):
    """What ``add_subparsers`` returns, whose own type is private to argparse."""

    def add_parser(self, name: str, **options: Any) -> FrenchParser: ...


def build_parser() -> FrenchParser:
    """The whole command line of contracts.md."""
    parser = FrenchParser(
        prog="jalon",
        description="Jalon, coach de certification : relit un travail critère par critère,\npreuves à l'appui. "
        "Sans clé ni réseau par défaut (modèle « embedded »).",
        epilog="Exemple : jalon critique mon-dossier.docx --output rapport.html",
    )
    parser.add_argument("--version", action="version", version=f"jalon {__version__}", help="afficher la version")
    commands = parser.add_subparsers(title="commandes", dest="command", required=True, metavar="COMMANDE")
    _draft_commands(commands)
    _corpus_commands(commands)
    _roleplay_commands(commands)
    _upkeep_commands(commands)
    commands.add_parser("eval", help="évaluer l'assistant sur des travaux étiquetés")
    return parser


def _add(commands: _Commands, name: str, summary: str, run: Run) -> FrenchParser:
    command: FrenchParser = commands.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="écrire le JSON du contrat sur la sortie standard")


def _model(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", metavar="M", help="embedded (défaut) ou fournisseur:modèle")


def _draft_commands(commands: _Commands) -> None:
    critique = _add(commands, "critique", "critiquer un travail, critère par critère", _lazily("critique"))
    critique.add_argument("file", type=Path, metavar="FICHIER", help="docx, pdf, odt, pptx, xlsx, md ou txt")
    critique.add_argument("--production", metavar="SLUG", help=_PRODUCTIONS)
    critique.add_argument("--output", type=Path, metavar="RAPPORT", help="écrire un rapport .md, .html, .docx ou .pdf")
    critique.add_argument("--confirm", action="store_true", help="faire rejuger au modèle les niveaux hésitants")
    critique.add_argument("--fresh", action="store_true", help="tout rejuger, sans reprendre ce qui l'a déjà été")
    _model(critique)
    _json(critique)
    chat = _add(commands, "chat", "poser une question au coach, ou converser avec lui", _lazily("chat"))
    chat.add_argument("question", nargs="?", metavar="QUESTION", help="sans question : une conversation")
    chat.add_argument("--draft", type=Path, metavar="FICHIER", help="votre travail, pour que le coach puisse en parler")
    _model(chat)
    _json(chat)
    read = _add(commands, "read", "montrer le texte tel que Jalon le lit", _lazily("read"))
    read.add_argument("file", type=Path, metavar="FICHIER")
    _json(read)


def _corpus_commands(commands: _Commands) -> None:
    search = _add(commands, "search", "chercher dans le référentiel et ses fiches", _lazily("search"))
    search.add_argument("question", metavar="QUESTION")
    search.add_argument("-k", type=int, default=5, metavar="N", help="nombre de résultats (5)")
    search.add_argument(
        "--kind",
        metavar="GENRE",
        choices=("criterion", "competence", "production", "guidance", "exemplar", "card"),
        help="criterion, competence, production, guidance, exemplar ou card",
    )
    _json(search)
    referentiel = _add(commands, "referentiel", "montrer ou vérifier un référentiel", _lazily("referentiel", "show"))
    actions = referentiel.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    check = _add(
        actions, "check", "vérifier un fichier (défaut : celui de Jalon et ses fiches)", _lazily("referentiel", "check")
    )
    check.add_argument("file", type=Path, nargs="?", metavar="FICHIER")
    show = _add(
        actions, "show", "afficher le référentiel, un bloc, une production, un critère", _lazily("referentiel", "show")
    )
    show.add_argument("id", nargs="?", metavar="ID", help="par exemple CR.1.1.03, C.1.2b, dossier, 3.2.2-3")


def _roleplay_commands(commands: _Commands) -> None:
    """Make a scenario, play it, debrief a play."""
    _scenario_commands(commands)
    roleplay = _add(commands, "roleplay", "jouer une négociation contre un acheteur", _lazily("roleplay"))
    roleplay.add_argument("scenario", type=Path, metavar="SCENARIO", help="fichier de « jalon scenario new »")
    roleplay.add_argument("--script", type=Path, metavar="REPLIQUES", help="lire vos répliques dans un fichier texte")
    roleplay.add_argument("--seed", type=int, metavar="N", help="graine de l'acheteur (défaut : celle du scénario)")
    roleplay.add_argument("--no-debrief", action="store_true", help="s'arrêter à la fin de l'échange, sans débriefing")
    _model(roleplay)
    _json(roleplay)
    debrief = _add(commands, "debrief", "débriefer la transcription d'un échange", _lazily("debrief"))
    debrief.add_argument("file", type=Path, metavar="TRANSCRIPTION", help="« Vendeur : … » / « Acheteur : … »")
    kinds = ("negociation", "decouverte", "prospection", "reunion")
    situation = "situation jouée, qui dit les critères : " + ", ".join(kinds)
    debrief.add_argument("--kind", choices=kinds, default="negociation", metavar="GENRE", help=situation)
    _model(debrief)
    _json(debrief)


def _scenario_commands(commands: _Commands) -> None:
    scenario = _add(commands, "scenario", "composer ou vérifier une mise en situation", _lazily("scenario", "new"))
    actions = scenario.add_subparsers(title="actions", dest="action", required=True, metavar="ACTION")
    new = _add(actions, "new", "composer une mise en situation prête à jouer et à imprimer", _lazily("scenario", "new"))
    kinds = ("negociation", "decouverte", "prospection", "reunion")
    new.add_argument("--kind", choices=kinds, default="negociation", metavar="GENRE", help=", ".join(kinds))
    new.add_argument("--sector", metavar="SECTEUR", help="par exemple logistique, sante, numerique (défaut : tiré)")
    new.add_argument("--level", type=int, choices=(1, 2, 3, 4), default=2, metavar="1-4", help="difficulté (2)")
    new.add_argument("--seed", type=int, default=1, metavar="N", help="graine : même graine, même scénario (1)")
    new.add_argument("--stakes", choices=("courants", "forts"), metavar="ENJEUX", help="courants ou forts")
    new.add_argument("--deciders", type=int, choices=(1, 2, 3, 4), metavar="N", help="personnes qui décident, 1 à 4")
    new.add_argument(
        "--adaptation",
        nargs="?",
        const="",
        metavar="HANDICAP",
        help="interlocuteur en situation de handicap : malentendant, malvoyant, fauteuil, dyslexie, attention, "
        "fatigue, begaiement (sans valeur : tiré)",
    )
    zones = ("reference", "echange", "aucune")
    new.add_argument("--zone", choices=zones, metavar="ZONE", help="zone d'accord : reference, echange ou aucune")
    new.add_argument("--from", dest="source", type=Path, metavar="OFFRE", help="partir de votre propre offre")
    new.add_argument("--output", type=Path, metavar="DOSSIER", help="écrire le JSON et les fiches (Word et PDF)")
    _model(new)
    _json(new)
    check = _add(actions, "check", "vérifier un fichier de scénario", _lazily("scenario", "check"))
    check.add_argument("file", type=Path, metavar="FICHIER")
    _json(check)


def _upkeep_commands(commands: _Commands) -> None:
    forget = _add(commands, "forget", "oublier les jugements gardés de vos critiques par un modèle", _lazily("forget"))
    forget.add_argument("file", type=Path, nargs="?", metavar="FICHIER", help="ceux de ce fichier seul (défaut : tous)")
    index = _add(commands, "index", "construire ou vérifier l'index de recherche", _lazily("index"))
    index.add_argument("--rebuild", action="store_true", help="reconstruire même s'il est à jour")
    doctor = _add(commands, "doctor", "vérifier l'installation et dire quoi corriger", _lazily("doctor"))
    _json(doctor)
