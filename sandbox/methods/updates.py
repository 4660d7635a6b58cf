"""How a bot gets its updates: long polling and webhooks."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sandbox.api.errors import ApiError, bad
from sandbox.world.model import Webhook
from sandbox.world.poll import KINDS, ParkedPoll, confirm, drop_pending, pending, wake, waker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.api.call import Call
    from sandbox.world.world import World

MOST_UPDATES = 100
LONGEST_POLL_SECONDS = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(call: Call, gone: Callable[[], Awaitable[None]]) -> list[dict[str, Any]]:
    """Return updates, waiting for one if asked; `gone` ends the wait when the bot has hung up.

    Raises:
        ApiError: a webhook is set, or another getUpdates came.
    """
    world, bot, parameters = call.world, call.bot, call.parameters
    if bot.webhook is not None:
        raise ApiError(409, _WEBHOOK_ACTIVE)
    end_poll(world, bot.id, _TERMINATED)
    _take_allowed(call)
    limit = parameters.integer("limit", MOST_UPDATES)
    limit = limit if 0 < limit <= MOST_UPDATES else MOST_UPDATES
    timeout_seconds = min(max(parameters.integer("timeout"), 0), LONGEST_POLL_SECONDS)
    offset = parameters.integer("offset")
    fault = world.faults.draw("getUpdates", bot.username, None, batch=True) if pending(world, bot) else None
    if offset and not (fault is not None and fault.kind == "repeat"):
        confirm(world, bot, offset)
    if not pending(world, bot) and timeout_seconds:
        await _park(call, timeout_seconds, gone)
    batch = [update.payload() for update in pending(world, bot)[:limit]]
    if fault is not None and fault.kind == "duplicate":
        batch = [update for update in batch for _ in range(2)]
    elif fault is not None and fault.kind == "reorder":
        world.faults.rng(fault).shuffle(batch)
    return batch


def end_poll(world: World, bot_id: int, words: str) -> None:
    """End a parked getUpdates of this bot with a 409."""
    parked = world.parked.get(bot_id)
    if parked is not None and not parked.ended.done():
        parked.ended.set_result(words)


async def _park(call: Call, timeout_seconds: float, gone: Callable[[], Awaitable[None]]) -> None:
    world, bot = call.world, call.bot
    parked = world.parked[bot.id] = ParkedPoll(asyncio.get_running_loop().create_future())
    event = waker(world, bot.id)
    event.clear()
    tasks: list[asyncio.Future[Any]] = [
        asyncio.ensure_future(event.wait()),
        asyncio.ensure_future(world.clock.sleep_at_most(timeout_seconds)),
        asyncio.ensure_future(gone()),
    ]
    try:
        waited: list[asyncio.Future[Any]] = [*tasks, parked.ended]
        await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
        if world.parked.get(bot.id) is parked:
            del world.parked[bot.id]
    if parked.ended.done():
        raise ApiError(409, parked.ended.result())


def _take_allowed(call: Call) -> None:
    given = call.parameters.json("allowed_updates")
    if given is None:
        return
    if not isinstance(given, list):
        raise bad("can't parse allowed updates JSON array")
    allowed = [kind for kind in given if kind in KINDS]
    call.bot.allowed_updates = allowed or None
    call.world.save(call.bot)


def set_webhook(call: Call) -> bool:
    """Have updates pushed to an address; an empty one deletes the webhook.

    The real server wants HTTPS; a Bot API server of one's own also takes HTTP, as this one does on loopback.
    """
    parameters, bot = call.parameters, call.bot
    url = parameters.text("url")
    if not url:
        return delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in _LOOPBACK:
        raise bad("bad webhook: Failed to resolve host: Name or service not known")
    secret = parameters.text("secret_token")
    if secret and not _SECRET.match(secret):
        raise bad("secret token contains unallowed characters")
    _take_allowed(call)
    if parameters.boolean("drop_pending_updates"):
        drop_pending(call.world, bot)
    connections = parameters.integer("max_connections", 40)
    bot.webhook = Webhook(url, secret, min(max(connections, 1), 100))
    call.world.save(bot)
    end_poll(call.world, bot.id, "terminated by setWebhook request")
    wake(call.world, bot.id)
    return True


def delete_webhook(call: Call) -> bool:
    """Go back to polling."""
    call.bot.webhook = None
    if call.parameters.boolean("drop_pending_updates"):
        drop_pending(call.world, call.bot)
    call.world.save(call.bot)
    wake(call.world, call.bot.id)
    return True


def get_webhook_info(call: Call) -> dict[str, Any]:
    """Return the webhook and how many updates wait."""
    hook = call.bot.webhook
    found: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(pending(call.world, call.bot)),
    }
    if hook is not None:
        found |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error_at is not None:
            found |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error_message}
    if call.bot.allowed_updates is not None:
        found["allowed_updates"] = call.bot.allowed_updates
    return found


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}
