"""One self-contained HTML page for one or several runs: tables, pictures, worst disagreements. No script, no asset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from assistant.domain.levels import LEVELS, level_label
from evals.report import pictures
from evals.report.disagreements import Disagreement
from evals.report.summary import counts_line, given_away_rows, given_line, hostile_rows, noise_line, split_rows
from evals.report.table import ROWS, SPLITS, columns_of, figure_rows

_STYLE = """
:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;color:#1f2933;background:#fff;margin:2rem auto;
max-width:72rem;padding:0 1rem}h1,h2,h3{line-height:1.2}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}
th,td{border:1px solid #d5dbe1;padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:#f2f5f8}
.scroll{overflow-x:auto}figure{margin:1.5rem 0}figure strong{display:block}
figcaption{color:#52606d;font-size:.9rem}svg{max-width:100%;height:auto}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem;border-top:1px solid #d5dbe1;padding:1rem 0}
blockquote{margin:.4rem 0;padding:.3rem .8rem;border-left:4px solid #2b6cb0;background:#f7f9fb;overflow-wrap:anywhere}
.given blockquote{border-color:#b7410e}.note{background:#fff8e6;border:1px solid #e6c35c;padding:.5rem .8rem}
@media(max-width:40rem){.pair{grid-template-columns:1fr}}@media print{.pair{break-inside:avoid}}
"""

DRIFT = (
    ("qwk", "QWK"),
    ("evidence_recall@5", "Rappel@5 des preuves"),
    ("hit@5", "Hit@5"),
    ("expected_cited", "Bon identifiant cité"),
    ("verdict_flips", "Verdicts changés par l'attaque"),
    ("flips", "Crédits à tort"),
    ("recognition_f1", "Gestes reconnus"),
    ("topics_right", "Sujets des questions reconnus"),
    ("hostile_refused", "Répliques hostiles sans effet"),
)
"""What is followed from run to run."""

Run = tuple[str, Mapping[str, Any], Sequence[Disagreement]]
"""Name, scores, worst disagreements."""


def page(runs: Sequence[Run]) -> str:
    """The whole page; runs in the order given, which the drift picture follows."""
    body = [
        "<h1>Évaluation de Jalon</h1>",
        "<p>Les niveaux sont ceux d'une machine ; les étiquettes, celles du jeu de données. Entre crochets : "
        "intervalle à 95 % par rééchantillonnage. « n/a » : non défini, jamais zéro.</p>",
    ]
    for suite in dict.fromkeys(scores["suite"] for _, scores, _ in runs):
        body.append(_drift(suite, [r for r in runs if r[1]["suite"] == suite]))
    for name, scores, disagreements in runs:
        body += _run(name, scores, disagreements)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Évaluation de Jalon</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _run(name: str, scores: Mapping[str, Any], disagreements: Sequence[Disagreement]) -> list[str]:
    title = f"{name} : suite {scores['suite']}, données « {scores['data']} », modèle {scores['model']}"
    parts = [f"<h2>{escape(title)}</h2>", f"<p>{escape(counts_line(scores))}</p>"]
    parts += [f'<p class="note">{escape(note)}</p>' for note in scores.get("notes", ())]
    parts.append(_table(figure_rows(columns_of(scores), ROWS[scores["suite"]]), "Métriques de chaque système"))
    if scores.get("given_evidence"):
        parts.append(f"<p>{escape(given_line(scores['given_evidence']))}</p>")
    if "noise" in scores:
        parts.append(f"<p>{escape(noise_line(scores))}</p>")
    if scores.get("drafts"):
        parts.append(_table(hostile_rows(scores["drafts"]), "Ce que chaque travail hostile a obtenu"))
    if scores.get("given_away"):
        parts.append(_table(given_away_rows(scores["given_away"]), "Ce qui a été donné, mot pour mot"))
    parts += _pictures(scores)
    parts += [_table(split_rows(scores, kind), SPLITS[kind]) for kind in SPLITS if scores.get(kind)]
    parts += _missed(scores)
    if disagreements:
        parts.append("<h3>Désaccords les plus forts</h3>")
        parts += [_disagreement(d) for d in disagreements]
    parts.append(_provenance(scores["provenance"]))
    return parts


def _pictures(scores: Mapping[str, Any]) -> list[str]:
    drawn: list[tuple[str, str]] = []
    if any(any(row) for row in scores.get("confusion", ())):
        drawn.append((pictures.confusion(scores["confusion"]), "Le cadre noir marque l'accord exact."))
    if scores.get("criteria"):
        drawn.append((pictures.criterion_bars(scores["criteria"]), "Critères où la machine s'écarte le plus."))
    if scores.get("reliability"):
        drawn.append((pictures.reliability(scores["reliability"]), "Sur la diagonale, la confiance dit vrai."))
    if scores.get("moves"):
        drawn.append((pictures.move_bars(scores["moves"]), "Du geste le moins bien reconnu au mieux reconnu."))
    dots, unit = cost_dots(scores)
    if len(dots) > 1:
        drawn.append((pictures.cost_against_agreement(dots, unit), "Jalon en bleu, références en rouge."))
    return [_figure(svg, caption) for svg, caption in drawn]


def _figure(svg: str, caption: str = "") -> str:
    """A picture under its own title, which its text equivalent holds already."""
    title = svg.partition("<title>")[2].partition("</title>")[0]
    told = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure><strong>{title}</strong>{svg}{told}</figure>"


def cost_dots(scores: Mapping[str, Any]) -> tuple[list[pictures.Dot], str]:
    """QWK of each system against euros a draft when all are known and not all nil, else seconds."""
    usage = scores.get("usage", {})
    figures = {"jalon": scores["overall"], **{n: b["overall"] for n, b in scores.get("baselines", {}).items()}}
    paid = [usage[name].get("cost_eur") for name in figures if name in usage]
    in_euros = any(paid) and any(p is not None for p in paid)
    dots: list[pictures.Dot] = []
    for name, found in figures.items():
        qwk = found.get("qwk")
        if name in usage and qwk and qwk["value"] is not None:
            total = (usage[name]["cost_eur"] or 0.0) if in_euros else usage[name]["seconds"]
            dots.append(pictures.Dot(name, total / max(1, usage[name]["cases"]), qwk["value"], qwk["low"], qwk["high"]))
    return dots, "euros" if in_euros else "secondes"


def _drift(suite: str, runs: Sequence[Run]) -> str:
    """The main metrics of runs of one suite, in the order given; nothing for a single run."""
    drawn: list[str] = []
    for metric, title in DRIFT:
        dots = [
            pictures.Dot(name, 0, m["value"], m["low"], m["high"])
            for name, scores, _ in runs
            if (m := scores["overall"].get(metric)) is not None and m["value"] is not None
        ]
        if len(dots) > 1:
            drawn.append(_figure(pictures.drift(dots, title), "Trait vertical : intervalle à 95 %."))
    return f"<h2>D'une évaluation à l'autre : {escape(suite)}</h2>{''.join(drawn)}" if drawn else ""


def _missed(scores: Mapping[str, Any]) -> list[str]:
    if not scores.get("missed"):
        return []
    rows = [["Question", "Attendu", "Trouvé"]]
    rows += [[m["question"], ", ".join(m["expected"]), ", ".join(m["found"])] for m in scores["missed"]]
    return [_table(rows, "Questions sans bon identifiant dans les cinq premiers")]


def _disagreement(d: Disagreement) -> str:
    sides = (
        ("given", f"Étiquette {d.label} ({level_label(LEVELS[d.label])})", d.why, d.wanted),
        ("shown", f"Machine {d.level} ({level_label(LEVELS[d.level])})", d.finding, d.shown),
    )
    halves = "".join(
        f'<div class="{css}"><strong>{escape(title)}</strong><p>{escape(words)}</p>'
        + ("".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in quotes) or "<p>Aucune citation.</p>")
        + "</div>"
        for css, title, words, quotes in sides
    )
    return f'<section><h4>{escape(d.criterion)} dans {escape(d.case)}</h4><div class="pair">{halves}</div></section>'


def _provenance(provenance: Mapping[str, Any]) -> str:
    rows = [["Provenance", ""]]
    for key, value in provenance.items():
        if key == "prompts":
            value = ", ".join(f"{name} {p['version']} ({p['sha256'][:8]})" for name, p in value.items()) or "aucune"
        rows.append([key, str(value)])
    return f"<details><summary>Provenance</summary>{_table(rows, 'Provenance')}</details>"


def _table(rows: Sequence[Sequence[str]], caption: str) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in rows[0])
    lines = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(text)}</td>" for text in row[1:]) + "</tr>"
        for row in rows[1:]
    )
    return (
        f'<div class="scroll"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )
