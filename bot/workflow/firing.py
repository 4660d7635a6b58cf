"""A turn of the clock under way: a step nobody takes but the clock, in one transaction with the turn itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.desk import Desk
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.workflow.log_step import log_step
from bot.workflow.telling import Logging
from storage.timers import Timer
from storage.transaction import Transaction


@dataclass(slots=True)
class Firing(Logging):
    """`late`: by how much it comes late because the bot was not running; zero else."""

    desk: Desk
    tx: Transaction
    now: datetime
    timer: Timer
    late: timedelta = timedelta(0)

    @property
    def late_by(self) -> int | None:
        """The same in microseconds, for words; None where it is in time."""
        return self.late // timedelta(microseconds=1) or None

    async def log(
        self,
        kind: LogKind,
        incident: Incident | None = None,
        *,
        desk_id: int | None = None,
        directive: int | None = None,
        unit: str | None = None,
        payload: Mapping[str, Any] | None = None,
        text: Mapping[str, Any] | None = None,
    ) -> int:
        """One entry of the duty log, by nobody's hand: which duty, the how-manieth time, when it was due."""
        of_timer = {
            "duty": self.timer.duty,
            "subject": self.timer.subject_id,
            "n": self.timer.n,
            "due_at": self.timer.due_at,
        }
        return await log_step(
            self.tx,
            kind,
            incident,
            now=self.now,
            occurred_at=self.now,
            desk_id=desk_id if desk_id is not None else self.timer.desk_id,
            directive=directive,
            unit=unit,
            payload={**of_timer, **(payload or {})},
            text=text,
        )
