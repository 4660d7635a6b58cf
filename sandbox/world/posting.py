"""A message comes, changes, or goes: stored, told to pages, ledger and the bots that may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.model import Chat, Message
from sandbox.world.phone_view import audience, message_view
from sandbox.world.poll import create_update
from sandbox.world.render import message_for
from sandbox.world.sight import bots_that_see

if TYPE_CHECKING:
    from sandbox.world.world import World


def post(world: World, chat: Chat, message: Message, *, tell_bots: bool = True) -> Message:
    """Put a new message into a chat and tell everybody who sees it."""
    messages = world.messages_of(chat)
    messages[message.message_id] = message
    if message.author_id in world.bots:
        chat.last_bot_id = message.author_id
        world.actions.pop(chat.key, None)
    else:
        chat.read[message.author_id] = message.message_id
        chat.unread[message.author_id] = 0
    seeing = bots_that_see(world, chat, message) if tell_bots else []
    message.seen_by_bots = [bot.id for bot in seeing]
    people = audience(world, chat)
    for user_id in people:
        if user_id != message.author_id:
            chat.unread[user_id] = chat.unread.get(user_id, 0) + 1
    world.save(message)
    world.save(chat)
    view = message_view(world, chat, message)
    world.events.emit("message", {"message": view, "user_ids": people, "unread": _unread(chat, people)})
    _enter(world, "sent", chat, message, view)
    for bot in seeing:
        create_update(world, bot, "message", message_for(world, bot, chat, message), chat.key)
    return message


def changed(
    world: World, chat: Chat, message: Message, *, tell_bots: bool = False, edited: bool = True
) -> None:
    """Tell that a message changed; bots hear of edits by people only."""
    world.save(message)
    view = message_view(world, chat, message)
    world.events.emit("edited", {"message": view, "user_ids": audience(world, chat)})
    if edited:
        _enter(world, "edited", chat, message, view)
    if tell_bots:
        for bot in (world.bots[bot_id] for bot_id in message.seen_by_bots):
            create_update(world, bot, "edited_message", message_for(world, bot, chat, message), chat.key)


def delete(world: World, chat: Chat, message: Message) -> None:
    """Take a message away from everybody; bots are not told."""
    message.deleted = True
    if message.message_id in chat.pinned:
        chat.pinned.remove(message.message_id)
    for user_id, keyboard in list(chat.keyboards.items()):
        if keyboard.get("message_id") == message.message_id and keyboard["kind"] == "force_reply":
            set_keyboard(world, chat, user_id, None)
    people = audience(world, chat)
    for user_id in people:
        if message.author_id != user_id and message.message_id > chat.read.get(user_id, 0):
            chat.unread[user_id] = max(0, chat.unread.get(user_id, 0) - 1)
    world.save(message)
    world.save(chat)
    world.events.emit(
        "deleted",
        {
            "chat_id": chat.id,
            "bot": world.bots[chat.bot_id].username if chat.bot_id else None,
            "message_ids": [message.message_id],
            "user_ids": people,
            "unread": _unread(chat, people),
        },
    )
    _enter(world, "deleted", chat, message, message_view(world, chat, message))


def set_keyboard(world: World, chat: Chat, user_id: int, keyboard: dict[str, Any] | None) -> None:
    """Show or hide a person's reply keyboard or forced reply."""
    if keyboard is None:
        if user_id not in chat.keyboards:
            return
        del chat.keyboards[user_id]
    else:
        chat.keyboards[user_id] = keyboard
    world.save(chat)
    world.events.emit(
        "keyboard",
        {
            "chat_id": chat.id,
            "bot": world.bots[chat.bot_id].username if chat.bot_id else world.default_bot.username,
            "user_id": user_id,
            "keyboard": keyboard or {"kind": "none"},
        },
    )


def service(world: World, chat: Chat, author_id: int, content: dict[str, Any]) -> Message:
    """Post a service message."""
    message = Message(
        chat.key,
        world.take_message_id(chat),
        world.clock.unix(),
        author_id,
        content,
        service=True,
        editable=False,
    )
    return post(world, chat, message)


def _unread(chat: Chat, people: list[int]) -> dict[str, int]:
    return {str(user_id): chat.unread.get(user_id, 0) for user_id in people}


def _enter(world: World, event: str, chat: Chat, message: Message, view: dict[str, Any]) -> None:
    world.ledger.add(
        {
            "kind": "message",
            "at": world.clock.now().isoformat(timespec="microseconds"),
            "event": event,
            "chat_id": chat.id,
            "message_id": message.message_id,
            "by": message.author_id,
            "message": view,
        },
    )


def pin(world: World, chat: Chat, message: Message, by: int) -> None:
    """Pin a message and say so in the chat; a message already pinned stays as it is."""
    if message.message_id in chat.pinned:
        return
    chat.pinned.append(message.message_id)
    _tell_pinned(world, chat)
    service(world, chat, by, {"pinned_message": message.message_id})


def unpin(world: World, chat: Chat, message_ids: list[int]) -> None:
    """Unpin messages."""
    chat.pinned = [number for number in chat.pinned if number not in message_ids]
    _tell_pinned(world, chat)


def _tell_pinned(world: World, chat: Chat) -> None:
    world.save(chat)
    world.events.emit(
        "pinned",
        {
            "chat_id": chat.id,
            "bot": world.bots[chat.bot_id].username if chat.bot_id else None,
            "pinned": list(chat.pinned),
            "user_ids": audience(world, chat),
        },
    )
