"""Which chat a bot means, and whether it may write there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.api.errors import ApiError, bad

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Bot, Chat, Message
    from sandbox.world.world import World


def chat_id_of(call: Call, name: str = "chat_id") -> int | None:
    """Return the chat a call names, as a number, or None where it names none that is known."""
    value = call.parameters.text(name).strip()
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit():
        return int(value)
    if value.startswith("@"):
        for person in call.world.people.values():
            if (person.username or "").lower() == value[1:].lower():
                return None  # Telegram resolves only the usernames of bots, supergroups and channels here
    return None


def known_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return a chat the bot knows.

    Raises:
        ApiError: empty, not found, or the group moved to a supergroup.
    """
    if not call.parameters.text(name).strip():
        raise bad(f"{name} is empty")
    chat_id = chat_id_of(call, name)
    if chat_id is None:
        raise bad("chat not found")
    if chat_id > 0:
        if chat_id not in call.world.people or not _has_met(call.world, call.bot, chat_id):
            raise bad("chat not found")
        return call.world.private_chat(call.bot.id, chat_id)
    chat = call.world.group(chat_id)
    if chat is None or call.bot.id not in chat.members:
        raise bad("chat not found")
    return chat


def writable_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return a chat the bot may write to.

    Raises:
        ApiError: it may not, with Telegram's words for why.
    """
    chat = known_chat(call, name)
    if chat.migrated_to is not None:
        words = "group chat was upgraded to a supergroup chat"
        raise ApiError(400, words, {"migrate_to_chat_id": chat.migrated_to})
    if not chat.is_group:
        if call.world.people[chat.id].deactivated:
            raise ApiError(403, "user is deactivated")
        if chat.blocked:
            raise ApiError(403, "bot was blocked by the user")
        if not chat.started:
            raise ApiError(403, "bot can't initiate conversation with a user")
        return chat
    status = chat.members[call.bot.id].status
    if status == "kicked":
        raise ApiError(403, f"bot was kicked from the {chat.type} chat")
    if status == "left":
        raise ApiError(403, f"bot is not a member of the {chat.type} chat")
    return chat


def paced(call: Call, chat: Chat, count: int = 1) -> None:
    """Count a send against the limits.

    Raises:
        ApiError: too many, with the seconds to wait.
    """
    wait = call.world.limits.retry_after(call.bot.id, chat.id, group=chat.is_group, count=count)
    if wait is not None:
        raise ApiError(429, f"retry after {wait}", {"retry_after": wait})


def named_message(call: Call, chat: Chat, missing: str, name: str = "message_id") -> Message:
    """Return the message a call names.

    Raises:
        ApiError: no number, or no such message, in the words of `missing`.
    """
    number = call.parameters.integer(name)
    if number <= 0:
        raise bad("message identifier is not specified")
    message = call.world.message(chat, number)
    if message is None:
        raise bad(missing)
    return message


def _has_met(world: World, bot: Bot, user_id: int) -> bool:
    """Whether the bot has ever seen this person: in their private chat or in a common group."""
    private = world.private_chat(bot.id, user_id)
    if private.started or private.blocked or world.messages_of(private):
        return True
    return any(
        chat.is_group and bot.id in chat.members and user_id in chat.members for chat in world.chats.values()
    )
