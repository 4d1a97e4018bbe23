"""Quotes shown against labelled quotes, by characters in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from evals.label_spans import covered, length
from evals.metrics.agreement import ratio
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals


class ShownEvidence:
    """Over judged criteria. Recall: labelled characters that were quoted; precision: quoted characters that are
    labelled (a quote for a criterion labelled 0 is wrong as a whole); verified: quotes proposed that were found."""

    needs_pairs: ClassVar[bool] = False
    directions: ClassVar[Mapping[str, Direction]] = {
        "evidence_recall": "higher",
        "evidence_precision": "higher",
        "quotes_verified": "higher",
    }

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """Characters and quotes."""
        judged = [i for i in items if i.outcome == "judged" and i.label is not None]
        return {
            "wanted": float(sum(length(i.wanted) for i in judged)),
            "wanted_found": float(sum(covered(i.wanted, i.spans) for i in judged)),
            "quoted": float(sum(length(i.spans) for i in judged)),
            "quoted_right": float(sum(covered(i.spans, i.wanted) for i in judged)),
            "proposed": float(sum(i.proposed for i in items)),
            "dropped": float(sum(i.dropped for i in items)),
            "wanted_items": float(sum(bool(i.wanted) for i in judged)),
            "quoted_items": float(sum(bool(i.spans) for i in judged)),
        }

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Shares of characters (n counts criteria) and of quotes (n counts quotes)."""
        proposed = totals["proposed"]
        return {
            "evidence_recall": Measured(ratio(totals["wanted_found"], totals["wanted"]), totals["wanted_items"]),
            "evidence_precision": Measured(ratio(totals["quoted_right"], totals["quoted"]), totals["quoted_items"]),
            "quotes_verified": Measured(ratio(proposed - totals["dropped"], proposed), proposed),
        }
