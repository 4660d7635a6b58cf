"""Updates on their way to a bot: created, kept until confirmed or stale, handed out in order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.world.model import Bot, Update

if TYPE_CHECKING:
    from sandbox.world.world import World

MESSAGE_LIFE_SECONDS = 24 * 3600
PRESS_LIFE_SECONDS = 150
REMEMBERED_UPDATES = 1000
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class ParkedPoll:
    """A getUpdates that waits; whoever ends it says why."""

    ended: asyncio.Future[str]


def waker(world: World, bot_id: int) -> asyncio.Event:
    """Return the event that is set when this bot has something new."""
    return world.wakers.setdefault(bot_id, asyncio.Event())


def push_waker(world: World, bot_id: int) -> asyncio.Event:
    """Return the event on which this bot's webhook waits."""
    return world.push_wakers.setdefault(bot_id, asyncio.Event())


def wake(world: World, bot_id: int) -> None:
    """Wake whoever brings this bot its updates."""
    waker(world, bot_id).set()
    push_waker(world, bot_id).set()


def wanted(bot: Bot, kind: str) -> bool:
    """Whether the bot asked for this kind of update, at this moment."""
    if bot.allowed_updates is None:
        return kind not in ON_REQUEST
    return kind in bot.allowed_updates


def create_update(world: World, bot: Bot, kind: str, body: dict[str, Any], lane: str) -> Update | None:
    """Create an update if the bot wants its kind; `lane` is the chat within which webhooks keep order."""
    if not wanted(bot, kind) or bot.logged_out:
        return None
    life = PRESS_LIFE_SECONDS if kind == "callback_query" else MESSAGE_LIFE_SECONDS
    update = Update(bot.id, bot.next_update_id, kind, body, world.clock.now().timestamp() + life, lane)
    bot.next_update_id += 1
    world.updates.setdefault(bot.id, {})[update.update_id] = update
    remembered = world.delivered.setdefault(bot.id, {})
    remembered[update.update_id] = update
    if len(remembered) > REMEMBERED_UPDATES:
        del remembered[next(iter(remembered))]
    world.save(update)
    world.save(bot)
    wake(world, bot.id)
    return update


def pending(world: World, bot: Bot) -> list[Update]:
    """Return what the bot has not confirmed, oldest first, without what has grown too old."""
    queue = world.updates.setdefault(bot.id, {})
    now = world.clock.now().timestamp()
    for update in [update for update in queue.values() if update.expires_at <= now]:
        forget(world, update)
    return list(queue.values())


def forget(world: World, update: Update) -> None:
    """Drop an update."""
    if world.updates.get(update.bot_id, {}).pop(update.update_id, None) is not None:
        world.store.remove(update)


def confirm(world: World, bot: Bot, offset: int) -> None:
    """Forget what lies below an offset; a negative one keeps only that many of the newest."""
    queue = pending(world, bot)
    below = offset if offset >= 0 else queue[offset].update_id if len(queue) >= -offset else 0
    for update in queue:
        if update.update_id < below:
            forget(world, update)


def drop_pending(world: World, bot: Bot) -> None:
    """Forget everything not confirmed."""
    for update in list(world.updates.get(bot.id, {}).values()):
        forget(world, update)
