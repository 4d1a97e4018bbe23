"""``jalon doctor``: check each part of the installation and give a remedy for what is wrong."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata

from assistant import __version__
from assistant.errors import JalonError
from assistant.services import Services
from assistant.settings import load_settings

_PACKAGES = ("chromadb", "langchain", "openai", "streamlit", "pydantic", "python-docx", "pypdfium2", "typst")
_MARKS = {"ok": "✓", "warning": "!", "error": "✗"}


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``state``: ok, warning (works in a degraded way) or error; ``remedy`` when not ok."""

    name: str
    state: str
    found: str
    remedy: str = ""


def run(options: argparse.Namespace) -> int:
    """Print every check; exit 1 when one is an error."""
    settings = load_settings()
    services = Services(settings)
    checks = [check for part in _PARTS for check in _guarded(part, services)]
    if options.json:
        report = {"settings": settings.public(), "checks": [asdict(c) for c in checks]}
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(settings.public(), checks)
    return 1 if any(c.state == "error" for c in checks) else 0


def _print(settings: dict[str, str], checks: list[Check]) -> None:
    print("Réglages en vigueur")
    for name, value in settings.items():
        print(f"  {name:<19} {value}")
    print("\nVérifications")
    for check in checks:
        print(f"  {_MARKS[check.state]} {check.name} : {check.found}")
        if check.remedy:
            print(f"      → {check.remedy}")


def _guarded(part: Callable[[Services], Iterator[Check]], services: Services) -> list[Check]:
    """A check that breaks is itself a finding."""
    try:
        return list(part(services))
    except JalonError as error:
        return [Check(_NAMES[part], "error", error.message, error.hint)]
    except Exception as error:  # the doctor must finish its round whatever is broken
        return [Check(_NAMES[part], "error", f"vérification impossible ({type(error).__name__})", "Réinstallez Jalon.")]


def _versions(_services: Services) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < (3, 11)
    yield Check("Python", "error" if old else "ok", version, "Installez Python 3.11 ou plus récent." if old else "")
    found: list[str] = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            yield Check("Paquets", "error", f"{name} manque", "Relancez l'installation : make setup.")
    yield Check("Jalon", "ok", f"{__version__} · {' · '.join(found)}")


def _corpus(services: Services) -> Iterator[Check]:
    ref, corpus = services.referentiel, services.corpus
    criteria = [c.id for c in ref.criteria()]
    missing = [c for c in criteria if c not in corpus.guidance]
    exemplars = sum(len(e) for e in corpus.exemplars.values())
    found = f"{ref.key}, {len(criteria)} critères, {len(corpus.guidance)} fiches, {exemplars} exemples"
    if missing:
        yield Check("Référentiel", "warning", found, f"{len(missing)} critères sans fiche : jalon referentiel check.")
    else:
        yield Check("Référentiel", "ok", found)


def _disk(services: Services) -> Iterator[Check]:
    home = services.settings.home
    home.mkdir(parents=True, exist_ok=True)
    probe = home / ".essai"
    try:
        probe.write_text("essai", encoding="ascii")
        probe.unlink()
    except OSError:
        yield Check("Dossier", "error", f"{home} n'est pas accessible en écriture", "Changez JALON_HOME.")
        return
    free = shutil.disk_usage(home).free / 1e9
    low = free < 0.5
    remedy = "Libérez au moins 500 Mo." if low else ""
    yield Check("Dossier", "warning" if low else "ok", f"{home}, {free:.1f} Go libres", remedy)


def _kept(services: Services) -> Iterator[Check]:
    kept = services.kept_verdicts
    holdings = kept.holdings()
    kept.close()
    if not holdings.size:
        yield Check("Jugements gardés", "ok", f"aucun ({kept.path})")
        return
    files = f"{holdings.drafts} fichier{'s' if holdings.drafts > 1 else ''}"
    counted = f"{holdings.verdicts} jugements sur {files}, {holdings.size / 1e6:.1f} Mo"
    yield Check("Jugements gardés", "ok", f"{counted} : {kept.path} (pour les effacer : jalon forget)")


def _embedding(services: Services) -> Iterator[Check]:
    vectors = services.embedder.encode(["vérification"])
    yield Check("Empreintes", "ok", f"{services.embedder.model_id}, {vectors.shape[1]} dimensions")


def _index(services: Services) -> Iterator[Check]:
    from assistant.retrieval.index import index_state

    state = index_state(
        services.settings.home, services.referentiel, services.corpus, services.embedder.model_id, probe=True
    )
    if not state.ready:
        yield Check("Index", "warning", state.reason or state.status, "Construisez-le : jalon index.")
        return
    found = f"{state.entries} textes, {state.bytes / 1e6:.1f} Mo, construit le {state.built}"
    yield Check("Index", "ok", found)
    if state.chroma_problem:
        yield Check("Chroma", "warning", state.chroma_problem, "Reconstruisez : jalon index --rebuild.")
    else:
        yield Check("Chroma", "ok", "collection lue par un processus à part")


def _model(services: Services) -> Iterator[Check]:
    if services.settings.is_embedded:
        yield Check("Modèle", "ok", "embedded : aucun appel, aucune clé, aucun réseau")
        return
    from assistant.llm.check import check_endpoint

    own_prices = services.settings.home / "prices.yaml"
    for finding in check_endpoint(services.endpoint.settings, prices=own_prices):
        yield Check(f"Modèle, {finding.part.lower()}", finding.state, finding.found, finding.remedy)


_NAMES: dict[Callable[[Services], Iterator[Check]], str] = {
    _versions: "Versions",
    _corpus: "Référentiel",
    _disk: "Dossier",
    _kept: "Jugements gardés",
    _embedding: "Empreintes",
    _index: "Index",
    _model: "Modèle",
}
_PARTS = tuple(_NAMES)
