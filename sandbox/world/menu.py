"""Command menus and menu buttons: which of those a bot set applies to whom.

Source: https://core.telegram.org/bots/api#determining-list-of-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.world.model import Bot, Chat, Person


def scope_key(scope: dict[str, Any], language_code: str = "") -> str:
    """Return the key under which commands of a scope and language are kept."""
    parts = [str(scope.get("type", "default"))]
    parts += [str(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    return ":".join(parts) + "|" + language_code


def commands_for(bot: Bot, chat: Chat, person: Person) -> list[dict[str, str]]:
    """Return the commands a person is shown in a chat: the narrowest scope, their language first."""
    chat_id = str(chat.id)
    if chat.is_group:
        administers = chat.administers(person.id)
        scopes = [
            f"chat_member:{chat_id}:{person.id}",
            *([f"chat_administrators:{chat_id}"] if administers else []),
            f"chat:{chat_id}",
            *(["all_chat_administrators"] if administers else []),
            "all_group_chats",
            "default",
        ]
    else:
        scopes = [f"chat:{chat_id}", "all_private_chats", "default"]
    for scope in scopes:
        for language in (person.language_code or "", ""):
            if found := bot.commands.get(f"{scope}|{language}"):
                return found
    return []


def menu_button_for(bot: Bot, chat: Chat) -> dict[str, Any]:
    """Return the menu button of a private chat."""
    return bot.menu_buttons.get(str(chat.id)) or bot.menu_buttons.get("") or {"type": "default"}
