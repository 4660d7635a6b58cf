"""Messages taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.api.access import named_message, writable_chat
from sandbox.api.errors import bad
from sandbox.world.posting import delete

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat, Message

DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100


def delete_message(call: Call) -> bool:
    """Delete a message up to 48 hours old: the bot's own, any in a private chat or a group it leads."""
    chat = writable_chat(call)
    message = named_message(call, chat, "message to delete not found")
    if not _allowed(call, chat, message):
        raise bad("message can't be deleted")
    if call.world.clock.unix() - message.date > DELETABLE_SECONDS and not chat.administers(call.bot.id):
        raise bad("message can't be deleted for everyone")
    delete(call.world, chat, message)
    return True


def delete_messages(call: Call) -> bool:
    """Delete up to a hundred messages; those that cannot be found or deleted are passed over."""
    chat = writable_chat(call)
    numbers = call.parameters.json("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = call.world.message(chat, int(number))
        if (
            message is not None
            and _allowed(call, chat, message)
            and call.world.clock.unix() - message.date <= DELETABLE_SECONDS
        ):
            delete(call.world, chat, message)
    return True


def _allowed(call: Call, chat: Chat, message: Message) -> bool:
    return message.author_id == call.bot.id or not chat.is_group or chat.administers(call.bot.id)


METHODS = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
