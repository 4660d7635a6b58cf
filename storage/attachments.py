"""Photos, documents, voices, videos and locations, kept with what they came with."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.message import FileRef
from bot.rules.received import ReceivedFile
from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Attachment:
    """`state`: waiting, stored, missing, too_large; none for a location. `path` is relative to storage.files."""

    id: int
    owner_kind: str
    owner_id: int
    incident_id: int | None
    kind: str
    file_id: str
    file_unique_id: str
    size: int | None
    name: str
    latitude_e7: int | None
    longitude_e7: int | None
    state: str
    attempts: int
    sha256: str
    path: str
    received_at: datetime


async def add(
    tx: Transaction,
    file: ReceivedFile,
    owner_kind: str,
    owner_id: int,
    incident_id: int | None,
    now: datetime,
) -> Attachment:
    """Keep what came; a file waits to be downloaded."""
    state = "none" if file.kind == "location" else "too_large" if file.is_too_large else "waiting"
    row = await tx.get(
        "add_attachment",
        owner_kind=owner_kind,
        owner_id=owner_id,
        incident_id=incident_id,
        kind=file.kind,
        file_id=file.file_id,
        file_unique_id=file.file_unique_id,
        size=file.size,
        name=file.name,
        latitude_e7=file.latitude_e7,
        longitude_e7=file.longitude_e7,
        state=state,
        received_at=now,
    )
    return make(Attachment, row)


async def list_of(tx: Transaction, owner_kind: str, owner_id: int) -> list[Attachment]:
    """What belongs to one owner, in order."""
    rows = await tx.all("list_attachments", owner_kind=owner_kind, owner_id=owner_id)
    return [make(Attachment, row) for row in rows]


async def list_of_incident(tx: Transaction, incident_id: int) -> list[Attachment]:
    """Everything kept with an incident, in order."""
    rows = await tx.all("list_attachments_of_incident", incident_id=incident_id)
    return [make(Attachment, row) for row in rows]


async def move(
    tx: Transaction, *, owner_kind: str, owner_id: int, to_kind: str, to_id: int, incident_id: int
) -> None:
    """What came with a draft belongs to what it became."""
    await tx.run(
        "move_attachments",
        owner_kind=owner_kind,
        owner_id=owner_id,
        to_kind=to_kind,
        to_id=to_id,
        incident_id=incident_id,
    )


async def next_waiting(tx: Transaction, now: datetime) -> Attachment | None:
    """The next file to download."""
    row = await tx.find("next_waiting_attachment", now=now)
    return make(Attachment, row) if row else None


async def settle(
    tx: Transaction,
    attachment_id: int,
    state: str,
    *,
    sha256: str = "",
    path: str = "",
    size: int | None = None,
) -> Attachment:
    """A download ended."""
    row = await tx.get(
        "settle_attachment", id=attachment_id, state=state, sha256=sha256, path=path, size=size
    )
    return make(Attachment, row)


async def delay(tx: Transaction, attachment_id: int, not_before: datetime) -> None:
    """A download failed for now."""
    await tx.run("delay_attachment", id=attachment_id, not_before=not_before)


def as_file(attachment: Attachment) -> FileRef:
    """How it is sent on: by the messenger's own file id, without waiting for the download."""
    return FileRef(
        kind=attachment.kind,
        file_id=attachment.file_id,
        name=attachment.name,
        latitude_e7=attachment.latitude_e7 or 0,
        longitude_e7=attachment.longitude_e7 or 0,
    )
