"""Which message in which chat belongs to which incident, theirs and ours."""

from dataclasses import dataclass

from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class MessageLink:
    """What one message is about. `subject` reads `report:12`, `directive:3`, `draft:4`, `form`."""

    incident_id: int | None
    subject: str


async def link_message(
    tx: Transaction, chat_id: int, message_id: int, *, incident_id: int | None, subject: str
) -> None:
    """Note what a message belongs to; the latest word counts."""
    await tx.run(
        "message_links_put",
        chat_id=chat_id,
        message_id=message_id,
        incident_id=incident_id,
        subject=subject,
    )


async def find_link(tx: Transaction, chat_id: int, message_id: int) -> MessageLink | None:
    """What a message belongs to, if anything is known of it."""
    row = await tx.find("message_links_find", chat_id=chat_id, message_id=message_id)
    return None if row is None else MessageLink(row["incident_id"], row["subject"])


async def list_messages(tx: Transaction, chat_id: int, subject: str) -> list[int]:
    """The messages of one chat that belong to a subject, the oldest first."""
    rows = await tx.all("message_links_of_subject", chat_id=chat_id, subject=subject)
    return [int(row["message_id"]) for row in rows]


async def link_subject_to_incident(tx: Transaction, subject: str, incident_id: int) -> None:
    """Every message of a subject (a draft that became an incident) belongs to the incident from now on."""
    await tx.run("message_links_give_number", subject=subject, incident_id=incident_id)
