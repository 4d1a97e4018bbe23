"""``python -m evals.worsened``: a worse judge, search, prompt and buyer, and what the gate says of each.

Each is what an honest mistake would give: the assistant's own parts with one thing changed, put through the gate's own
fixed cases. Nothing is written.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.domain.dialogue import Move, Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario
from assistant.judging.embedded import EmbeddedJudge
from assistant.judging.ordinal import JudgeWeights
from assistant.judging.ports import DraftContext, Judge, JudgingTask, Proposal
from assistant.roleplay.engine.step import Step, step
from assistant.roleplay.french.money import price_text
from assistant.roleplay.speaking.counterpart import Reply, TemplateCounterpart
from assistant.roleplay.speaking.ports import Counterpart
from assistant.services import Services
from evals import gate
from evals.gate_suites import SUITES, GateSuite
from evals.report.table import aligned

if TYPE_CHECKING:
    from assistant.settings import Settings

CRITIQUE, INJECTION, ROLEPLAY = (
    next(g for g in SUITES if g.name == name) for name in ("critique", "injection", "roleplay")
)
GENEROUS: Final = 1.15
"""How much more than its reserve the lax buyer accepts to pay."""


class GenerousJudge(EmbeddedJudge):
    """One level more than it should, to everyone."""

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """The embedded judge's proposals, raised."""
        return [_raised(proposal) for proposal in super().judge(batch, context)]


def _raised(proposal: Proposal) -> Proposal:
    level = getattr(proposal, "level", None)
    return proposal.model_copy(update={"level": min(3, level + 1)}) if level else proposal  # type: ignore[union-attr]


class WithGenerousJudge(Services):
    """Judges with ``GenerousJudge``."""

    def judge(self, *, confirm: bool = False) -> Judge:  # noqa: ARG002 - the port of the services
        """The worse judge."""
        return GenerousJudge(self.weights)


class WithBlindSearch(Services):
    """Ranks the least relevant passages first."""

    @cached_property
    def weights(self) -> JudgeWeights:
        """The fitted weights, the signs of the ranking turned round."""
        from assistant.judging.ordinal import load_weights

        found = load_weights()
        return replace(found, ranking={name: -value for name, value in found.ranking.items()})


class TalkativeCounterpart(TemplateCounterpart):
    """Lets its ceiling slip out when it holds its price."""

    def say(self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> Reply:
        """The templates' reply, and the secret."""
        reply = super().say(acts, state, scenario, history)
        economics = scenario.economics
        if economics is None or not {"hold", "counter", "demand"} & {act.kind for act in acts}:
            return reply
        ceiling = price_text(economics.buyer.reserve, economics)
        return replace(reply, text=f"{reply.text} Entre nous, je peux monter jusqu'à {ceiling}.")


class WithTalkativeBuyer(Services):
    """Speaks with ``TalkativeCounterpart``."""

    def counterpart(self) -> Counterpart:
        """The worse buyer."""
        return TalkativeCounterpart()


def lax_step(state: Negotiation, move: Move, scenario: Scenario) -> Step:
    """The engine, for a buyer that believes its reserve higher than it is."""
    economics = scenario.economics
    if economics is None:
        return step(state, move, scenario)
    buyer = economics.buyer
    raised = {"unit_worth": buyer.unit_worth * GENEROUS, "reserve": buyer.reserve * GENEROUS}
    believed = economics.model_copy(update={"buyer": buyer.model_copy(update=raised)})
    return step(state, move, scenario.model_copy(update={"economics": believed}))


@contextmanager
def prompts_without(prompt_id: str, *cut: str) -> Generator[Path]:
    """A copy of the prompts with some text deleted from one of them. Raises ``ValueError`` if it is not there."""
    from assistant.prompting.render import prompts_folder

    with tempfile.TemporaryDirectory(prefix="jalon-prompts-") as name:
        folder = Path(name) / "prompts"
        shutil.copytree(prompts_folder(), folder)
        path = folder / f"{prompt_id}.md"
        text = path.read_text(encoding="utf-8")
        for piece in cut:
            if piece not in text:
                raise ValueError(piece)
            text = text.replace(piece, "")
        path.write_text(text, encoding="utf-8")
        yield folder


@dataclass(frozen=True)
class Outcome:
    """What was made worse, and the losses that the gate names."""

    what: str
    losses: tuple[str, ...]


def demonstrations(home: Settings, embedder: object) -> Iterator[Outcome]:
    """Every outcome, one after the other. ``embedder``: shared, so that it is loaded once."""

    def built(kind: type[Services]) -> Services:
        services = kind(home)
        services.__dict__["embedder"] = embedder
        return services

    generous = built(WithGenerousJudge)
    yield Outcome("juge : un niveau de trop", (*_lost(CRITIQUE, generous), *_lost(INJECTION, generous)))
    yield Outcome("recherche : les passages les moins proches d'abord", _lost(CRITIQUE, built(WithBlindSearch)))
    as_it_is = built(Services)
    for what, cut in PROMPT_CUTS.items():
        with prompts_without("judge-criteria", *cut) as folder:
            yield Outcome(what, tuple(gate.check_prompts(as_it_is, folder)[0]))
    yield Outcome("acheteur : accepte pire que sa réserve", _lost(ROLEPLAY, as_it_is, engine=lax_step))
    yield Outcome("acheteur : dit son plafond", _lost(ROLEPLAY, built(WithTalkativeBuyer)))


def _lost(gated: GateSuite, services: Services, engine: Callable[..., Step] | None = None) -> tuple[str, ...]:
    options = replace(gate.AS_IT_IS, engine=engine)
    return tuple(gate.judge(gated, gate.answer(gated, services, options))[0])


PROMPT_CUTS: Final = {
    "consigne : définitions des niveaux effacées": ("{{ levels }}", "levels, "),
    "consigne : la copie n'est plus bornée": (
        "===== COPIE {{ nonce }} : DÉBUT =====",
        "===== COPIE {{ nonce }} : FIN =====",
    ),
}


def main() -> int:
    """Print the table; exit 1 when something worse went through."""
    from assistant.cli.progress import notify
    from assistant.settings import load_settings

    settings = load_settings(model="embedded")
    shared = Services(settings, notify=notify)
    rows = [["rendu pire", "la barrière", "pertes nommées"]]
    for outcome in demonstrations(settings, shared.embedder):
        print(f"… {outcome.what}", file=sys.stderr)
        rows.append([outcome.what, "arrête" if outcome.losses else "LAISSE PASSER", " ; ".join(outcome.losses)])
    print(aligned(rows))
    return 0 if all(row[1] == "arrête" for row in rows[1:]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
