"""Taking a step: one transaction with who acts, when, from which message; log and messages go into it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.desk import Desk
from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.person import Actor
from bot.rules.source import Source
from bot.workflow.done_with import done_with
from bot.workflow.log_step import log_step
from bot.workflow.telling import Telling
from bot.workflow.wind import wind_incident
from bot.workflow.wind_begun import wind_own
from storage import message_links, people
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person who acted is told: a key of words.toml's `[answers]` and its values."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Taking(Telling):
    """One step under way. Everything it stores, logs and says is in `tx`: all of it happens, or nothing."""

    desk: Desk
    tx: Transaction
    source: Source
    now: datetime
    actor: Actor
    answer: Answer | None = None
    touched: set[int] = field(default_factory=set)
    """incidents whose clock is to be wound"""
    here: Recipient = field(init=False)

    def __post_init__(self) -> None:
        self.here = Recipient(
            self.source.chat_id, self.actor.person.id if self.source.is_private_chat else None
        )

    def answers(self, name: str, /, **values: Any) -> None:
        """What the actor is told when it is done: a toast for a press, a message for a typed word."""
        self.answer = Answer(name, values)

    async def log(
        self,
        kind: LogKind,
        incident: Incident | None = None,
        *,
        desk_id: int | None = None,
        role: str = "",
        directive: int | None = None,
        unit: str | None = None,
        channel: Channel | None = None,
        occurred_at: datetime | None = None,
        is_time_unknown: bool = False,
        payload: Mapping[str, Any] | None = None,
        text: Mapping[str, Any] | None = None,
    ) -> int:
        """One entry of the duty log; returns its number. `occurred_at` defaults to when the message was sent.

        What is logged of an incident may have changed what it waits for: its clock is wound when the step ends.
        """
        if incident is not None:
            self.touched.add(incident.id)
        return await log_step(
            self.tx,
            kind,
            incident,
            now=self.now,
            occurred_at=None if is_time_unknown else occurred_at or self.source.sent_at,
            desk_id=desk_id,
            actor_id=self.actor.person.id,
            role=role,
            directive=directive,
            unit=unit,
            channel=channel or self.source.channel,
            payload=payload,
            text={"actor": self.actor.person.name, **(text or {})},
            source_hash=self.source.hash,
        )

    async def link(self, incident: Incident, subject: str) -> None:
        """The message this step came from belongs to the incident: a reply to it does, too."""
        if self.source.is_press:
            return
        for message_id in self.source.message_ids:
            await message_links.link_message(
                self.tx, self.source.chat_id, message_id, incident_id=incident.id, subject=subject
            )


@asynccontextmanager
async def taking(desk: Desk, source: Source) -> AsyncIterator[Taking]:
    """Open the one transaction of a step; its inbox row is done with it.

    Raises:
        DutyError: `unknown-account`, `account-frozen`.
    """
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        person = await people.find_person_by_account(tx, source.account_id)
        if person is None:
            raise DutyError("unknown-account")
        if person.frozen_at is not None:
            raise DutyError("account-frozen")
        step = Taking(desk, tx, source, now, await people.load_actor(tx, person, now))
        yield step
        for incident_id in sorted(step.touched):
            await wind_incident(step, incident_id)
        await wind_own(step, person.id, source.chat_id)
        if step.answer is not None and not source.is_press:
            screen = Screen("answer", {"answer": step.answer.name, "values": dict(step.answer.values)})
            await step.say(step.here, screen, reply_to=source.message_id)
        await done_with(tx, source)
