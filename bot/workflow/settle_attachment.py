"""A download ended: the log says that the file is kept, with its SHA-256, or that it is not, and why."""

from datetime import timedelta

from bot.desk import Desk
from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from storage import attachments, duty_log, incidents
from storage.attachments import Attachment
from storage.transaction import Transaction


async def next_waiting(desk: Desk) -> Attachment | None:
    """The next file to download."""
    async with desk.database.read() as tx:
        return await attachments.next_waiting(tx, desk.clock.now())


async def stored(desk: Desk, attachment_id: int, sha256: str, path: str, size: int) -> None:
    """The file is kept under `path`, relative to storage.files."""
    async with desk.database.transaction() as tx:
        kept = await attachments.settle(tx, attachment_id, "stored", sha256=sha256, path=path, size=size)
        await _log(desk, tx, kept, LogKind.ATTACHMENT_STORED, sha256)


async def missing(desk: Desk, attachment_id: int, reason: str) -> None:
    """The file cannot be had: too large, or no longer there. What came with it stays."""
    async with desk.database.transaction() as tx:
        state = "too_large" if reason == "too-large" else "missing"
        kept = await attachments.settle(tx, attachment_id, state)
        await _log(desk, tx, kept, LogKind.ATTACHMENT_MISSING, reason)


async def delayed(desk: Desk, attachment_id: int, seconds: float) -> None:
    """Not now: again after so many seconds."""
    async with desk.database.transaction() as tx:
        await attachments.delay(tx, attachment_id, desk.clock.now() + timedelta(seconds=seconds))


async def _log(desk: Desk, tx: Transaction, kept: Attachment, kind: LogKind, detail: str) -> None:
    incident = await incidents.get(tx, kept.incident_id) if kept.incident_id is not None else None
    now = desk.clock.now()
    await duty_log.append(
        tx,
        NewLogEntry(
            kind=kind,
            desk_id=incident.desk_id if incident else SYSTEM,
            incident=incident.number if incident else None,
            channel=Channel.MESSAGE,
            occurred_at=kept.received_at,
            recorded_at=now,
            payload={
                "attachment": kept.id,
                "kind": kept.kind,
                "file_unique_id": kept.file_unique_id,
                "size": kept.size,
                "detail": detail,
            },
            text={"name": "" if incident and incident.is_private else kept.name},
        ),
    )
