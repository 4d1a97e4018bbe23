"""Suite ``roleplay``: self-plays, hostile lines, pairs that differ in a secret, and labelled seller's lines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from evals.records import Record
from evals.roleplay.datasets import Draws, HostileLine, LabelledLine, RoleplayData, load_roleplay
from evals.roleplay.sellers import SELLERS
from evals.running import Job, Output, SuitePlan
from evals.suites import roleplay_scores
from evals.suites.critique import MAIN

if TYPE_CHECKING:
    from assistant.domain.scenario import Scenario, ScenarioKind
    from assistant.services import Services
    from evals.roleplay.hostile_talk import PreparedTalk
    from evals.roleplay.spoken_plays import Engine
    from evals.suites.options import RunOptions

KINDS: Final[tuple[ScenarioKind, ...]] = (
    "negociation", "decouverte", "negociation", "prospection", "negociation", "reunion",
)  # fmt: skip
LEVELS: Final = (1, 2, 3, 4)
PAIRS_PER_PLAY: Final = 0.24
WITH_MODEL: Final = 6
"""Self-plays with a model when no number is asked: each is some twenty calls."""

main_items = roleplay_scores.main_items
scorers_for = roleplay_scores.scorers_for
score = roleplay_scores.score


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:
    """Every part that the folder has; ``options.plays`` sets how many self-plays and pairs."""
    found = load_roleplay(data)
    plays, notes = _plays_asked(found, services, options)
    jobs = [*_scenario_jobs(found, services, plays, options.engine), *_pair_jobs(found.draws, plays)]
    jobs += _hostile_jobs(found.hostile, services)
    jobs += [*_move_jobs(found.moves, services), *_topic_jobs(found.questions, services)]
    if options.limit:
        jobs = jobs[: options.limit]
    return SuitePlan("roleplay", data.name, [_case(job) for job in jobs], jobs, notes)


def _plays_asked(found: RoleplayData, services: Services, options: RunOptions) -> tuple[int, list[str]]:
    if found.draws is None:
        return 0, []
    if options.plays is not None or services.settings.is_embedded:
        return (options.plays if options.plays is not None else found.draws.plays), []
    return WITH_MODEL, [f"{WITH_MODEL} parties seulement avec un modèle (--plays N pour davantage)."]


def _case(job: Job) -> dict[str, Any]:
    kept = ("part", "label", "register", "family", "secret")
    return {"case": job.case, **{k: job.input[k] for k in kept if k in job.input}}


def _scenario_jobs(found: RoleplayData, services: Services, plays: int, engine: Engine | None) -> list[Job]:
    """Each scenario with every seller, whatever the number asked for falls on."""
    jobs: list[Job] = []
    if found.draws is not None:
        for rank in range(-(-plays // len(SELLERS))):
            seed, kind, level = found.draws.first_seed + rank, KINDS[rank % len(KINDS)], LEVELS[rank % 4]
            identity: dict[str, Any] = {"seed": seed, "kind": kind, "level": level}
            jobs.append(_play_job(f"{kind}-{seed}", identity, _drawn(kind, seed, level), services, engine))
    for path in found.files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        jobs.append(_play_job(path.stem, {"file": digest}, _from_file(path), services, engine))
    return jobs


def _play_job(
    case: str, identity: dict[str, Any], scenario: Callable[[], Scenario], services: Services, engine: Engine | None
) -> Job:
    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - a play is played again as a whole
        from evals.roleplay.secrets import secrets_of
        from evals.roleplay.spoken_plays import spoken_play

        of, voice = scenario(), services.counterpart()
        plays = [spoken_play(of, seller, voice, engine) for seller in SELLERS]
        return {"secrets": secrets_of(of), "plays": plays}, voice.usage().model_dump(mode="json")

    return Job(case, MAIN, {"part": "play", **identity}, {"part": "play", **identity}, call)


def _pair_jobs(draws: Draws | None, plays: int) -> list[Job]:
    from evals.roleplay.secret_twins import SECRETS

    if draws is None:
        return []
    wanted = max(len(SECRETS), round(plays * PAIRS_PER_PLAY))
    jobs: list[Job] = []
    for rank in range(wanted):
        secret = SECRETS[rank % len(SECRETS)]
        seed, level = draws.first_seed + rank, LEVELS[rank % 4]
        identity = {"part": "pair", "secret": secret, "seed": seed, "level": level}
        jobs.append(Job(f"paire-{seed}-{secret}", MAIN, identity, identity, _pair(seed, level, secret)))
    return jobs


def _pair(seed: int, level: int, secret: str) -> Callable[[Record | None], Output]:
    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - cheap
        from evals.roleplay.secret_twins import compare_twins

        return compare_twins(_drawn("negociation", seed, level)(), secret), {}

    return call


def _hostile_jobs(lines: Sequence[HostileLine], services: Services) -> list[Job]:
    """Each line is said in one scenario of each level; the scenarios are the same for all lines."""

    @cache
    def talk(level: int) -> PreparedTalk:
        from evals.roleplay.hostile_talk import PreparedTalk

        scenario = _drawn("negociation", level, level)()
        return PreparedTalk(scenario, services.recogniser(scenario), services.counterpart())

    def job(line: HostileLine) -> Job:
        def call(earlier: Record | None) -> Output:  # noqa: ARG001 - cheap
            return {"answers": {str(level): talk(level).answer(line.text) for level in LEVELS}}, {}

        about = {"part": "hostile", "text": line.text, "family": line.family}
        return Job(line.name, MAIN, about, about, call)

    return [job(line) for line in lines]


def _move_jobs(lines: Sequence[LabelledLine], services: Services) -> list[Job]:
    """Labelled lines: what tells moves apart alone, or with a model the whole hearing of a line said first."""
    guess = _guessed(lines, services) if services.settings.is_embedded else _heard(services)

    def job(rank: int, line: LabelledLine) -> Job:
        def call(earlier: Record | None) -> Output:  # noqa: ARG001 - cheap, or one call
            return guess(rank, line)

        about = {"part": "move", "text": line.text, "label": line.label, "register": line.register}
        return Job(line.name, MAIN, {"part": "move", "text": line.text}, about, call)

    return [job(rank, line) for rank, line in enumerate(lines)]


def _topic_jobs(lines: Sequence[LabelledLine], services: Services) -> list[Job]:
    """Labelled questions: what tells topics apart, alone."""

    def job(line: LabelledLine) -> Job:
        def call(earlier: Record | None) -> Output:  # noqa: ARG001 - cheap
            scores = services.topic_bank.scores([line.text], services.embedder.encode([line.text]))[0]
            return {"topic": max(scores, key=lambda label: scores[label])}, {}

        about = {"part": "topic", "text": line.text, "label": line.label}
        return Job(line.name, MAIN, {"part": "topic", "text": line.text}, about, call)

    return [job(line) for line in lines]


def _guessed(lines: Sequence[LabelledLine], services: Services) -> Callable[[int, LabelledLine], Output]:
    """Recognised a batch at a time, the first time that a line of the batch is asked for."""

    @cache
    def guesses(start: int) -> dict[str, str]:
        batch = list(islice(lines, start, start + 64))
        texts = [line.text for line in batch]
        found = services.move_bank.guess(texts, services.embedder.encode(texts))
        return {line.name: guess.kind for line, guess in zip(batch, found, strict=True)}

    return lambda rank, line: ({"move": guesses(rank - rank % 64)[line.name]}, {})


def _heard(services: Services) -> Callable[[int, LabelledLine], Output]:
    """Each line is heard as the first of the same negotiation; ``hearer``: who understood it."""

    @cache
    def scenario() -> Scenario:
        return _drawn("negociation", 1, 2)()

    def hear(rank: int, line: LabelledLine) -> Output:  # noqa: ARG001 - the port of the batches
        from assistant.roleplay.engine.step import start
        from assistant.roleplay.listening.ports import PaidHearer

        hearer = services.recogniser(scenario())
        move = hearer.move(line.text, start(scenario()))
        spent = hearer.usage().model_dump(mode="json") if isinstance(hearer, PaidHearer) else {}
        return {"move": move.kind, "hearer": move.hearer}, spent

    return hear


def _drawn(kind: ScenarioKind, seed: int, level: int) -> Callable[[], Scenario]:
    def make() -> Scenario:
        from assistant.roleplay.authoring.publishing import new_scenario
        from assistant.roleplay.composing.case import Request

        return new_scenario(Request(kind=kind, seed=seed, level=level))  # type: ignore[arg-type]

    return make


def _from_file(path: Path) -> Callable[[], Scenario]:
    def make() -> Scenario:
        from assistant.roleplay.validation.checks import read_scenario

        return read_scenario(path)

    return make
