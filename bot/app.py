"""The composition root: every part of a running bot, made once and handed down. Production and tests use this one."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import structlog

from bot.background import Background
from bot.clock import Clock
from bot.config import Settings
from bot.control.requests import answer_request
from bot.control.socket import control_path, serve
from bot.desk import Desk, make_desk
from bot.health import serve_health
from bot.messenger.alarm import Alarm
from bot.messenger.errors import SendError
from bot.messenger.telegram import Telegram
from bot.receiver.files import Downloads, FileRecords, WaitingFile
from bot.receiver.lanes import Lanes
from bot.receiver.polling import Polling
from bot.render import Renderer
from bot.rules.message import Reader, Screen
from bot.rules.pacing import Limits
from bot.scheduler import Scheduler
from bot.sender.loop import Sender
from bot.sender.making import Making
from bot.views.cards import draw_card
from bot.vocabulary import TEMPLATES
from bot.workflow import record_running, settle_attachment, tell_administrators
from handlers.register import Handlers, Line
from storage import bot_state
from storage.engine import Database
from storage.inbox import InboxRow
from storage.transaction import Transaction

ME = "me"
FIRST_INTRODUCTION_PAUSE_SECONDS = 1.0
LONGEST_INTRODUCTION_PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Bot:
    """A running bot. `line` is only used by sender, receiver and the answers to presses."""

    desk: Desk
    line: Telegram
    alarm: Alarm
    background: Background
    username: str = ""

    def start(self, settings: Settings, limits: Limits | None = None) -> None:
        """Start every loop. Database, log and clock work at once; the messenger comes up when it can."""
        renderer = Renderer(TEMPLATES, settings.desk.zone)
        handlers = Handlers(
            self.desk, renderer, Line(self.line.bot_id, lambda: self.username, self._answer_press)
        )
        database, clock = self.desk.database, self.desk.clock
        lanes = Lanes(database, clock, self.line.bot_id, partial(self._handle, handlers), self._on_dead)
        sender = Sender(
            database,
            clock,
            self.line,
            renderer,
            self._draw,
            language=settings.desk.language,
            limits=limits,
            alarm=self.alarm,
        )
        polling = Polling(database, clock, self.line, alarm=self.alarm)
        downloads = Downloads(
            database,
            clock,
            self.line,
            settings.storage.files,
            self._file_records(),
            largest=settings.files.max_download_mb * 1_000_000,
        )
        scheduler = Scheduler(self.desk, self.alarm)
        making = Making(self.desk, settings.storage.files, self.alarm)
        loops: dict[str, Callable[[], Awaitable[None]]] = {
            "sender": sender.run,
            "lanes": lanes.run,
            "polling": polling.run,
            "downloads": downloads.run,
            "clock": scheduler.run,
            "documents": making.run,
            "introduction": self._introduce,
            "control": partial(serve, control_path(settings), partial(answer_request, self.desk)),
        }
        if settings.health.port:
            loops["health"] = partial(serve_health, settings.health.port, lambda: self.alarm.standing)
        for name, work in loops.items():
            _ = self.background.start(name, work)

    async def _handle(self, handlers: Handlers, row: InboxRow) -> None:
        rest = [(one.update_id, one.update) for one in row.with_it]
        await handlers.handle(row.bot_id, row.update_id, row.raw, row.update, rest)

    async def _draw(
        self, tx: Transaction, notice: str, subject_id: int, reader: Reader
    ) -> tuple[Screen, int] | None:
        return await draw_card(self.desk, tx, notice, subject_id, reader)

    async def _answer_press(self, press_id: str, text: str) -> None:
        """A lost answer changes nothing: the state stands, the card is edited in any case."""
        try:
            await self.line.answer_press(press_id, text)
        except SendError as error:
            log.info("press_not_answered", kind=error.kind)

    async def _on_dead(self, row: InboxRow, error: Exception) -> None:
        await self.alarm.sound("update-dead", about=str(row.update_id), error=type(error).__name__)

    async def _introduce(self) -> None:
        """Learn who the bot is; until Telegram answers, what it said last time counts."""
        async with self.desk.database.read() as tx:
            known = await bot_state.find_value(tx, ME)
        if known is not None:
            self.username = str(json.loads(known).get("username", ""))
        pause = FIRST_INTRODUCTION_PAUSE_SECONDS
        while True:
            try:
                me = await self.line.me()
            except SendError:
                await self.desk.clock.sleep(pause)
                pause = min(pause * 2, LONGEST_INTRODUCTION_PAUSE_SECONDS)
                continue
            self.username = str(me.get("username", ""))
            async with self.desk.database.transaction() as tx:
                await bot_state.put_value(tx, ME, json.dumps(me))
            return

    def _file_records(self) -> FileRecords:
        async def next_waiting() -> WaitingFile | None:
            found = await settle_attachment.next_waiting(self.desk)
            if found is None:
                return None
            return WaitingFile(found.id, found.file_id, found.size, found.attempts)

        return FileRecords(
            next_waiting=next_waiting,
            stored=partial(settle_attachment.stored, self.desk),
            missing=partial(settle_attachment.missing, self.desk),
            delayed=partial(settle_attachment.delayed, self.desk),
        )


@asynccontextmanager
async def running(
    settings: Settings, database: Database, clock: Clock, *, limits: Limits | None = None
) -> AsyncIterator[Bot]:
    """A bot that runs until the block ends. It owns the database from here on, and closes it.

    `limits`: how fast it may send; Telegram's own unless a test's server has none.
    """
    desk = make_desk(settings, database, clock)

    async def ring(code: str, fields: Mapping[str, object]) -> None:
        await tell_administrators.tell(desk, code, fields)

    bot = Bot(
        desk=desk,
        line=Telegram(
            settings.telegram.required_token(),
            settings.telegram.api_url,
            settings.telegram.proxy,
            files=settings.storage.files,
        ),
        alarm=Alarm(ring),
        background=Background(clock),
    )
    await record_running.started(desk)
    bot.start(settings, limits)
    try:
        yield bot
    finally:
        await bot.background.close()
        await record_running.stopped(desk)
        await bot.line.close()
        await database.close()
