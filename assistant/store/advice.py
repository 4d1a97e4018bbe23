"""The ledger of advice: what was advised on each version, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assistant.domain.learning import Advice, AdviceState, OwnerId
from assistant.domain.levels import LEVELS, Level
from assistant.errors import UserError
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import AdviceRow, VersionRow


@dataclass(frozen=True)
class Given:
    """A next step on one criterion, with the level that it starts from."""

    criterion: str
    level: Level | None
    text: str


class AdviceLedger:
    """The advice given to each person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, owner: OwnerId, work: str, version: str, advice: Iterable[Given]) -> None:
        """Note what is advised on that version; said again, it is written again, save what the learner refused."""
        date = now()
        with self._database.writing() as session:
            known = {row.criterion: row for row in session.scalars(_advice(owner).where(AdviceRow.version == version))}
            for given in advice:
                row = known.get(given.criterion)
                if row is None:
                    row = AdviceRow(
                        id=new_id(), owner=owner, work=work, version=version, state="open", reason="", created=date
                    )
                    row.criterion = given.criterion
                    session.add(row)
                elif row.state == "refused":
                    continue
                row.text, row.level, row.updated = clean(given.text), given.level, date

    def settle(self, owner: OwnerId, version: str, states: Mapping[str, AdviceState]) -> None:
        """What that version made of earlier advice, by advice id. What the learner refused stays refused."""
        with self._database.writing() as session:
            rows = session.scalars(_advice(owner).where(AdviceRow.id.in_(states), AdviceRow.state != "refused"))
            for row in rows:
                row.state, row.updated = states[row.id], now()
                row.settled_by = version if states[row.id] != "open" else None

    def of_work(self, owner: OwnerId, work: str) -> tuple[Advice, ...]:
        """Latest version first, then by criterion."""
        with self._database.reading() as session:
            query = _advice(owner).join(VersionRow, (VersionRow.id == AdviceRow.version) & (VersionRow.owner == owner))
            query = query.where(AdviceRow.work == work).order_by(VersionRow.number.desc(), AdviceRow.criterion)
            return tuple(_of(row) for row in session.scalars(query))

    def refuse(self, owner: OwnerId, advice: str, reason: str) -> Advice:
        """The learner will not follow it, and says why. Raises ``UserError`` without a reason, ``UnknownIdError``."""
        said = clean(reason).strip()[:2000]
        if not said:
            raise UserError(
                "Un refus se garde avec sa raison.", "Écrivez en une phrase pourquoi vous ne le suivez pas."
            )
        return self._mark(owner, advice, "refused", said)

    def reopen(self, owner: OwnerId, advice: str) -> Advice:
        """The learner takes it up again. Raises ``UnknownIdError``."""
        return self._mark(owner, advice, "open", "")

    def _mark(self, owner: OwnerId, advice: str, state: AdviceState, reason: str) -> Advice:
        with self._database.writing() as session:
            row = _one(session, owner, advice)
            row.state, row.reason, row.updated, row.settled_by = state, reason, now(), None
            return _of(row)


def _advice(owner: OwnerId) -> Select[AdviceRow]:
    return select(AdviceRow).where(AdviceRow.owner == owner)


def _one(session: Session, owner: OwnerId, advice: str) -> AdviceRow:
    return found(session.scalar(_advice(owner).where(AdviceRow.id == advice).with_for_update()), "Ce conseil")


def _of(row: AdviceRow) -> Advice:
    return Advice(
        id=row.id,
        owner=OwnerId(row.owner),
        work=row.work,
        version=row.version,
        criterion=row.criterion,
        text=row.text,
        level=None if row.level is None else LEVELS[row.level],
        state=cast("AdviceState", row.state),
        reason=row.reason,
        settled_by=row.settled_by,
        created=row.created,
        updated=row.updated,
    )
