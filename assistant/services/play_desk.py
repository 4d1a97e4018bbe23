"""A learner's role-plays: a case found, prepared, played turn by turn, looked back on, kept after each step."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.domain.dialogue import Turn
from assistant.domain.learning import OwnerId, Play, PlaySummary, PublishedScenario
from assistant.domain.levels import Level
from assistant.domain.negotiation import Negotiation, PublicState
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError, UnknownIdError
from assistant.roleplay.playing.kept_play import KeptPlay, kept_play

if TYPE_CHECKING:
    from assistant.domain.debrief import Debrief
    from assistant.roleplay.composing.case import Request
    from assistant.roleplay.playing.session import Exchange, RolePlay
    from assistant.services import Services

DRAWS = 5
"""Seeds tried before a request is given up."""


@dataclass
class OpenPlay:
    """A play on the table; ``kept`` follows what was done last. ``role``: what plays it, once needed (``awaited``).

    Holds the case's secrets: what may be shown of ``scenario`` is ``for_learner``, and all of it once the play is over.
    """

    play: Play
    kept: KeptPlay
    scenario: Scenario
    role: RolePlay | None = None
    awaited: bool = False

    @property
    def id(self) -> str:
        """Of the play, in the store."""
        return self.play.id

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn said so far, the opening first."""
        return self.kept.record.turns

    @property
    def state(self) -> Negotiation:
        """Where the engine stands; secret."""
        from assistant.roleplay.engine.step import start

        exchanges = self.kept.record.exchanges
        return exchanges[-1].state if exchanges else start(self.scenario, self.kept.record.seed)

    @property
    def public(self) -> PublicState:
        """What both sides know."""
        from assistant.roleplay.engine.public_state import public_state

        return public_state(self.state, self.scenario)


