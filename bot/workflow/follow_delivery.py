"""What follows from a message that arrived, or will not: facts for the roll-call, the log and the desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from storage import directives, duty_log, incidents, outbox, people, shifts
from storage.outbox_queue import OutboxRow
from storage.transaction import Transaction

DIRECTIVE = "directive-card"
NOTICE = "undelivered"


async def delivered(tx: Transaction, row: OutboxRow, *, at: datetime, is_back: bool = False) -> None:
    """A directive's card arrived at a first reader: sent, though nobody has confirmed receipt.

    `is_back`: at somebody who could not be reached before; the roll-call names them no longer.
    """
    if row.action == "send" and row.notice == DIRECTIVE:
        addressee = await directives.get_addressee(tx, _subject_id(row))
        if await directives.mark_sent(tx, addressee.id, at) or is_back:
            directive = await directives.get(tx, addressee.directive_id)
            await outbox.refresh_cards(tx, "roll-call", directive.incident_id, at=at)


async def undelivered(tx: Transaction, row: OutboxRow, error: str, *, at: datetime) -> None:
    """It is logged and the desk is told as a fact; what told of it is not told of again."""
    if row.action != "send" or row.notice == NOTICE:
        return
    incident = await incidents.get(tx, row.incident_id) if row.incident_id is not None else None
    number = incident.number if incident is not None else ""
    is_private = incident is not None and incident.is_private
    if row.notice == DIRECTIVE:
        addressee = await directives.get_addressee(tx, _subject_id(row))
        await directives.mark_undeliverable(tx, addressee.id)
        directive = await directives.get(tx, addressee.directive_id)
        await outbox.refresh_cards(tx, "roll-call", directive.incident_id, at=at)
        number = f"{number}/{directive.n}"
    name = (await people.get_person(tx, row.person_id)).name if row.person_id is not None else ""
    words = {"is_private": True} if is_private else {"name": name, "reason": error}
    await _log(tx, row, number, words, at=at)
    if row.desk_id is not None and row.must_act:
        await _tell(tx, row, number, name, is_private=is_private, at=at)


def _subject_id(row: OutboxRow) -> int:
    """What a card's row is about; a row for a person without an account has no card, only its subject."""
    return row.subject_id if row.subject_id is not None else int(row.subject.rpartition(":")[2])


async def _log(
    tx: Transaction, row: OutboxRow, number: str, words: Mapping[str, Any], *, at: datetime
) -> None:
    desk_id = row.desk_id or SYSTEM
    shift = await shifts.find_responsible(tx, desk_id, at)
    await duty_log.append(
        tx,
        NewLogEntry(
            kind=LogKind.MESSAGE_UNDELIVERED,
            desk_id=desk_id,
            shift_id=shift.id if shift else None,
            incident=number.partition("/")[0] or None,
            directive=None,
            unit=None,
            actor_id=None,
            actor_role="",
            channel=Channel.MESSAGE,
            occurred_at=at,
            recorded_at=at,
            payload={"outbox": row.id, "notice": row.notice, "person": row.person_id, "chat": row.chat_id},
            text=words,
            source_hash="",
        ),
    )


async def _tell(
    tx: Transaction, row: OutboxRow, number: str, name: str, *, is_private: bool, at: datetime
) -> None:
    """The desk telephones; of a Phản ánh riêng it knows nothing, so the other superiors do."""
    if row.desk_id is None:
        return
    desk = await people.get_desk(tx, row.desk_id)
    those = (
        await people.list_granted(tx, desk.id, Role.SUPERIOR)
        if is_private
        else await people.list_on_duty(tx, desk.id, Role.OFFICER, at)
    )
    to = [
        Recipient(p.telegram_id, p.id)
        for p in those
        if p.telegram_id is not None and p.frozen_at is None and p.id != row.person_id
    ]
    if desk.chat_id is not None and desk.chat_id != row.chat_id and not is_private:
        to.append(Recipient(desk.chat_id))
    phone = (await people.get_person(tx, row.person_id)).phone if row.person_id is not None else ""
    values = {"number": number, "notice": row.notice, "name": name, "phone": phone, "at": at}
    for recipient in to:
        await outbox.say(
            tx, recipient, Screen(NOTICE, values), at=at, desk_id=desk.id, incident_id=row.incident_id
        )
