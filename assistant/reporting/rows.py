"""What every report says of a draft and of a criterion, in the same order: rows of label and text."""

from __future__ import annotations

from assistant.reporting import wording as w
from assistant.reporting.view import CriterionView, ReportView


def metadata(view: ReportView) -> tuple[tuple[str, str], ...]:
    """What was assessed, by what, when: label and value."""
    return (
        (w.FILE, view.draft.name),
        (w.PRODUCTION, w.production_sentence(view.production.title, view.production.detected)),
        (w.LENGTH, w.length_sentence(view.draft.words, view.document.pages)),
        (w.REFERENTIEL, view.referentiel),
        (w.MODEL, w.model_label(view.model)),
        (w.DATE, w.long_date(view.when)),
        (w.TALLY, w.tally_sentence(view.quotes.proposed, view.quotes.verified, view.quotes.dropped)),
    )


def feedback(criterion: CriterionView) -> tuple[tuple[str, str], ...]:
    """What is said of a criterion, in the order of the coach (feed up, back, forward): label and text, none empty."""
    unquoted = criterion.status == "judged" and criterion.level and not criterion.quotes
    rows = (
        (w.WHY_NOT, criterion.why),
        (w.EXPECTED, criterion.expectation),
        (w.FINDING, criterion.finding),
        (w.EVIDENCE, w.NO_QUOTE if unquoted else ""),
        (w.EVIDENCE, w.dropped_sentence(criterion.dropped) if criterion.dropped else ""),
        (w.LOOKED_AT, " ; ".join(criterion.looked_at)),
        (w.GAP, criterion.gap),
        (w.QUESTION, criterion.question),
        (w.NEXT_STEP, criterion.next_step),
        (w.TRUST, w.trust_sentence(criterion.confidence) if criterion.confidence is not None else ""),
    )
    return tuple((label, text) for label, text in rows if text)