class PlayDesk:
    """What the learner's page does, whatever shows it. Each step is in the store before it returns."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def warm_up(self) -> None:
        """Load what the first learner would wait for: authored material, wordings, what tells moves apart."""
        from assistant.roleplay.material.loading import load_material
        from assistant.roleplay.speaking.wording import load_wording

        load_material()
        load_wording()
        _ = self._services.move_bank, self._services.topic_bank

    # --- a case ----------------------------------------------------------------------------------------------------

    def compose(self, request: Request, offer: str | None = None) -> Scenario:
        """A sound case of that request, with a seed that nobody is told. ``offer``: text of the learner's own.

        Raises ``ScenarioError`` and the ``ModelError`` family.
        """
        problem: ScenarioError | None = None
        for _ in range(DRAWS):
            try:
                return self._services.scenario_desk.compose(replace(request, seed=1 + secrets.randbelow(10**6)), offer)
            except ScenarioError as error:
                problem = error
                if offer is not None and not error.problems:
                    break  # no price in that text: another seed would not find one
        assert problem is not None
        raise ScenarioError(*_UNREADABLE if offer is not None else _NO_CASE, problems=problem.problems) from problem

    def shared(self, key: str) -> tuple[PublishedScenario, Scenario]:
        """The case that a trainer shares by that link. Raises ``UnknownIdError``, ``ScenarioError``."""
        published = self._services.store.scenarios.get_published(key)
        return published, _parsed(published.document, published.title)

    def begin(self, owner: OwnerId, scenario: Scenario, *, published: str | None = None, visible: bool = False) -> Play:
        """A play of that case. Raises ``UnknownIdError`` when it is not shared any more."""
        kept = KeptPlay.begin(scenario)
        return self._services.store.plays.create(
            owner, scenario.title, scenario.to_json(), kept.to_json(), published=published, visible=visible
        )

    # --- the table -------------------------------------------------------------------------------------------------

    def open(self, owner: OwnerId, key: str, before: OpenPlay | None = None) -> OpenPlay:
        """A play as it stands in the store. ``before``: an earlier opening, brought up to date if it is the same play.

        Raises ``UnknownIdError``, ``ScenarioError`` when an earlier program wrote it in another form.
        """
        play = self._services.store.plays.get(owner, key)
        if before is None or before.play.owner != owner or before.id != key:
            return OpenPlay(play, kept_play(play.state), _parsed(play.scenario, play.title))
        if play.state != before.play.state:
            before.kept = kept_play(play.state)
        before.play = play
        return before

    def ready(self, table: OpenPlay) -> RolePlay:
        """What plays it, standing where the store says; its first making takes some tenths of a second."""
        from assistant.roleplay.playing.session import RolePlay

        record = table.kept.record
        if table.role is None:
            recogniser = self._services.recogniser(table.scenario)
            table.role = RolePlay(table.scenario, recogniser, self._services.counterpart(), record)
        table.role.record = record
        return table.role

    def ready_soon(self, table: OpenPlay) -> None:
        """Make what plays it while the learner prepares."""
        if table.role is None and not table.awaited:
            table.awaited = True
            threading.Thread(target=self.ready, args=(table,), name="jalon-play", daemon=True).start()

    def keep(self, table: OpenPlay, **update: object) -> None:
        """Put those fields of the play in the store."""
        from assistant.roleplay.debrief.transcript import transcript_text

        kept = table.kept = table.kept.changed(**update)
        shared = table.play.published is not None
        table.play = self._services.store.plays.save(
            table.play.owner,
            table.id,
            kept.to_json(),
            over=kept.over,
            summary=summary_of(kept) if shared else None,
            transcript=transcript_text(table.turns) if shared and table.play.visible else None,
        )

    def agree(self, table: OpenPlay, *, visible: bool) -> None:
        """Let the trainer of a shared case read the talk, or no longer."""
        table.play = self._services.store.plays.agree(table.play.owner, table.id, visible=visible)
        if visible:
            self.keep(table)

    # --- its steps -------------------------------------------------------------------------------------------------

    def prepare(self, table: OpenPlay, card: Mapping[str, str], *, done: bool = False) -> None:
        """Keep the preparation card; ``done``: the talk begins."""
        record = table.kept.record.model_copy(update={"preparation": {k: v for k, v in card.items() if v.strip()}})
        self.keep(table, record=record, prepared=table.kept.prepared or done)

    def say(self, table: OpenPlay, line: str, seconds: float = 0.0) -> Generator[str, None, Exchange]:
        """The learner's line; the pieces of the reply as they come. ``seconds``: of talk since the last one.

        The line is kept before a model is asked: a reply that is cut leaves it in ``awaiting``.
        """
        spent = table.kept.seconds + seconds
        if not self._services.settings.is_embedded:
            self.keep(table, awaiting=line, seconds=spent)
        role = self.ready(table)
        exchange = yield from role.stream(line)
        self.keep(table, record=role.record, awaiting="", seconds=spent)
        self._services.store.log.add(table.play.owner, "jeu de rôle", model=self._services.model)
        return exchange

    def hint(self, table: OpenPlay) -> str:
        """One hint, counted; "" when the level allows no more."""
        from assistant.roleplay.playing.hints import hint

        if self.hints_left(table) == 0:
            return ""
        record = table.kept.record.model_copy(update={"hints": table.kept.record.hints + 1})
        text = hint(table.state, table.scenario)
        self.keep(table, record=record, hint=text, hinted=len(record.exchanges))
        return text

    def hints_left(self, table: OpenPlay) -> int | None:
        """How many may still be asked, None for as many as wanted."""
        allowed = table.scenario.temper.hints
        return None if allowed is None else max(0, allowed - table.kept.record.hints)

    def take_up(self, table: OpenPlay, exchanges: int) -> Play:
        """Another play that goes on after that many exchanges of this one, which stays as it is."""
        kept, play = table.kept.branch(exchanges), table.play
        create = self._services.store.plays.create
        what = (play.owner, play.title, play.scenario, kept.to_json())
        if play.published is None:
            return create(*what)
        try:
            return create(*what, published=play.published, visible=play.visible)
        except UnknownIdError:  # not shared any more: the learner goes on alone
            return create(*what)

    def close(self, table: OpenPlay, seconds: float = 0.0) -> None:
        """End the talk: the self-analysis comes next."""
        self.keep(table, closed=True, awaiting="", seconds=table.kept.seconds + seconds)

    def look_back(
        self, table: OpenPlay, levels: Mapping[str, Level], notes: Mapping[str, str], *, done: bool = False
    ) -> None:
        """Keep the self-analysis; ``done``: the debrief comes next."""
        self.keep(
            table,
            own_levels=dict(levels),
            own_notes={k: v for k, v in notes.items() if v.strip()},
            analysed=table.kept.analysed or done,
        )

    def said(self, play: Play) -> dict[str, object]:
        """What is the learner's own in a play, whether it goes on or not: the talk, their card, their self-analysis.

        Empty for one that an earlier program wrote in another form. Never the state, nor the case.
        """
        from assistant.roleplay.debrief.transcript import transcript_text

        try:
            kept = kept_play(play.state)
        except ScenarioError:
            return {}
        return {
            "transcript": transcript_text(kept.record.turns),
            "preparation": kept.record.preparation,
            "self_analysis": {"levels": kept.own_levels, "notes": kept.own_notes},
        }

    def keep_debrief(self, table: OpenPlay, debrief: Debrief) -> None:
        """Keep it, with the levels for the trainer of a shared case."""
        self.keep(table, debrief=debrief)


_UNREADABLE = (
    "Ce texte ne permet pas de composer une négociation : Jalon n'y trouve pas de prix exploitable.",
    "Choisissez un travail où figure votre offre avec son prix (« Total HT : 12 000 € »), ou un secteur.",
)
_NO_CASE = ("Aucun cas jouable n'a été trouvé pour ce choix.", "Choisissez un autre secteur ou un autre niveau.")


def summary_of(kept: KeptPlay) -> PlaySummary:
    """What the trainer of a shared case sees: never a word that was said."""
    debrief = kept.debrief
    return PlaySummary(
        ending=kept.ending or ("sans_suite" if kept.closed else None),
        exchanges=len(kept.record.exchanges),
        seconds=round(kept.seconds),
        levels={v.id: v.level for v in debrief.criteria if v.status != "failed"} if debrief else {},
        good=debrief.result.verdict if debrief and debrief.result else None,
    )


def _parsed(document: str, title: str) -> Scenario:
    from assistant.roleplay.validation.checks import parse_scenario

    return parse_scenario(document, f"« {title} »")
