"""A message, a keyboard and a chat as the control API shows them (docs/sandbox.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.scene import color_for, initials_of
from sandbox.world.menu import commands_for, menu_button_for

if TYPE_CHECKING:
    from sandbox.world.model import Chat, Message, Person
    from sandbox.world.world import World

ACTION_SECONDS = 5.0
_PREVIEW = 120
_SYMBOLS = {
    "photo": "📷",
    "video": "🎬",
    "voice": "🎤",
    "audio": "🎵",
    "animation": "🎞",
    "document": "📎",
    "location": "📍",
    "contact": "👤",
    "sticker": "🙂",
}
_FILES = ("document", "video", "voice", "audio", "animation", "sticker")
_BUTTON_KEYS = ("text", "style", "callback_data", "url", "switch_inline_query")


def account(world: World, user_id: int) -> dict[str, Any]:
    """Return who somebody is, with avatar colour and initials."""
    person = world.people.get(user_id)
    if person is not None:
        color, name, is_bot = person.color, person.name, False
    else:
        bot = world.bots.get(user_id)
        name, is_bot = bot.first_name if bot else str(user_id), bot is not None
        color = _bot_color(world, user_id)
    return {"id": user_id, "name": name, "is_bot": is_bot, "color": color, "initials": initials_of(name)}


def _bot_color(world: World, bot_id: int) -> str:
    return next((bot.color for bot in world.scene.bots if bot.id == bot_id), "") or color_for(bot_id)


def message_view(world: World, chat: Chat, message: Message) -> dict[str, Any]:
    """Return a message as docs/sandbox.md describes it."""
    content = message.content
    found: dict[str, Any] = {
        "chat_id": chat.id,
        "message_id": message.message_id,
        "bot": world.bots[chat.bot_id].username if chat.bot_id else None,
        "date": message.date,
        "from": account(world, message.author_id),
        "author_id": message.author_id,
        "pinned": message.message_id in chat.pinned,
    }
    if message.anonymous:
        name = chat.title
        found["from"] = {
            "id": chat.id,
            "name": name,
            "is_bot": False,
            "color": color_for(chat.id),
            "initials": initials_of(name),
        }
    for name in ("text", "entities", "caption", "caption_entities", "location", "contact", "media_group_id"):
        if name in content:
            found[name] = content[name]
    _add_files(world, content, found)
    more: dict[str, Any] = {
        "edit_date": message.edit_date,
        "reply_to": _reply(world, chat, message.reply_to) if message.reply_to else None,
        "quote": message.quote,
        "forward": _forward(world, message.forward) if message.forward else None,
        "inline_keyboard": keyboard_rows(message.markup) if message.markup else None,
        "reactions": _reactions(message),
        "service": _service(content) if message.service else None,
        "link_preview_disabled": content.get("link_preview_options", {}).get("is_disabled"),
        "protected": message.protected,
        "silent": message.silent,
        "deleted": message.deleted,
    }
    return found | {name: value for name, value in more.items() if value}


def keyboard_rows(markup: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the buttons of an inline keyboard, each with its index through all rows."""
    rows: list[list[dict[str, Any]]] = []
    index = 0
    for row in markup["inline_keyboard"]:
        buttons = []
        for button in row:
            shown = {key: button[key] for key in _BUTTON_KEYS if key in button}
            if "copy_text" in button:
                shown["copy_text"] = button["copy_text"]["text"]
            if "web_app" in button:
                shown["web_app"] = button["web_app"]["url"]
            if "login_url" in button:
                shown["url"] = button["login_url"]["url"]
            buttons.append({**shown, "index": index})
            index += 1
        rows.append(buttons)
    return rows


def keyboard_view(chat: Chat, user_id: int) -> dict[str, Any]:
    """Return the reply keyboard, or the forced reply, this person now has in a chat."""
    return chat.keyboards.get(user_id) or {"kind": "none"}


def audience(world: World, chat: Chat) -> list[int]:
    """Return the people who see a chat now."""
    if not chat.is_group:
        return [chat.id]
    return [user_id for user_id in chat.members if user_id in world.people and chat.present(user_id)]


def count_unread(world: World, chat: Chat, user_id: int) -> int:
    """Count what somebody has not read in a chat, by its messages."""
    last = chat.read.get(user_id, 0)
    return sum(
        1
        for message in world.messages_of(chat).values()
        if message.message_id > last and message.author_id != user_id and not message.deleted
    )


def chat_action(world: World, chat: Chat) -> str | None:
    """Return the bot's action that is shown now."""
    action, until = world.actions.get(chat.key, ("", 0.0))
    return action if until > world.clock.monotonic() else None


