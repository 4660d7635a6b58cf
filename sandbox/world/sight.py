"""Which bots see a message.

Source: https://core.telegram.org/bots/features#privacy-mode
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.text.units import slice_units

if TYPE_CHECKING:
    from sandbox.world.model import Bot, Chat, Message
    from sandbox.world.world import World


def bots_that_see(world: World, chat: Chat, message: Message) -> list[Bot]:
    """Return the bots told of a new message: none for what a bot wrote, all for service messages."""
    if message.author_id in world.bots and not message.service:
        return []
    if not chat.is_group:
        return [world.bots[chat.bot_id]]
    return [bot for bot in world.bots.values() if chat.present(bot.id) and _sees(world, chat, message, bot)]


def _sees(world: World, chat: Chat, message: Message, bot: Bot) -> bool:
    if message.service or not bot.privacy_mode or chat.administers(bot.id):
        return True
    replied = world.message(chat, message.reply_to)
    if replied is not None and (replied.author_id == bot.id or bot.id in replied.seen_by_bots):
        return True
    return _addressed(chat, message, bot)


def _addressed(chat: Chat, message: Message, bot: Bot) -> bool:
    name = "@" + bot.username.lower()
    for texts, entities in (("text", "entities"), ("caption", "caption_entities")):
        text = message.content.get(texts, "")
        for entity in message.content.get(entities, []):
            part = slice_units(text, entity["offset"], entity["length"]).lower()
            if entity["type"] == "mention" and part == name:
                return True
            if entity["type"] == "text_mention" and entity.get("user_id") == bot.id:
                return True
            if entity["type"] == "bot_command":
                addressee = part.partition("@")[2]
                if addressee == name[1:] or (not addressee and chat.last_bot_id in (None, bot.id)):
                    return True
    return False
