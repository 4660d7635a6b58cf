"""A message as one bot sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.world.accounts import anonymous_admin, bot_user, chat_of, user_of
from sandbox.world.files import file_id, unique_id

if TYPE_CHECKING:
    from sandbox.world.model import Bot, Chat, Message
    from sandbox.world.world import World

_MEDIA = frozenset({"document", "video", "voice", "audio", "animation", "sticker"})


def message_for(
    world: World, bot: Bot, chat: Chat, message: Message, *, nested: bool = False
) -> dict[str, Any]:
    """Return the Bot API's Message; a replied-to message inside it has no further reply."""
    found: dict[str, Any] = {"message_id": message.message_id}
    if message.anonymous:
        found |= {"from": anonymous_admin(), "sender_chat": chat_of(world, chat)}
    else:
        found["from"] = user_of(world, message.author_id)
    found |= {"chat": chat_of(world, chat), "date": message.date}
    if message.edit_date:
        found["edit_date"] = message.edit_date
    if message.forward:
        found["forward_origin"] = forward_origin(world, message.forward)
    if message.protected:
        found["has_protected_content"] = True
    found |= content_for(world, bot, chat, message)
    if message.reply_to and not nested:
        replied = world.message(chat, message.reply_to)
        if replied is not None:
            found["reply_to_message"] = message_for(world, bot, chat, replied, nested=True)
            if message.quote:
                found["quote"] = message.quote
    if message.markup is not None:
        found["reply_markup"] = message.markup
    return found


def content_for(world: World, bot: Bot, chat: Chat, message: Message) -> dict[str, Any]:
    """Return the part of a Message that says what it is."""
    found: dict[str, Any] = {}
    for name, value in message.content.items():
        if name in _MEDIA:
            found[name] = _file(world, bot, value)
        elif name == "photo":
            found[name] = [_file(world, bot, size) for size in value]
        elif name in ("entities", "caption_entities"):
            found[name] = [_entity(world, entity) for entity in value]
        elif name == "new_chat_members":
            found[name] = [user_of(world, user_id) for user_id in value]
        elif name == "left_chat_member":
            found[name] = user_of(world, value)
        elif name == "pinned_message":
            pinned = world.message(chat, value)
            found[name] = (
                message_for(world, bot, chat, pinned, nested=True)
                if pinned is not None
                else {"chat": chat_of(world, chat), "message_id": value, "date": 0}
            )
        else:
            found[name] = value
    return found


def forward_origin(world: World, forward: dict[str, Any]) -> dict[str, Any]:
    """Return where a forwarded message came from."""
    if forward.get("chat"):
        group = world.group(int(forward["chat"]))
        chat = chat_of(world, group) if group is not None else {"id": forward["chat"], "type": "supergroup"}
        return {"type": "chat", "date": forward["date"], "sender_chat": chat}
    return {"type": "user", "date": forward["date"], "sender_user": user_of(world, int(forward["user"]))}


def press_message(world: World, bot: Bot, chat: Chat, message_id: int) -> dict[str, Any]:
    """Return the message under a pressed button, or what is left of it."""
    message = world.message(chat, message_id)
    if message is None:
        return {"chat": chat_of(world, chat), "message_id": message_id, "date": 0}
    return message_for(world, bot, chat, message)


def _file(world: World, bot: Bot, value: dict[str, Any]) -> dict[str, Any]:
    file = world.files[value["file"]]
    variant = value.get("variant", "")
    return {
        "file_id": file_id(bot.id, file, variant),
        "file_unique_id": unique_id(file, variant),
        **{key: field for key, field in value.items() if key not in ("file", "variant")},
        "file_size": len(file.content),
    }


def _entity(world: World, entity: dict[str, Any]) -> dict[str, Any]:
    if entity["type"] != "text_mention":
        return entity
    user_id = entity["user_id"]
    return {
        **{key: value for key, value in entity.items() if key != "user_id"},
        "user": user_of(world, user_id),
    }


def get_me(bot: Bot) -> dict[str, Any]:
    """Return what getMe answers."""
    return {
        **bot_user(bot),
        "can_join_groups": bot.can_join_groups,
        "can_read_all_group_messages": not bot.privacy_mode,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }
