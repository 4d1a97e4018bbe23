"""What is kept of a person's work: versions of a draft, runs of a critique, advice given, conversations, role-plays.

All identifiers are random (uuid4, 32 hex digits) and all dates are UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NewType

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Verdict
from assistant.domain.levels import Level
from assistant.domain.negotiation import Ending

OwnerId = NewType("OwnerId", str)
"""The id of a person, asked by every query of the store; never the key."""

RunStatus = Literal["queued", "running", "done", "stopped", "failed"]
AdviceState = Literal["open", "followed", "partly", "refused"]
Role = Literal["learner", "coach"]
CitationKind = Literal[
    "criterion", "competence", "production", "guidance", "exemplar", "card", "passage", "verdict", "referentiel"
]


class Person(Frozen):
    """Someone who uses the application, known by a key alone (no name, no address).

    ``key``: unguessable, held by the browser; the store keeps its digest only. It is not printed.
    """

    id: OwnerId
    key: str = Field(repr=False)
    created: datetime
    seen: datetime


class Work(Frozen):
    """A piece of work in progress: one production, through its versions. ``production`` None until it is known."""

    id: str
    owner: OwnerId
    title: str
    production: str | None
    created: datetime
    versions: int = 0


class Version(Frozen):
    """One state of a draft. ``number`` counts from 1 inside the work; ``sha256`` is that of the file's bytes."""

    id: str
    owner: OwnerId
    work: str
    number: int
    name: str
    sha256: str
    words: int
    created: datetime


class CritiqueRun(Frozen):
    """One critique of one version, whether it waits, runs or is over.

    ``done`` of ``total`` criteria are known (``total`` 0 until the draft is prepared), ``reused`` of them from an
    earlier version or run. ``reason``: why it failed, in French. ``production``: asked, then detected.
    ``self_assessment``: levels that the learner gave beforehand.
    """

    id: str
    owner: OwnerId
    version: str
    status: RunStatus
    production: str | None
    model: str
    done: int = 0
    total: int = 0
    reused: int = 0
    reason: str = ""
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None

    @property
    def active(self) -> bool:
        """Whether verdicts may still arrive."""
        return self.status in ("queued", "running")

    @property
    def reused_share(self) -> float:
        """Share (0–1) of the criteria that did not have to be judged."""
        return self.reused / self.total if self.total else 0.0


class RunProgress(Frozen):
    """What a page shows of a run at one moment. ``verdicts``: those known, in the order of their arrival.

    ``seconds_left``: estimate, None while there is nothing to base it on. ``ahead``: runs that wait before this one.
    """

    run: CritiqueRun
    verdicts: tuple[Verdict, ...] = ()
    seconds_left: float | None = None
    ahead: int = 0


class Advice(Frozen):
    """A next step given on a criterion of a version, and what became of it.

    open: nothing moved yet; followed, partly: seen in a later version (``settled_by``: its id);
    refused: by the learner, with a ``reason``.
    """

    id: str
    owner: OwnerId
    work: str
    version: str
    criterion: str
    text: str
    level: Level | None
    state: AdviceState = "open"
    reason: str = ""
    settled_by: str | None = None
    created: datetime
    updated: datetime


class Citation(Frozen):
    """A source of an answer; its id exists and stands in the answer."""

    kind: CitationKind
    id: str


class Message(Frozen):
    """A turn of a conversation. ``intent``, ``refused``, ``citations`` and ``model``: of the coach's turns.

    ``complete`` False: the learner stopped the answer, or it was cut.
    """

    id: str
    conversation: str
    role: Role
    text: str
    intent: str = ""
    refused: bool = False
    citations: tuple[Citation, ...] = ()
    model: str = ""
    complete: bool = True
    created: datetime


class Conversation(Frozen):
    """An exchange with the coach, about a work or about none."""

    id: str
    owner: OwnerId
    work: str | None
    title: str
    created: datetime
    updated: datetime


class Play(Frozen):
    """A role-play in progress or over. ``scenario`` and ``state``: JSON made and read by the role-play itself.

    ``published``: id of the shared scenario that it started from, None for one of the learner's own.
    ``visible``: the learner agreed that the trainer of that scenario reads the transcript.
    """

    id: str
    owner: OwnerId
    title: str
    scenario: str = Field(repr=False)
    state: str = Field(repr=False)
    over: bool = False
    created: datetime
    updated: datetime
    published: str | None = None
    visible: bool = False


class PlaySummary(Frozen):
    """What the trainer of a shared scenario sees of each play: how it ended, never a word that was said.

    ending: None while it goes on. exchanges: lines of the learner. seconds: of talk. levels: criterion id -> level,
    of the criteria judged (None: no occasion). good: whether the outcome was a good one here, when it is known.
    """

    ending: Ending | None = None
    exchanges: int = 0
    seconds: int = 0
    levels: dict[str, Level | None] = Field(default_factory=dict)
    good: Literal["bon", "moyen", "à revoir"] | None = None


class SharedScenario(Frozen):
    """A scenario that a trainer made. ``document``: its JSON, secrets included; for the server side alone.

    ``sound``: it passed the checks as it stands. ``published``: whoever holds the id may play it.
    ``plays``: how many plays started from it.
    """

    id: str
    owner: OwnerId
    title: str
    document: str = Field(repr=False)
    sound: bool
    published: bool
    plays: int = 0
    created: datetime
    updated: datetime


class PublishedScenario(Frozen):
    """What the holder of a link plays. ``document``: JSON with the secrets, which never leaves the server."""

    id: str
    title: str
    document: str = Field(repr=False)


class SharedPlay(Frozen):
    """A play as the trainer of its scenario sees it: nobody is named.

    learner: rank of the person among those who played it, from 1; own: it is the trainer's own play.
    transcript: « Vendeur : … » lines, only when the learner agreed, else "".
    """

    learner: int
    own: bool = False
    over: bool
    visible: bool
    summary: PlaySummary
    transcript: str = Field(default="", repr=False)
    created: datetime
    updated: datetime


class SelfAssessment(Frozen):
    """The level that the learner gives to a criterion of a version, before seeing the critique."""

    version: str
    criterion: str
    level: Level
    created: datetime


class LogEntry(Frozen):
    """Who asked what of which model on which version; never a word of the learner. ``at`` UTC."""

    at: datetime
    owner: OwnerId
    action: str
    model: str = ""
    version: str = ""
    detail: str = ""
