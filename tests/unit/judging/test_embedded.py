from __future__ import annotations

from assistant.domain.guidance import Indicator
from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.domain.referentiel import Criterion, Heading
from assistant.judging.embedded import EmbeddedJudge
from assistant.judging.features import FEATURES
from assistant.judging.integrity import Integrity
from assistant.judging.ordinal import JudgeWeights, OrdinalModel
from assistant.judging.ports import DraftContext, JudgingTask
from tests.unit.critique.test_pipeline import guidance_of
from tests.unit.drafts import document_of

DRAFT = document_of(
    "Nous avons interrogé 120 clients en mars 2024 et recoupé leurs réponses avec la caisse.",
    "La ville est belle.",
    "On relance les devis chaque vendredi, car un sur trois était oublié.",
)
CRITERION = Criterion(id="CR.1.1.01", text="les sources sont fiables")
CONTEXT = DraftContext(DRAFT, "Dossier", "rdc", Integrity())
GUIDANCE = guidance_of(
    "CR.1.1.01",
    indicators=(
        Indicator(text="Les données de terrain sont recoupées.", phrases=("On a recoupé avec la caisse.",)),
        Indicator(text="La date de chaque source est donnée.", phrases=("Étude de 2024.",)),
        Indicator(text="Un manque est comblé.", phrases=("On a appelé 20 personnes.",)),
    ),
)
MODEL = OrdinalModel(
    weights={n: 1.0 if n == "wins" else 0.0 for n in FEATURES},
    means=dict.fromkeys(FEATURES, 0.0),
    scales=dict.fromkeys(FEATURES, 1.0),
    thresholds=(0.5, 1.5, 2.5),
    cuts=(0.5, 1.5, 2.5),
)

WEIGHTS = JudgeWeights(ranking={}, levels=MODEL, provenance={}, version="weights@essai")


def task(wins: float, *candidates: Candidate, coverage: tuple[float, ...] = (3.0, 2.0, 0.1)) -> JudgingTask:
    evidence = CriterionEvidence(
        criterion=CRITERION.id,
        candidates=candidates,
        searched=3,
        coverage=coverage,
        features={"wins": wins},
    )
    heading = Heading(title="Qualité de la méthode", criteria=(CRITERION,))
    return JudgingTask(CRITERION, heading, GUIDANCE, (), evidence)


def judged(the_task: JudgingTask):
    (proposal,) = EmbeddedJudge(WEIGHTS).judge([the_task], CONTEXT)
    return proposal


NEAR = Candidate(passage=DRAFT.passages[0].id, score=3.0, indicators=(0.7, 0.2, 0.1))
SECOND = Candidate(passage=DRAFT.passages[2].id, score=2.0, indicators=(0.1, 0.5, 0.1))
FAR = Candidate(passage=DRAFT.passages[1].id, score=-2.0, indicators=(0.1, 0.1, 0.1))


def test_the_level_follows_the_score_and_quotes_are_of_the_draft() -> None:
    assert [judged(task(w, NEAR)).level for w in (0, 1, 2, 3)] == [0, 1, 2, 3]
    proposal = judged(task(2, NEAR, SECOND, FAR))
    assert [q.passage for q in proposal.quotes] == [NEAR.passage, SECOND.passage]
    assert all(q.text in DRAFT.text for q in proposal.quotes)
    assert 0 <= proposal.confidence <= 1


def test_nothing_found_is_level_zero_without_quotes() -> None:
    proposal = judged(task(3))
    assert (proposal.level, proposal.quotes) == (0, ())
    assert "Aucun passage" in proposal.finding


def test_the_finding_names_what_stands_out_and_the_gap_what_does_not() -> None:
    proposal = judged(task(1, NEAR))
    assert "les données de terrain sont recoupées" in proposal.finding
    assert "un manque est comblé" in proposal.gap
    assert "terrain" not in proposal.gap
    assert judged(task(3, NEAR)).gap == ""


def test_it_never_poses_as_a_language_model() -> None:
    from assistant.judging.embedded import NOTICE

    assert "Sans modèle de langue" in NOTICE
    assert "ne juge pas le fond" in NOTICE
    assert EmbeddedJudge(WEIGHTS).usage().calls == 0


def test_a_sentence_that_the_draft_repeats_is_quoted_once() -> None:
    sentence = "On relance les devis chaque vendredi, car un sur trois était oublié."
    draft = document_of(sentence, "La ville est belle.", sentence)
    near = [Candidate(passage=p.id, score=3.0, indicators=(0.1, 0.5, 0.1)) for p in draft.passages[::2]]
    context = DraftContext(draft, "Dossier", "rdc", Integrity())
    (proposal,) = EmbeddedJudge(WEIGHTS).judge([task(2, *near)], context)
    assert [q.text for q in proposal.quotes] == [sentence]  # type: ignore[union-attr]
