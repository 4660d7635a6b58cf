"""Cards: the messages that show one subject as it is now, one copy a chat."""

from dataclasses import dataclass
from typing import Any

from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Card:
    """One copy of a card.

    `message_id` is None until it was delivered, and after its message was lost. `drawn_version` is the
    version of the subject that stands in the chat.
    """

    id: int
    notice: str
    subject_id: int
    chat_id: int
    person_id: int | None
    message_id: int | None
    drawn_version: int


async def find_card(tx: Transaction, notice: str, subject_id: int, chat_id: int) -> Card | None:
    """The copy of a card in one chat."""
    return _card(await tx.find("cards_find", notice=notice, subject_id=subject_id, chat_id=chat_id))


async def find_card_by_message(tx: Transaction, chat_id: int, message_id: int) -> Card | None:
    """The card that a message shows now; None for a copy that a fresh one replaced."""
    return _card(await tx.find("cards_find_by_message", chat_id=chat_id, message_id=message_id))


async def list_cards(tx: Transaction, notice: str, subject_id: int) -> list[Card]:
    """Every copy of a card, in the order they were first shown."""
    rows = await tx.all("cards_list", notice=notice, subject_id=subject_id)
    return [card for row in rows if (card := _card(row))]


async def insert_card(
    tx: Transaction, notice: str, subject_id: int, chat_id: int, person_id: int | None
) -> int:
    """A card is to stand in a chat; its id."""
    row = await tx.get(
        "cards_insert", notice=notice, subject_id=subject_id, chat_id=chat_id, person_id=person_id
    )
    return int(row["id"])


async def card_delivered(tx: Transaction, card_id: int, message_id: int, drawn_version: int) -> None:
    """The card stands in its chat as this message, drawn for this version of its subject."""
    await tx.run("cards_delivered", id=card_id, message_id=message_id, drawn_version=drawn_version)


async def forget_card_message(tx: Transaction, card_id: int) -> None:
    """The card's message is gone: the next one is sent anew."""
    await tx.run("cards_forget_message", id=card_id)


async def move_chat(tx: Transaction, old_chat_id: int, new_chat_id: int) -> None:
    """A group was upgraded (Bot API `migrate_to_chat_id`): desks, units, cards and waiting rows follow."""
    for query in (
        "cards_desk_move_chat",
        "cards_unit_move_chat",
        "cards_move_chat",
        "outbox_move_chat",
    ):
        await tx.run(query, old_chat_id=old_chat_id, new_chat_id=new_chat_id)


def _card(row: Any) -> Card | None:
    if row is None:
        return None
    return Card(
        id=row["id"],
        notice=row["notice"],
        subject_id=row["subject_id"],
        chat_id=row["chat_id"],
        person_id=row["person_id"],
        message_id=row["message_id"],
        drawn_version=row["drawn_version"],
    )
