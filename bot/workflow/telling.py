"""What every step can do, whoever acts: queue notices and live cards in its own transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.desk import Desk
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.workflow.log_step import log_step
from storage import outbox
from storage.transaction import Transaction


class Telling(Protocol):
    """A step under way, with or without an actor. What it says goes out only if all of it happens."""

    desk: Desk
    tx: Transaction
    now: datetime

    async def say(
        self,
        to: Recipient | Iterable[Recipient],
        screen: Screen,
        incident: Incident | None = None,
        *,
        priority: int = 1,
        must_act: bool = True,
        subject: str = "",
        reply_to: int | None = None,
    ) -> None:
        """Queue a frozen notice for each recipient."""
        for recipient in (to,) if isinstance(to, Recipient) else to:
            await outbox.say(
                self.tx,
                recipient,
                screen,
                at=self.now,
                priority=priority,
                must_act=must_act,
                desk_id=incident.desk_id if incident else None,
                incident_id=incident.id if incident else None,
                subject=subject,
                reply_to=reply_to,
            )

    async def show(
        self,
        to: Recipient | Iterable[Recipient],
        notice: str,
        subject_id: int,
        incident: Incident | None = None,
        *,
        priority: int = 1,
        again: bool = False,
        in_place: bool = False,
        reply_to: int | None = None,
        pin: bool = False,
    ) -> None:
        """Queue a live card for each recipient; what `again` and `in_place` mean is said at `outbox.show_card`."""
        for recipient in (to,) if isinstance(to, Recipient) else to:
            await outbox.show_card(
                self.tx,
                recipient,
                notice,
                subject_id,
                at=self.now,
                priority=priority,
                desk_id=incident.desk_id if incident else None,
                incident_id=incident.id if incident else None,
                again=again,
                in_place=in_place,
                reply_to=reply_to,
                pin=pin,
            )

    async def refresh(self, notice: str, subject_id: int, *, priority: int = 1) -> None:
        """Queue an edit for every copy of a card."""
        await outbox.refresh_cards(self.tx, notice, subject_id, at=self.now, priority=priority)


class Logging(Telling, Protocol):
    """A step that writes into the duty log, whoever acts: a person, the clock, somebody at a terminal."""

    async def log(
        self,
        kind: LogKind,
        incident: Incident | None = None,
        *,
        desk_id: int | None = None,
        payload: Mapping[str, Any] | None = None,
        text: Mapping[str, Any] | None = None,
    ) -> int:
        """One entry; returns its number."""
        ...


@dataclass(slots=True)
class ActorlessStep(Logging):
    """A step nobody of the desk takes: somebody at a terminal, or an account that is nobody's yet."""

    desk: Desk
    tx: Transaction
    now: datetime

    async def log(
        self,
        kind: LogKind,
        incident: Incident | None = None,
        *,
        desk_id: int | None = None,
        payload: Mapping[str, Any] | None = None,
        text: Mapping[str, Any] | None = None,
    ) -> int:
        """One entry of the duty log, by nobody's hand."""
        return await log_step(
            self.tx,
            kind,
            incident,
            now=self.now,
            occurred_at=self.now,
            desk_id=desk_id,
            payload=payload,
            text=text,
        )
