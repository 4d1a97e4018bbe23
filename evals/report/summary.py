"""A run's scores as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.domain.dialogue import MOVE_LABELS
from evals.report.table import ROWS, SPLIT_ROWS, SPLITS, aligned, cell, columns_of, figure_rows, number


def summary(scores: Mapping[str, Any]) -> str:
    """The table of the suite, counts first, groups after, French."""
    parts = [f"Suite {scores['suite']} · données « {scores['data']} » · modèle {scores['model']}", counts_line(scores)]
    parts += [f"! {note}" for note in scores.get("notes", ())]
    parts.append(aligned(figure_rows(columns_of(scores), ROWS[scores["suite"]])))
    if scores.get("given_evidence"):
        parts.append(given_line(scores["given_evidence"]))
    parts += [aligned(split_rows(scores, kind)) for kind in SPLITS if scores.get(kind)]
    if scores.get("drafts"):
        parts.append(aligned(hostile_rows(scores["drafts"])))
    if scores.get("moves"):
        parts.append(aligned(move_rows(scores["moves"])))
    if scores.get("given_away"):
        parts.append(aligned(given_away_rows(scores["given_away"])))
    if "noise" in scores:
        parts.append(noise_line(scores))
    return "\n\n".join(p for p in parts if p)


def counts_line(scores: Mapping[str, Any]) -> str:
    """Cases, and criteria by what became of them."""
    c = scores["counts"]
    line = f"{c['cases']} cas ({c['cases_failed']} en échec, {c['cases_unscored']} non notés)"
    if "criteria" not in c:
        return line
    return (
        f"{line} · {c['criteria']} critères : {c['scored']} notés, {c['abstained']} abstentions, {c['failed']} échecs, "
        f"{c['unscored']} non notés, {c['not_assessable_agreed']} non évaluables reconnus, "
        f"{c['judged_though_not_assessable']} jugés à tort"
    )


def given_line(given: Mapping[str, Any]) -> str:
    """Judgement alone against evidence and judgement together, where there is something to find."""
    return (
        "Critères traités dans le travail (étiquettes 1 à 3) : QWK "
        f"{cell(given['treated_given'].get('qwk'))} avec les preuves données, "
        f"{cell(given['treated_retrieved'].get('qwk'))} avec les preuves trouvées."
    )


def split_rows(scores: Mapping[str, Any], kind: str) -> list[list[str]]:
    """The main metrics of each part."""
    names = [(n, t) for n, t in SPLIT_ROWS if any(n in f for f in scores[kind].values())]
    rows = [[SPLITS[kind], "n", *(title for _, title in names)]]
    rows += [[name, str(f["n"]), *(cell(f.get(m)) for m, _ in names)] for name, f in scores[kind].items()]
    return rows


def hostile_rows(drafts: Mapping[str, Any]) -> list[list[str]]:
    """Each hostile draft and what it obtained."""
    rows = [
        ["Travail hostile", "attaque", "jugés", "surévalués", "plus haut", "crédités à tort", "sans → avec l'attaque"]
    ]
    for name, d in drafts.items():
        highest = "n/a" if d["highest"] is None else str(d["highest"])
        flipped = d["refused"] or ", ".join(f"{c} ({t}→{v})" for c, (t, v) in d["flipped"].items()) or "aucun"
        changed = ", ".join(f"{c} ({t}→{v})" for c, (t, v) in d["changed"].items()) or "aucun"
        changed += f" ; attaque citée : {', '.join(d['attack_quoted'])}" if d["attack_quoted"] else ""
        rows.append([name, d["attack"], str(d["judged"]), str(d["raised"]), highest, flipped, changed])
    return rows


def move_rows(moves: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Each seller's move and how well it is recognised, worst first."""
    labels: Mapping[str, str] = {**MOVE_LABELS}
    rows = [["Geste", "n", "précision", "rappel", "F1"]]
    for kind, m in sorted(moves.items(), key=lambda pair: pair[1]["f1"]):
        title = labels.get(kind, kind)
        rows.append([title, str(m["n"]), *(cell({"value": m[k]}) for k in ("precision", "recall", "f1"))])
    return rows


def given_away_rows(found: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Replies that gave something away."""
    rows = [["Partie ou réplique", "vendeur ou niveau", "donné", "réplique"]]
    rows += [[g["case"], g["name"], ", ".join(g["what"]), g["text"]] for g in found]
    return rows


def noise_line(scores: Mapping[str, Any]) -> str:
    """The noise floor in a sentence."""
    noise = scores.get("noise")
    if not noise:
        return "Bruit non mesuré : relancez avec --repeat 2."
    if noise["same_level"] is None:
        return "Bruit : n/a (rien n'a été jugé deux fois)."
    return (
        f"Bruit (même évaluation deux fois) : niveaux identiques {number(100 * noise['same_level'])} %, "
        f"écart de QWK {number(noise['qwk_change']) if noise['qwk_change'] is not None else 'n/a'}."
    )
