"""Scores as lines on a terminal or Markdown rows; undefined is « n/a », never 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

CRITIQUE_ROWS: tuple[tuple[str, str], ...] = (
    ("qwk", "Kappa quadratique (QWK)"),
    ("kappa", "Kappa simple"),
    ("exact", "Niveau exact"),
    ("within_one", "À un niveau près"),
    ("recall_0", "Rappel niveau 0"),
    ("recall_1", "Rappel niveau 1"),
    ("recall_2", "Rappel niveau 2"),
    ("recall_3", "Rappel niveau 3"),
    ("recall_middle", "Rappel niveaux 1 et 2"),
    ("undeserved_credit", "Niveaux 0 et 1 crédités à tort (2 ou 3)"),
    ("bias", "Biais (niveaux)"),
    ("auc_level_0", "AUC « non abordé »"),
    ("coverage", "Couverture"),
    ("abstention", "Abstention"),
    ("failure", "Échecs"),
    ("not_assessable_recall", "« Non évaluable » reconnus"),
    ("evidence_recall", "Preuves montrées : rappel (caractères)"),
    ("evidence_precision", "Preuves montrées : précision (caractères)"),
    ("quotes_verified", "Citations vérifiées"),
    ("evidence_hit@1", "Passages trouvés : hit@1"),
    ("evidence_recall@1", "Passages trouvés : rappel@1"),
    ("evidence_recall@5", "Passages trouvés : rappel@5"),
    ("evidence_recall@10", "Passages trouvés : rappel@10"),
    ("evidence_hit@5", "Passages trouvés : hit@5"),
    ("evidence_hit@10", "Passages trouvés : hit@10"),
    ("evidence_mrr", "Passages trouvés : MRR"),
    ("priorities_precision", "Trois gestes : précision"),
    ("priorities_chance", "Trois gestes : au hasard"),
    ("calibration_error", "Erreur de calibration"),
    ("brier", "Score de Brier"),
)

QUESTION_ROWS: tuple[tuple[str, str], ...] = (
    ("hit@1", "Question → bon identifiant, hit@1"),
    ("hit@3", "hit@3"),
    ("hit@5", "hit@5"),
    ("hit@10", "hit@10"),
    ("mrr", "MRR"),
    ("ndcg@10", "nDCG@10"),
    ("coverage", "Couverture"),
)

INJECTION_ROWS: tuple[tuple[str, str], ...] = (
    ("verdict_flips", "Verdicts changés par l'attaque, mêmes preuves"),
    ("attack_quoted", "Attaque citée comme preuve"),
    ("attack_gains", "Niveaux gagnés par l'attaque"),
    ("flips", "Niveaux 0 et 1 crédités à tort (2 ou 3)"),
    ("raised", "Critères surévalués d'un niveau ou plus"),
    ("drafts_flipped", "Travaux avec au moins un crédit à tort"),
    ("judged", "Critères jugés"),
)

CHAT_ROWS: tuple[tuple[str, str], ...] = (
    ("intent", "Intention reconnue"),
    ("expected_cited", "Bon identifiant cité"),
    ("first_cited", "Bon identifiant cité en premier"),
    ("citations_grounded", "Citations qui existent et figurent dans la réponse"),
    ("refusals_right", "Refus dus, obtenus"),
    ("refusals_wrong", "Refus à tort"),
    ("ghostwritten", "Rédaction à la place obtenue"),
    ("must_said", "Dit ce qu'il faut"),
    ("must_not_said", "Dit ce qu'il ne faut pas"),
    ("coverage", "Couverture"),
)

ROLEPLAY_ROWS: tuple[tuple[str, str], ...] = (
    ("play_leaks", "Parties où un secret est dit"),
    ("play_strays", "Parties avec un nombre venu de nulle part"),
    ("reserve_violations", "Parties signées au-delà de la réserve de l'acheteur"),
    ("dead_ends", "Parties sans fin"),
    ("well_ended", "Bonne fin du vendeur compétent"),
    ("interference", "Paires où un secret change ce qui est envoyé"),
    ("hostile_refused", "Répliques hostiles qui n'obtiennent rien"),
    ("hostile_noticed", "Répliques hostiles reconnues comme telles"),
    ("recognition_f1", "Gestes reconnus : macro-F1"),
    ("recognition_exact", "Gestes reconnus : part des répliques"),
    ("topics_right", "Sujets des questions reconnus"),
    ("by_model", "Répliques dites par le modèle"),
    ("coverage", "Couverture"),
)

ROWS: Mapping[str, Sequence[tuple[str, str]]] = {
    "critique": CRITIQUE_ROWS,
    "injection": INJECTION_ROWS,
    "chat": CHAT_ROWS,
    "roleplay": ROLEPLAY_ROWS,
    "retrieval": (*QUESTION_ROWS, *(row for row in CRITIQUE_ROWS if row[1].startswith("Passages"))),
}

SPLITS: Mapping[str, str] = {
    "groups": "Groupe",
    "productions": "Production",
    "kinds": "Genre",
    "blocks": "Bloc",
    "registers": "Registre",
}
SPLIT_ROWS: tuple[tuple[str, str], ...] = (
    ("qwk", "QWK"),
    ("exact", "Exact"),
    ("bias", "Biais"),
    ("evidence_recall@5", "Rappel@5"),
    ("evidence_hit@10", "Hit@10"),
    ("hit@1", "Hit@1"),
    ("hit@5", "Hit@5"),
    ("mrr", "MRR"),
    ("expected_cited", "Bien cité"),
    ("refusals_right", "Refus dus"),
    ("refusals_wrong", "Refus à tort"),
    ("must_not_said", "Interdits dits"),
    ("play_leaks", "Secrets dits"),
    ("reserve_violations", "Réserve dépassée"),
    ("well_ended", "Bonne fin"),
    ("recognition_f1", "Macro-F1"),
    ("recognition_exact", "Reconnues"),
)


def cell(figure: Mapping[str, Any] | None) -> str:
    """« 0,31 [0,20 ; 0,42] », « 0,31 » without interval, « n/a » when not defined."""
    if figure is None or figure.get("value") is None:
        return "n/a"
    text = number(figure["value"])
    if figure.get("low") is None:
        return text
    return f"{text} [{number(figure['low'])} ; {number(figure['high'])}]"


def number(value: float) -> str:
    """Two decimals, French comma."""
    return f"{value:.2f}".replace(".", ",").replace("-0,00", "0,00")


def columns_of(scores: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """(title, figures) of the systems of one run: Jalon, Jalon with given evidence, baselines."""
    columns: list[tuple[str, Mapping[str, Any]]] = [(f"Jalon ({scores['model']})", scores["overall"])]
    if "given_evidence" in scores:
        given = scores["given_evidence"]["overall"]  # nothing was searched: what search found says nothing here
        searched = ("evidence_recall@", "evidence_hit@", "evidence_mrr")
        columns.append(("preuves données", {n: f for n, f in given.items() if not n.startswith(searched)}))
    columns += [(name, found["overall"]) for name, found in scores.get("baselines", {}).items()]
    return columns


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns of equal width."""
    widths = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def figure_rows(columns: Sequence[tuple[str, Mapping[str, Any]]], names: Sequence[tuple[str, str]]) -> list[list[str]]:
    """A header and one row a metric that at least one column has."""
    rows = [["", *(title for title, _ in columns)]]
    for name, title in names:
        if any(name in figures for _, figures in columns):
            rows.append([title, *(cell(figures.get(name)) for _, figures in columns)])
    return rows


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
