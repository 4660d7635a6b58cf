"""Pinned messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.api.access import named_message, writable_chat
from sandbox.api.errors import bad
from sandbox.world.posting import pin, unpin

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat

_NO_RIGHTS = "not enough rights to manage pinned messages in the chat"


def pin_chat_message(call: Call) -> bool:
    """Pin a message; a service message tells of it."""
    chat = _pinnable(call)
    message = named_message(call, chat, "message to pin not found")
    if message.service:
        raise bad("service messages can't be pinned")
    pin(call.world, chat, message, call.bot.id)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the newest pinned one if none is named."""
    chat = _pinnable(call)
    if call.parameters.text("message_id"):
        number = call.parameters.integer("message_id")
        if call.world.message(chat, number) is None:
            raise bad("message to unpin not found")
    else:
        if not chat.pinned:
            raise bad("message to unpin not found")
        number = chat.pinned[-1]
    unpin(call.world, chat, [number])
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = _pinnable(call)
    unpin(call.world, chat, list(chat.pinned))
    return True


def _pinnable(call: Call) -> Chat:
    chat = writable_chat(call)
    if chat.is_group and not chat.administers(call.bot.id):
        raise bad(_NO_RIGHTS)
    return chat


METHODS = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
