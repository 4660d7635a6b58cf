"""Updates pushed to webhooks: in order within a chat, repeated with growing pauses until taken or too old."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx

from sandbox.api.call import Call
from sandbox.api.errors import ApiError
from sandbox.api.parameters import Parameters
from sandbox.methods import METHODS
from sandbox.world.poll import forget, pending, push_waker

if TYPE_CHECKING:
    from sandbox.world.model import Bot, Update, Webhook
    from sandbox.world.world import World

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 64.0
ANSWER_WITHIN_SECONDS = 60.0
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the header's name)
_MOST_RETRY_AFTER = 3600.0


class Pusher:
    """One watching task for each bot, and one delivering task for each chat that has updates waiting."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client: httpx.AsyncClient | None = None
        self._watchers: list[asyncio.Task[None]] = []
        self._lanes: dict[tuple[int, str], asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin to watch every bot, and again after each change of scene."""
        for watcher in self._watchers:
            watcher.cancel()
        self._watchers = [asyncio.ensure_future(self._watch(bot_id)) for bot_id in self._world.bots]
        self._world.on_reset = self.start

    async def stop(self) -> None:
        """End all deliveries where they are; what was not taken stays pending."""
        tasks = [*self._watchers, *self._lanes.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()

    async def _watch(self, bot_id: int) -> None:
        waker = push_waker(self._world, bot_id)
        while True:
            waker.clear()
            bot = self._world.bots.get(bot_id)
            if bot is not None and bot.webhook is not None:
                self._start_lanes(bot, bot.webhook)
            await waker.wait()

    def _start_lanes(self, bot: Bot, webhook: Webhook) -> None:
        running = sum(1 for owner, _ in self._lanes if owner == bot.id)
        for lane in dict.fromkeys(update.lane for update in pending(self._world, bot)):
            if running >= webhook.max_connections:
                return
            if (bot.id, lane) not in self._lanes:
                running += 1
                task = asyncio.ensure_future(self._run_lane(bot.id, lane))
                self._lanes[bot.id, lane] = task

    async def _run_lane(self, bot_id: int, lane: str) -> None:
        pause = FIRST_PAUSE_SECONDS
        try:
            while (update := self._head(bot_id, lane)) is not None:
                bot = self._world.bots[bot_id]
                if bot.webhook is None:
                    return
                asked = await self._deliver(bot, bot.webhook, update)
                if asked is None:
                    pause = FIRST_PAUSE_SECONDS
                    continue
                await self._world.clock.sleep(asked or pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        finally:
            self._lanes.pop((bot_id, lane), None)
            push_waker(self._world, bot_id).set()

    def _head(self, bot_id: int, lane: str) -> Update | None:
        bot = self._world.bots.get(bot_id)
        if bot is None or bot.webhook is None:
            return None
        return next((update for update in pending(self._world, bot) if update.lane == lane), None)

    async def _deliver(self, bot: Bot, webhook: Webhook, update: Update) -> float | None:
        """Push one update; None when it was taken, else the seconds its taker asked to wait (0: none)."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers[_SECRET_HEADER] = webhook.secret_token
        body = json.dumps(update.payload(), ensure_ascii=False).encode()
        try:
            answer = await self._http().post(webhook.url, content=body, headers=headers)
        except httpx.HTTPError as error:
            words = "Connection refused" if isinstance(error, httpx.ConnectError) else "Read timeout expired"
            self._failed(bot, webhook, words)
            return 0.0
        if answer.is_success:
            forget(self._world, update)
            self._perform(bot, answer)
            self._world.store.flush()
            return None
        words = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        self._failed(bot, webhook, words)
        after = answer.headers.get("retry-after", "")
        return min(float(after), _MOST_RETRY_AFTER) if after.isdigit() else 0.0

    def _failed(self, bot: Bot, webhook: Webhook, words: str) -> None:
        webhook.last_error_at = self._world.clock.unix()
        webhook.last_error_message = words
        self._world.save(bot)
        self._world.store.flush()

    def _perform(self, bot: Bot, answer: httpx.Response) -> None:
        """Do the method that the answer to a webhook may carry; its outcome is told to nobody."""
        with suppress(ValueError, ApiError, KeyError, TypeError):
            given = json.loads(answer.content)
            if not isinstance(given, dict) or "method" not in given:
                return
            values = {
                name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for name, value in given.items()
                if name != "method" and value is not None
            }
            METHODS[str(given["method"]).lower()](Call(self._world, bot, Parameters(values)))

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=ANSWER_WITHIN_SECONDS, trust_env=False)
        return self._client
