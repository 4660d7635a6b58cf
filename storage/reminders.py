"""Who was reminded of what, by which message: the next reminder takes the place of the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.message import Recipient
from storage.outbox import delete_message, refresh_cards
from storage.rows import as_json, make
from storage.transaction import Transaction

LIST = "reminder-list"
"""The card in which several reminders stand."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that stands in a chat. `line`: what it says where several stand in one message."""

    id: int
    timer_id: int
    duty: str
    subject_id: int
    incident_id: int | None
    chat_id: int
    person_id: int | None
    n: int
    line: Mapping[str, Any]
    said_at: datetime
    outbox_id: int


async def add(
    tx: Transaction,
    timer_id: int,
    duty: str,
    subject_id: int,
    incident_id: int | None,
    to: Recipient,
    n: int,
    line: Mapping[str, Any],
    now: datetime,
    outbox_id: int,
) -> None:
    """Keep who was reminded, and by which message."""
    await tx.run(
        "add_reminder",
        timer_id=timer_id,
        duty=duty,
        subject_id=subject_id,
        incident_id=incident_id,
        chat_id=to.chat_id,
        person_id=to.person_id,
        n=n,
        line=as_json(line),
        now=now,
        outbox_id=outbox_id,
    )


async def list_standing(
    tx: Transaction, chat_id: int, duty: str, subject_id: int, since: datetime
) -> list[Reminder]:
    """What stands in a chat of this subject, or was said since a moment."""
    rows = await tx.all(
        "list_standing_reminders", chat_id=chat_id, duty=duty, subject_id=subject_id, since=since
    )
    return [make(Reminder, row) for row in rows]


async def list_standing_of(tx: Transaction, duty: str, subject_id: int) -> list[Reminder]:
    """What stands in any chat of this subject."""
    rows = await tx.all("list_standing_reminders_of", duty=duty, subject_id=subject_id)
    return [make(Reminder, row) for row in rows]


async def list_in(tx: Transaction, list_id: int, chat_id: int) -> list[Reminder]:
    """What stands in one list in one chat."""
    rows = await tx.all("list_reminders_in_list", notice=LIST, list_id=list_id, chat_id=chat_id)
    return [make(Reminder, row) for row in rows]


async def take_back(tx: Transaction, reminder: Reminder, now: datetime) -> None:
    """It stands no longer: its line goes from a list, its message once nothing on it stands.

    What was said stays in outbox and log.
    """
    await tx.run("end_reminder", id=reminder.id)
    left = await tx.get("count_standing_on_message", outbox_id=reminder.outbox_id)
    if left["standing"]:
        found = await tx.find("find_list_of_message", outbox_id=reminder.outbox_id)
        if found is not None:
            await refresh_cards(tx, found["notice"], found["subject_id"], at=now)
        return
    if await tx.run("drop_queued_outbox", id=reminder.outbox_id, now=now):
        return
    said = await tx.find("find_said_message", id=reminder.outbox_id)
    if said is not None:
        await delete_message(tx, said["chat_id"], said["message_id"], at=now)
