"""From a model's answer to a proposal: names put back, quotes pinned, words kept to what a coach may say."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.judgement import Judgement, ProposedQuote
from assistant.judging.model_answers import CriterionAnswer, QuoteAnswer, QuoteSheet
from assistant.judging.model_drafts import PreparedDraft
from assistant.judging.model_words import as_question, coach_words

ONLY_DEFECTS = (
    "Les seuls passages qui se rapportent à ce critère sont des titres, des suites de mots-clés ou une reprise de "
    "l'énoncé officiel : ils ne montrent pas votre travail."
)


def judgement_of(answer: CriterionAnswer, draft: PreparedDraft) -> Judgement:
    """The proposal. Quotes of passages that are no evidence are left out; with none other, the level is 0."""
    proposed = [_quote(q, draft) for q in answer.quotes]
    kept = tuple(q for q in proposed if _may_serve(q, draft))
    hollow = bool(proposed) and not kept and bool(answer.level)

    def said(text: str) -> str:
        return coach_words(draft.names.restore(text), draft.says)

    return Judgement(
        criterion=answer.id.strip(),
        level=0 if hollow else answer.level,
        quotes=kept,
        finding=ONLY_DEFECTS if hollow else said(answer.finding) or "Voyez les passages cités.",
        gap="" if answer.level == 3 else said(answer.gap),
        expectation=said(answer.expectation),
        question=as_question(said(answer.question)),
        next_step=said(answer.next_step),
        borderline=answer.borderline,
    )


def quotes_to_repair(answers: Iterable[CriterionAnswer], draft: PreparedDraft) -> list[tuple[str, QuoteAnswer]]:
    """Quotes that a repair turn should find again: (criterion id, quote as the model wrote it)."""
    return [
        (answer.id.strip(), quote)
        for answer in answers
        if answer.level
        for quote in answer.quotes
        if draft.locate(_quote(quote, draft)) is None
    ]


def with_repaired(
    answers: dict[str, CriterionAnswer], repaired: QuoteSheet, draft: PreparedDraft
) -> dict[str, CriterionAnswer]:
    """The answers with true quotes in place of false ones; a false quote without a true one in its place stays."""
    result = dict(answers)
    for repair in repaired.criteria:
        answer = result.get(repair.id.strip())
        if answer is None:
            continue
        true = [q for q in answer.quotes if _stands(q, draft)]
        found = [q for q in repair.quotes if _stands(q, draft) and q not in true]
        false = [q for q in answer.quotes if not _stands(q, draft)]
        quotes = [*true, *found, *false[len(found) :]][:3]
        result[repair.id.strip()] = answer.model_copy(update={"quotes": quotes})
    return result


def _quote(quote: QuoteAnswer, draft: PreparedDraft) -> ProposedQuote:
    return ProposedQuote(passage=draft.layout.passage_id(quote.passage), text=draft.names.restore(quote.text))


def _stands(quote: QuoteAnswer, draft: PreparedDraft) -> bool:
    return draft.locate(_quote(quote, draft)) is not None


def _may_serve(quote: ProposedQuote, draft: PreparedDraft) -> bool:
    """A false quote is left in: verification drops it, and counts it."""
    found = draft.locate(quote)
    return found is None or draft.counts(found)
