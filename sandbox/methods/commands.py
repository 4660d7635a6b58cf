"""Command menus by scope and language, and the menu button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sandbox.api.errors import bad
from sandbox.world.menu import commands_for, menu_button_for, scope_key
from sandbox.world.phone_view import audience

if TYPE_CHECKING:
    from sandbox.api.call import Call
    from sandbox.world.model import Chat

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
_BUTTONS = frozenset({"default", "commands", "web_app"})


def set_my_commands(call: Call) -> bool:
    """Set the commands of a scope and language."""
    given = call.parameters.json("commands")
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(one) for one in given]
    key = _scope(call)
    if commands:
        call.bot.commands[key] = commands
    else:
        call.bot.commands.pop(key, None)
    _tell(call)
    return True


def get_my_commands(call: Call) -> list[dict[str, str]]:
    """Return the commands of exactly this scope and language."""
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and language; wider ones show again."""
    call.bot.commands.pop(_scope(call), None)
    _tell(call)
    return True


def set_chat_menu_button(call: Call) -> bool:
    """Set the menu button of one private chat, or of all."""
    button = call.parameters.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in _BUTTONS:
        raise bad("can't parse menu button: Unsupported type specified")
    call.bot.menu_buttons[_menu_chat(call)] = button
    _tell(call)
    return True


def get_chat_menu_button(call: Call) -> dict[str, Any]:
    """Return the menu button of one private chat, or the one for all."""
    chat_id = _menu_chat(call)
    if chat_id:
        return menu_button_for(call.bot, call.world.private_chat(call.bot.id, int(chat_id)))
    return call.bot.menu_buttons.get("") or {"type": "default"}


def _menu_chat(call: Call) -> str:
    chat_id = call.parameters.integer("chat_id")
    if chat_id and chat_id not in call.world.people:
        raise bad("chat not found")
    return str(chat_id) if chat_id else ""


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        raise bad("expected an Object")
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not _COMMAND.match(command):
        raise bad("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= LONGEST_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(call: Call) -> str:
    scope = call.parameters.json("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    needed = _SCOPES[scope["type"]]
    for name in needed:
        if not scope.get(name):
            raise bad(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in needed:
        chat_id = int(scope["chat_id"])
        known = chat_id in call.world.people or (
            (group := call.world.group(chat_id)) and group.present(call.bot.id)
        )
        if not known:
            raise bad("chat not found")
    kept = {name: scope[name] for name in ("type", *needed)}
    return scope_key(kept, call.parameters.text("language_code"))


def _tell(call: Call) -> None:
    """Tell every phone whose menu may have changed."""
    world = call.world
    world.save(call.bot)
    chats: list[Chat] = [
        chat
        for chat in world.chats.values()
        if chat.bot_id == call.bot.id or (chat.is_group and chat.present(call.bot.id))
    ]
    for chat in chats:
        for user_id in audience(world, chat):
            person = world.people[user_id]
            world.events.emit(
                "commands",
                {
                    "user_id": user_id,
                    "chat_id": chat.id,
                    "bot": call.bot.username,
                    "commands": commands_for(call.bot, chat, person),
                    "menu_button": menu_button_for(call.bot, chat),
                },
            )


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
