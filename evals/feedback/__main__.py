"""``python -m evals.feedback``: agreement with the anchors, of the second pass and of the model in force if any."""

from __future__ import annotations

import json
import sys

from assistant.errors import JalonError


def main() -> int:
    """Print both as JSON; exit 1 when a model judge is not to be trusted."""
    from assistant.services import Services
    from evals.feedback.agreement import agreement_of, between_passes
    from evals.feedback.anchors import load_anchors
    from evals.feedback.model_judge import ModelFeedbackJudge
    from evals.systems.baselines import bare_model

    services = Services()
    anchors = load_anchors(services.referentiel)
    found = {"second_pass": between_passes(anchors).to_json()}
    trusted = True
    if not services.settings.is_embedded:
        judge = ModelFeedbackJudge(bare_model(services), lambda i: services.referentiel.criterion(i).text)
        agreement = agreement_of(judge, anchors)
        found["model"] = agreement.to_json()
        trusted = agreement.trusted
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if trusted else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except JalonError as error:
        print(error.sentence(), file=sys.stderr)
        sys.exit(error.exit_code)
