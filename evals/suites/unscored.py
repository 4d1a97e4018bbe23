"""Why some cases of a run are unscored."""

from __future__ import annotations

from evals.run_folder import RunFolder


def unavailable(run: RunFolder) -> list[str]:
    """The reasons, each once."""
    reasons = {
        (record.failure or {}).get("message", "")
        for answer in run.planned()
        if (record := run.record(answer)) is not None and record.status == "unscored"
    }
    return sorted(reason for reason in reasons if reason)