def chat_view(world: World, chat: Chat, person: Person, last_messages: int | None = 200) -> dict[str, Any]:
    """Return a chat as this person's phone shows it; None leaves the messages out."""
    bot = world.bots[chat.bot_id] if chat.bot_id else world.default_bot
    member = chat.members.get(person.id)
    is_member = chat.present(person.id) if chat.is_group else True
    title = chat.title if chat.is_group else bot.first_name
    found: dict[str, Any] = {
        "chat_id": chat.id,
        "bot": bot.username,
        "type": chat.type,
        "title": title,
        "color": color_for(chat.id) if chat.is_group else _bot_color(world, bot.id),
        "initials": initials_of(title),
        "is_member": is_member,
        "started": chat.started or chat.is_group,
        "blocked": chat.blocked,
        "can_send": (
            is_member and chat.migrated_to is None if chat.is_group else chat.started and not chat.blocked
        )
        and not person.deactivated,
        "status": member.status if member else "member",
        "is_anonymous": bool(member and member.is_anonymous),
        "members": members_view(world, chat) if chat.is_group else None,
        "unread": chat.unread.get(person.id, 0),
        "pinned": list(chat.pinned),
        "chat_action": chat_action(world, chat),
        "keyboard": keyboard_view(chat, person.id),
        "commands": commands_for(bot, chat, person),
        "menu_button": menu_button_for(bot, chat),
    }
    if chat.migrated_to is not None:
        found["migrated_to"] = chat.migrated_to
    if last_messages is not None:
        kept = [message for message in world.messages_of(chat).values() if not message.deleted]
        found["messages"] = [message_view(world, chat, message) for message in kept[-last_messages:]]
    return found


def members_view(world: World, chat: Chat) -> list[dict[str, Any]]:
    """Return the members of a group."""
    return [
        {**account(world, member.user_id), "status": member.status, "is_anonymous": member.is_anonymous}
        for member in chat.members.values()
    ]


def preview(content: dict[str, Any]) -> str:
    """Return a line that stands for a message."""
    text = content.get("text") or content.get("caption") or ""
    symbol = next((sign for name, sign in _SYMBOLS.items() if name in content), "")
    return f"{symbol} {text}".strip()[:_PREVIEW]


def _add_files(world: World, content: dict[str, Any], found: dict[str, Any]) -> None:
    if "photo" in content:
        largest = content["photo"][-1]
        file = world.files[largest["file"]]
        found["photo"] = {
            "url": f"/control/files/{file.number}",
            "width": file.width or largest["width"],
            "height": file.height or largest["height"],
            "size": len(file.content),
            "spoiler": bool(content.get("has_media_spoiler")),
        }
    for name in _FILES:
        if name in content:
            value = content[name]
            file = world.files[value["file"]]
            more = {key: field for key, field in value.items() if key not in ("file", "variant", "file_name")}
            found[name] = {
                "url": f"/control/files/{file.number}",
                "name": value.get("file_name", file.name),
                "mime_type": file.mime_type,
                "size": len(file.content),
                **more,
            }


def _reply(world: World, chat: Chat, message_id: int) -> dict[str, Any]:
    replied = world.messages_of(chat).get(message_id)
    if replied is None or replied.deleted:
        return {"message_id": message_id, "name": "", "text": "", "deleted": True}
    name = chat.title if replied.anonymous else account(world, replied.author_id)["name"]
    return {"message_id": message_id, "name": name, "text": preview(replied.content), "deleted": False}


def _forward(world: World, forward: dict[str, Any]) -> dict[str, Any]:
    group = world.group(int(forward["chat"])) if forward.get("chat") else None
    name = group.title if group is not None else account(world, int(forward.get("user", 0)))["name"]
    return {"name": name, "date": forward["date"]}


def _reactions(message: Message) -> list[dict[str, Any]]:
    by_emoji: dict[str, list[int]] = {}
    for user_id, reactions in message.reactions.items():
        for reaction in reactions:
            by_emoji.setdefault(reaction.get("emoji", "⭐"), []).append(user_id)
    return [{"emoji": emoji, "user_ids": user_ids} for emoji, user_ids in by_emoji.items()]


def _service(content: dict[str, Any]) -> dict[str, Any]:
    if "new_chat_members" in content:
        return {"kind": "member_joined", "user_ids": content["new_chat_members"]}
    if "left_chat_member" in content:
        return {"kind": "member_left", "user_ids": [content["left_chat_member"]]}
    if "new_chat_title" in content:
        return {"kind": "title_changed", "title": content["new_chat_title"]}
    if "pinned_message" in content:
        return {"kind": "pinned", "message_id": content["pinned_message"]}
    for name in ("migrate_to_chat_id", "migrate_from_chat_id"):
        if name in content:
            return {"kind": "migrated_to" if "_to_" in name else "migrated_from", "chat_id": content[name]}
    return {"kind": "supergroup_created" if "supergroup_chat_created" in content else "group_created"}
