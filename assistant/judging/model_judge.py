"""The model judge: asks a language model about batches of criteria and hands back proposals, whatever happens."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.critique import Usage
from assistant.errors import ContextOverflow, ModelError
from assistant.judging.batching import BatchPolicy
from assistant.judging.model_answers import AnswerSheet, CriterionAnswer, QuoteSheet
from assistant.judging.model_drafts import PreparedDraft, PreparedDrafts, Room
from assistant.judging.model_proposals import judgement_of, quotes_to_repair, with_repaired
from assistant.judging.ports import DraftContext, JudgingTask, Proposal
from assistant.judging.verification import JudgingFailure
from assistant.llm.endpoint_settings import ModelSettings, is_local
from assistant.llm.ports import ChatModel, ChatRequest, Message, UnusableAnswer
from assistant.prompting.render import find_prompt, render

PROMPT, REPAIR_PROMPT = "judge-criteria", "judge-quotes"
_UNASKED = "le modèle n'a pas répondu sur ce critère, même interrogé à part ; relancez la critique pour le compléter"
_TOO_LONG = (
    "aucun passage ne tient dans ce que le modèle peut lire d'un coup ; choisissez un modèle à plus grande fenêtre"
)
_EXTRACTS_NOTICE = (
    "Cette copie est trop longue pour être lue d'un coup par le modèle : chaque critère a été jugé sur les passages "
    "les plus proches, et un « non abordé » est à vérifier."
)

Answers = dict[str, CriterionAnswer]
Problems = dict[str, str]


@dataclass(frozen=True)
class JudgeOptions:
    """How a model judges.

    window: tokens that the model can read and write. parallel: batches at once. pseudonyms: names, mails, phones and
    numbers of companies and accounts are replaced before anything leaves, and put back on return.
    """

    window: int
    parallel: int = 8
    policy: BatchPolicy = field(default_factory=BatchPolicy)
    pseudonyms: bool = True
    ceiling: int = 8_000


def options_for(settings: ModelSettings, policy: BatchPolicy | None = None) -> JudgeOptions:
    """The options that suit an endpoint: its window and slots, names hidden unless it is local.

    Raises ``SettingsError``.
    """
    profile = settings.profile
    return JudgeOptions(
        window=settings.window,
        parallel=settings.slots or profile.slots,
        policy=policy or BatchPolicy(),
        pseudonyms=not is_local(settings.address),
        ceiling=profile.max_output,
    )


class ModelJudge:
    """Judges with a language model. ``usage`` tells what was spent, as the account of the model's calls has it.

    Thread-safe. Every failure of the model becomes a ``JudgingFailure`` of the criteria concerned, and of no other.
    """

    def __init__(self, model: ChatModel, options: JudgeOptions, usage: Callable[[], Usage]) -> None:
        """Raises ``CorpusError`` when a prompt file is missing or does not hold."""
        self._model, self._options, self._usage = model, options, usage
        self._prompt, self._repair = find_prompt(PROMPT), find_prompt(REPAIR_PROMPT)
        room = Room(options.window, ceiling=options.ceiling)
        self._drafts = PreparedDrafts(self._prompt, room, pseudonyms=options.pseudonyms)

    @property
    def name(self) -> str:
        """``<provider>:<model>``."""
        return self._model.name

    @property
    def parallel(self) -> int:
        """Batches at once."""
        return self._options.parallel

    @property
    def version(self) -> str:
        """``<id>@<version>`` of the prompt, part of the identity of a judgement."""
        return self._prompt.key

    def usage(self) -> Usage:
        """Calls and tokens spent so far."""
        return self._usage()

    def notice(self, context: DraftContext) -> str:
        """What a reader must know of how this draft is read; empty when it is read whole."""
        whole = self._drafts.of(context).reads_whole(self._options.policy.size)
        return "" if whole else _EXTRACTS_NOTICE

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """As the policy says."""
        return self._options.policy.batches(tasks)

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """A judgement or a failure for each task, in order."""
        return self._judge(batch, self._drafts.of(context), None)

    def judge_again(self, task: JudgingTask, context: DraftContext) -> Proposal:
        """One criterion judged anew, alone and with some chance, to see whether the level holds."""
        return self._judge((task,), self._drafts.of(context), 0.7)[0]

    # --- one batch -------------------------------------------------------------------------------------------------

    def _judge(self, batch: Sequence[JudgingTask], draft: PreparedDraft, warmth: float | None) -> list[Proposal]:
        answers, problems = self._answers(batch, draft, warmth)
        return [self._proposal(task, answers, problems, draft) for task in batch]

    def _proposal(
        self, task: JudgingTask, answers: Mapping[str, CriterionAnswer], problems: Problems, draft: PreparedDraft
    ) -> Proposal:
        answer = answers.get(task.criterion.id)
        if answer is None:
            return JudgingFailure(task.criterion.id, problems.get(task.criterion.id, _UNASKED))
        return judgement_of(answer, draft)

    def _answers(
        self, batch: Sequence[JudgingTask], draft: PreparedDraft, warmth: float | None
    ) -> tuple[Answers, Problems]:
        """Answers by criterion; what is missing or spoilt in a batch is asked once again, each criterion alone."""
        try:
            answers = self._asked(batch, draft, warmth)
        except UnusableAnswer as error:
            if len(batch) == 1:
                return {}, {batch[0].criterion.id: error.sentence()}
            answers = {}
        except ModelError as error:
            return {}, {task.criterion.id: error.sentence() for task in batch}
        problems: Problems = {}
        for task in batch:
            if task.criterion.id not in answers:
                try:
                    answers |= self._asked((task,), draft, warmth)
                except ModelError as error:
                    problems[task.criterion.id] = error.sentence()
        return answers, problems

    def _asked(self, tasks: Sequence[JudgingTask], draft: PreparedDraft, warmth: float | None) -> Answers:
        """One call, then one repair turn when a quote does not stand in the draft. Raises ``ModelError``."""
        request, sheet = self._read(tasks, draft, warmth)
        wanted = {task.criterion.id for task in tasks}
        answers: Answers = {}
        for answer in sheet.criteria:
            if answer.id.strip() in wanted:
                answers.setdefault(answer.id.strip(), answer)
        return self._with_true_quotes(answers, request, sheet, draft)

    def _read(
        self, tasks: Sequence[JudgingTask], draft: PreparedDraft, warmth: float | None
    ) -> tuple[ChatRequest, AnswerSheet]:
        """What was asked and answered; an endpoint that cannot read so much is shown less, twice at most."""
        for left in (2, 1, 0):
            request = draft.request(tasks)
            if request is None:
                break
            if warmth is not None:
                request = replace(request, temperature=warmth)
            try:
                return request, self._model.parse(request, AnswerSheet).value
            except ContextOverflow:
                if not left:
                    raise
                draft.shrink(request)
        raise ContextOverflow(_TOO_LONG)

    def _with_true_quotes(
        self, answers: Answers, request: ChatRequest, sheet: AnswerSheet, draft: PreparedDraft
    ) -> Answers:
        broken = quotes_to_repair(answers.values(), draft)
        if not broken:
            return answers
        listed = "\n".join(f"- {criterion}, passage {q.passage} : {q.text}" for criterion, q in broken)
        asked = request.with_turns(
            Message("assistant", json.dumps(sheet.model_dump(), ensure_ascii=False)),
            Message("user", render(self._repair, {"problems": listed}).user),
        )
        asked = replace(asked, prompt=self._repair.key, max_tokens=200 + 400 * len({c for c, _ in broken}))
        try:
            repaired = self._model.parse(asked, QuoteSheet).value
        except ModelError:
            return answers  # what was answered is kept; the quotes that fail are dropped and counted later
        return with_repaired(answers, repaired, draft)
