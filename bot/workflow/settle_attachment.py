"""A download ended: the log says that the file is kept, with its SHA-256, or that it is not, and why."""

from datetime import timedelta

from bot.desk import Desk
from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from storage import attachments, drafts, duty_log, incidents, shifts
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
    """In the log of the desk it was sent to, also before it belongs to an incident.

    Whether a report will be for the superior only is not known before it is sent, so its files keep their names
    to themselves till then.
    """
    incident = await incidents.get(tx, kept.incident_id) if kept.incident_id is not None else None
    now = desk.clock.now()
    desk_id = incident.desk_id if incident else await _desk_of(tx, kept)
    shift = await shifts.find_responsible(tx, desk_id, now)
    await duty_log.append(
        tx,
        NewLogEntry(
            kind=kind,
            desk_id=desk_id,
            shift_id=shift.id if shift else None,
            incident=incident.number if incident else None,
            channel=Channel.MESSAGE,
            occurred_at=kept.received_at,
            recorded_at=now,
            payload={
                "attachment": kept.id,
                "owner": kept.owner_kind,
                "owner_id": kept.owner_id,
                "kind": kept.kind,
                "file_unique_id": kept.file_unique_id,
                "size": kept.size,
                "detail": detail,
            },
            text={"name": kept.name if incident and not incident.is_private else ""},
        ),
    )


async def _desk_of(tx: Transaction, kept: Attachment) -> int:
    """The desk a draft or an unsorted text is for."""
    if kept.owner_kind == "unsorted":
        return (await drafts.get_unsorted(tx, kept.owner_id)).desk_id
    draft = await drafts.find(tx, kept.owner_id) if kept.owner_kind == "draft" else None
    return SYSTEM if draft is None else draft.desk_id
