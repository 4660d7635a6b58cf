"""What is to be said: rows queued in the transaction of the change itself, taken by the sender afterwards.

Order: within a chat the higher priority first, then the older row, one under way at a time. `at` is always
the moment of the step that queues.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.rules.message import Command, Recipient, Screen
from storage.cards import find_card, insert_card
from storage.message_json import dump_commands, dump_screen, load_screen
from storage.message_links import list_messages
from storage.transaction import Transaction

NO_PAYLOAD = "{}"
STRIP = "strip-keyboard"  # the notice of an edit that only takes a replaced card's buttons away
COMMANDS = "commands"


async def say(
    tx: Transaction,
    to: Recipient,
    screen: Screen,
    *,
    at: datetime,
    priority: int = 1,
    must_act: bool = True,
    desk_id: int | None = None,
    incident_id: int | None = None,
    subject: str = "",
    reply_to: int | None = None,
) -> int:
    """Queue a frozen notice: its values are kept as they are now. Returns the outbox row's id.

    `priority`: 0 decisions and directives, 1 the rest, 2 lists and digests. `must_act`: sent again, marked,
    when its outcome stays unknown. `subject` (`directive:3`) and `incident_id` are what a reply to it means.
    """
    return await _insert(
        tx,
        desk_id=desk_id,
        incident_id=incident_id,
        chat_id=to.chat_id,
        person_id=to.person_id,
        action="send",
        notice=screen.name,
        subject=subject,
        payload=dump_screen(screen),
        priority=priority,
        must_act=must_act,
        reply_to=reply_to,
        created_at=at,
    )


async def show_card(
    tx: Transaction,
    to: Recipient,
    notice: str,
    subject_id: int,
    *,
    at: datetime,
    priority: int = 1,
    must_act: bool = True,
    desk_id: int | None = None,
    incident_id: int | None = None,
    subject: str = "",
    reply_to: int | None = None,
    pin: bool = False,
    again: bool = False,
    in_place: bool = False,
) -> int:
    """Queue a live card, drawn when it is sent from the state as it is then. Returns the outbox row's id.

    One copy stands in a chat: a card already there is edited, or with `again` sent as a fresh message, whose
    older copy loses its buttons, or goes altogether with `in_place`. A row that already waits for this card is
    enough (its id comes back).
    `subject` defaults to `<notice>:<subject_id>`.
    """
    row = {
        "desk_id": desk_id,
        "incident_id": incident_id,
        "chat_id": to.chat_id,
        "person_id": to.person_id,
        "notice": notice,
        "subject": subject or f"{notice}:{subject_id}",
        "priority": priority,
        "must_act": must_act,
        "created_at": at,
    }
    if to.chat_id is None:
        return await _insert(tx, action="send", **row)
    card = await find_card(tx, notice, subject_id, to.chat_id)
    card_id = card.id if card else await insert_card(tx, notice, subject_id, to.chat_id, to.person_id)
    row["card_id"] = card_id
    waiting = await tx.find("outbox_queued_for_card", card_id=card_id)
    if waiting is not None and not (again and waiting["action"] == "edit"):
        await tx.run("outbox_hurry", id=waiting["id"], priority=priority, must_act=must_act)
        return int(waiting["id"])
    stands_as = card.message_id if card else None
    is_edit = card is not None and not again
    row_id = await _insert(tx, action="edit" if is_edit else "send", reply_to=reply_to, **row)
    if again and in_place and stands_as is not None and to.chat_id is not None:
        await delete_message(tx, to.chat_id, stands_as, at=at, priority=priority)
    elif again and stands_as is not None:
        await strip_keyboard(tx, to, stands_as, priority=priority, at=at)
    if pin and not is_edit:
        await _insert(tx, action="pin", **{**row, "must_act": False})
    return row_id


async def refresh_cards(
    tx: Transaction, notice: str, subject_id: int, *, at: datetime, priority: int = 1
) -> int:
    """Queue an edit for every copy of a card; none for a copy that already has one waiting.

    Returns how many were queued. A copy that never arrived is left alone.
    """
    await tx.run("outbox_hurry_cards", notice=notice, subject_id=subject_id, priority=priority)
    return await tx.run(
        "outbox_refresh_cards", notice=notice, subject_id=subject_id, priority=priority, created_at=at
    )


async def delete_message(
    tx: Transaction, chat_id: int, message_id: int, *, at: datetime, priority: int = 1
) -> int:
    """Queue the deletion of a message (Bot API deleteMessage); one already gone is as good as deleted."""
    return await _on_message(tx, "delete", chat_id, message_id, at=at, priority=priority)


async def take_back(tx: Transaction, chat_id: int, subject: str, *, at: datetime) -> None:
    """What was last said of a subject in a chat is overtaken: taken out of the line, or deleted where it stands."""
    if await tx.run("outbox_drop_queued_of_subject", chat_id=chat_id, subject=subject, now=at):
        return
    said = await list_messages(tx, chat_id, subject)
    if said:
        await delete_message(tx, chat_id, said[-1], at=at)


async def pin_message(
    tx: Transaction, chat_id: int, message_id: int, *, at: datetime, priority: int = 1
) -> int:
    """Queue the pinning of a message, without a sound."""
    return await _on_message(tx, "pin", chat_id, message_id, at=at, priority=priority)


async def unpin_message(
    tx: Transaction, chat_id: int, message_id: int, *, at: datetime, priority: int = 1
) -> int:
    """Queue the unpinning of a message."""
    return await _on_message(tx, "unpin", chat_id, message_id, at=at, priority=priority)


async def set_commands(tx: Transaction, to: Recipient, commands: tuple[Command, ...], *, at: datetime) -> int:
    """Queue a chat's own command menu (Bot API setMyCommands, scope chat)."""
    return await _insert(
        tx,
        chat_id=to.chat_id,
        person_id=to.person_id,
        action="commands",
        notice=COMMANDS,
        payload=dump_commands(commands),
        priority=2,
        must_act=False,
        created_at=at,
    )


