"""Messages sent on: forwarded with their origin, or copied without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.api.access import known_chat, named_message, paced, writable_chat
from sandbox.api.errors import bad
from sandbox.api.markup import read_markup
from sandbox.methods.sending import caption_content, new_message, reply_target
from sandbox.world.render import message_for

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat, Message

_CAPTION = frozenset({"caption", "caption_entities"})
_CAPTIONED = frozenset({"photo", "video", "document", "audio", "voice", "animation"})


def forward_message(call: Call) -> dict[str, Any]:
    """Forward one message."""
    chat, source = writable_chat(call), known_chat(call, "from_chat_id")
    message = named_message(call, source, "message to forward not found")
    if message.protected or message.service:
        raise bad("message can't be forwarded")
    paced(call, chat)
    sent = new_message(call, chat, dict(message.content), forward=_origin(source, message))
    return message_for(call.world, call.bot, chat, sent)


def copy_message(call: Call) -> dict[str, Any]:
    """Copy one message, perhaps under another caption; only its number is returned."""
    chat, source = writable_chat(call), known_chat(call, "from_chat_id")
    message = named_message(call, source, "message to copy not found")
    if message.protected or message.service:
        raise bad("message can't be copied")
    content = dict(message.content)
    content.pop("media_group_id", None)
    if "caption" in call.parameters.values and _CAPTIONED & content.keys():
        content = {name: value for name, value in content.items() if name not in _CAPTION} | caption_content(
            call
        )
    markup = read_markup(call.parameters)
    reply = reply_target(call, chat)
    paced(call, chat)
    sent = new_message(call, chat, content, markup, reply=reply)
    return {"message_id": sent.message_id}


def forward_messages(call: Call) -> list[dict[str, Any]]:
    """Forward several messages; those that cannot be forwarded are passed over."""
    chat, source, messages = _several(call)
    sent = [
        new_message(call, chat, dict(message.content), forward=_origin(source, message))
        for message in messages
    ]
    return [{"message_id": message.message_id} for message in sent]


def copy_messages(call: Call) -> list[dict[str, Any]]:
    """Copy several messages; those that cannot be copied are passed over."""
    chat, _, messages = _several(call)
    sent = [new_message(call, chat, dict(message.content)) for message in messages]
    return [{"message_id": message.message_id} for message in sent]


def _several(call: Call) -> tuple[Chat, Chat, list[Message]]:
    chat, source = writable_chat(call), known_chat(call, "from_chat_id")
    numbers = call.parameters.json("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad("message identifiers are not specified")
    found = [call.world.message(source, int(number)) for number in numbers]
    messages = [
        message for message in found if message is not None and not message.protected and not message.service
    ]
    if not messages:
        raise bad("there are no messages to forward")
    paced(call, chat, len(messages))
    return chat, source, messages


def _origin(source: Chat, message: Message) -> dict[str, Any]:
    if message.forward:
        return message.forward
    if message.anonymous:
        return {"chat": source.id, "date": message.date}
    return {"user": message.author_id, "date": message.date}


METHODS = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}
