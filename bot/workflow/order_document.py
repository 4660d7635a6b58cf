"""A document to be made and sent: ordered with the step, made after its commit, sent when it is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.desk import Desk
from bot.rules.channel import Channel
from bot.rules.log_entry import LogKind, NewLogEntry
from bot.rules.message import FileRef, Recipient, Screen
from bot.workflow.telling import Telling
from storage import documents, duty_log, outbox, shifts
from storage.documents import Document
from storage.files import KeptFile

MOST_TRIES = 3
TRY_AGAIN_AFTER = timedelta(seconds=20)
FAILED = "document-failed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind`: a key of `bot/documents/makers.py`. `name`: the file's name. `sent_as`: document or photo.

    `is_logged`: its SHA-256 goes into the desk's duty log, because it says what the log says.
    """

    kind: str
    values: Mapping[str, Any]
    name: str
    language: str
    sent_as: str = "document"
    is_logged: bool = False


async def order(step: Telling, to: Iterable[Recipient], screen: Screen, wanted: Wanted, desk_id: int) -> None:
    """Order it; `screen` is the message it goes with, said to each of `to` once it is made."""
    await documents.order(
        step.tx,
        desk_id,
        wanted.kind,
        wanted.values,
        name=wanted.name,
        sent_as=wanted.sent_as,
        language=wanted.language,
        screen=screen,
        to=to,
        is_logged=wanted.is_logged,
        now=step.now,
    )


async def next_ordered(desk: Desk) -> Document | None:
    """The next one to make."""
    async with desk.database.read() as tx:
        return await documents.find_next(tx, desk.clock.now())


async def made(desk: Desk, document_id: int, kept: KeptFile) -> None:
    """It lies in the folder: logged where it is to be, and sent to everyone it is for."""
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        document = await documents.made(tx, document_id, kept, now)
        file = FileRef(document.sent_as, name=document.name, path=document.path)
        screen = replace(document.message, files=(file,))
        for recipient in document.to:
            await outbox.say(tx, recipient, screen, at=now, priority=2, desk_id=document.desk_id)
        if document.is_logged:
            shift = await shifts.find_responsible(tx, document.desk_id, now)
            await duty_log.append(
                tx,
                NewLogEntry(
                    kind=LogKind.DOCUMENT_MADE,
                    desk_id=document.desk_id,
                    shift_id=shift.id if shift else None,
                    channel=Channel.MESSAGE,
                    occurred_at=now,
                    recorded_at=now,
                    payload={
                        "document": document.id,
                        "kind": document.kind,
                        "sha256": document.sha256,
                        "size": document.size,
                    },
                    text={"name": document.name},
                ),
            )


async def not_made(desk: Desk, document_id: int) -> bool:
    """Making it failed. Whether it is given up: then everyone it is for is told."""
    async with desk.database.transaction() as tx:
        now = desk.clock.now()
        document = await documents.get(tx, document_id)
        if document.attempts + 1 < MOST_TRIES:
            await documents.delayed(tx, document_id, now + TRY_AGAIN_AFTER)
            return False
        await documents.failed(tx, document_id, now)
        for recipient in document.to:
            screen = Screen(FAILED, {"name": document.name})
            await outbox.say(tx, recipient, screen, at=now, priority=2, desk_id=document.desk_id)
        return True