async def _on_message(
    tx: Transaction, action: str, chat_id: int, message_id: int, *, at: datetime, priority: int
) -> int:
    return await _insert(
        tx,
        chat_id=chat_id,
        action=action,
        notice=action,
        message_id=message_id,
        priority=priority,
        must_act=False,
        created_at=at,
    )


async def strip_keyboard(
    tx: Transaction, to: Recipient, message_id: int, *, at: datetime, priority: int = 1
) -> None:
    """Queue an edit that takes a message's buttons away and leaves its words (Bot API editMessageReplyMarkup)."""
    await _insert(
        tx,
        chat_id=to.chat_id,
        person_id=to.person_id,
        action="edit",
        notice=STRIP,
        message_id=message_id,
        priority=priority,
        must_act=False,
        created_at=at,
    )


async def reword(
    tx: Transaction, to: Recipient, message_id: int, values: Mapping[str, object], *, at: datetime
) -> None:
    """Queue an edit of a frozen notice: the same words with some values changed, and no buttons any more.

    A message nobody knows the words of only loses its buttons.
    """
    said = await tx.find("outbox_find_said", chat_id=to.chat_id, message_id=message_id)
    if said is None:
        await strip_keyboard(tx, to, message_id, at=at)
        return
    screen = load_screen(said["payload"])
    changed = replace(screen, values={**screen.values, **values}, keyboard=())
    await _insert(
        tx,
        chat_id=to.chat_id,
        person_id=to.person_id,
        action="edit",
        notice=screen.name,
        payload=dump_screen(changed),
        message_id=message_id,
        priority=1,
        must_act=False,
        created_at=at,
    )


async def _insert(tx: Transaction, **given: object) -> int:
    row: dict[str, object] = {
        "desk_id": None,
        "incident_id": None,
        "person_id": None,
        "card_id": None,
        "subject": "",
        "payload": NO_PAYLOAD,
        "reply_to": None,
        "message_id": None,
    }
    return int((await tx.get("outbox_insert", **(row | given)))["id"])
