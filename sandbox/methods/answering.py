"""Answers to pressed buttons, and reactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.api.access import named_message, writable_chat
from sandbox.api.errors import bad
from sandbox.text.units import units
from sandbox.world.poll import PRESS_LIFE_SECONDS
from sandbox.world.posting import changed

if TYPE_CHECKING:
    from sandbox.api.call import Call

LONGEST_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    """Answer a press: once, within its life."""
    world = call.world
    pressed = world.presses.get(call.parameters.text("callback_query_id"))
    now = world.clock.now()
    if (
        pressed is None
        or pressed.bot_id != call.bot.id
        or pressed.answer is not None
        or now.timestamp() - pressed.at > PRESS_LIFE_SECONDS
    ):
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = call.parameters.text("text")
    if units(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    url = call.parameters.text("url")
    if url and not url.lower().startswith(f"https://t.me/{call.bot.username.lower()}?start="):
        raise bad("URL_INVALID")  # other addresses are for games
    answer = {
        "text": text,
        "show_alert": call.parameters.boolean("show_alert"),
        "url": url or None,
    }
    pressed.answer = {**answer, "at": now.isoformat(timespec="microseconds")}
    world.save(pressed)
    world.events.emit(
        "answer",
        {
            "callback_query_id": pressed.id,
            "user_id": pressed.user_id,
            "chat_id": world.chats[pressed.chat_key].id,
            "bot": call.bot.username,
            "message_id": pressed.message_id,
            **answer,
        },
    )
    return True


def set_message_reaction(call: Call) -> bool:
    """Set the bot's own reaction to a message."""
    chat = writable_chat(call)
    message = named_message(call, chat, "message to react not found")
    given = call.parameters.json("reaction") or []
    if not isinstance(given, list) or any(not isinstance(one, dict) for one in given):
        raise bad("can't parse reaction types JSON object")
    if len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in given):
        raise bad("REACTION_INVALID")
    if given:
        message.reactions[call.bot.id] = [{"type": "emoji", "emoji": given[0]["emoji"]}]
    else:
        message.reactions.pop(call.bot.id, None)
    changed(call.world, chat, message, edited=False)
    return True


_REACTION_ROWS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥",
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨",
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡",
)
REACTIONS = frozenset(emoji for row in _REACTION_ROWS for emoji in row.split())

METHODS = {"answerCallbackQuery": answer_callback_query, "setMessageReaction": set_message_reaction}
