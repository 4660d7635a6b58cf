"""The one owner of background tasks: each has a name, a crash is logged, closing is bounded."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

import structlog

from bot.clock import Clock

OnCrash = Literal["restart", "propagate"]
LONGEST_PAUSE_SECONDS = 60.0
CLOSE_WITHIN_SECONDS = 45.0  # longer than one send may take, so that its outcome is still written down

log = structlog.get_logger(__name__)


class Background:
    """Starts, restarts and ends the tasks of one running program."""

    def __init__(self, clock: Clock, *, first_pause_seconds: float = 1.0) -> None:
        self._clock = clock
        self._first_pause = first_pause_seconds
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._failure: asyncio.Future[None] | None = None
        self._closing = False

    @property
    def names(self) -> list[str]:
        """The names of the tasks that are running, in the order they were started."""
        return list(self._tasks.values())

    def start(
        self, name: str, work: Callable[[], Awaitable[None]], *, on_crash: OnCrash = "restart"
    ) -> asyncio.Task[None]:
        """Run `work()` as a task of this name.

        A crash is logged; then the work is started again after a growing pause (`restart`), or
        `wait_for_failure` raises it (`propagate`). Work that returns is done and not started again.

        Raises:
            RuntimeError: when closing has begun.
        """
        if self._closing:
            raise RuntimeError(name)
        task = asyncio.create_task(self._guard(name, work, on_crash), name=name)
        self._tasks[task] = name
        task.add_done_callback(self._forget)
        return task

    async def wait_for_failure(self) -> None:
        """Wait until a task started with `propagate` crashes, and raise what it raised; or for ever."""
        await asyncio.shield(self._failed())

    async def close(self, within_seconds: float = CLOSE_WITHIN_SECONDS) -> list[str]:
        """Cancel every task and wait for their endings; the names of those that did not end in time."""
        self._closing = True
        myself = asyncio.current_task()  # a task that closes the program does not wait for itself
        running = {task: name for task, name in self._tasks.items() if task is not myself}
        for task in running:
            task.cancel()
        if not running:
            return []
        _, late = await asyncio.wait(running, timeout=within_seconds)
        names = [running[task] for task in late]
        if names:
            log.error("tasks_did_not_end", tasks=names, after_seconds=within_seconds)
        return names

    async def _guard(self, name: str, work: Callable[[], Awaitable[None]], on_crash: OnCrash) -> None:
        pause = self._first_pause
        while True:
            started = self._clock.monotonic()
            try:
                await work()
            except Exception as error:
                log.exception("task_crashed", task=name, on_crash=on_crash)
                if on_crash == "propagate":
                    self._fail(error)
                    return
            else:
                return
            if self._clock.monotonic() - started > LONGEST_PAUSE_SECONDS:
                pause = self._first_pause  # it had been well for a while
            await self._clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _failed(self) -> asyncio.Future[None]:
        if self._failure is None:
            self._failure = asyncio.get_running_loop().create_future()
        return self._failure

    def _fail(self, error: Exception) -> None:
        if not self._failed().done():
            self._failed().set_exception(error)
            self._failed().exception()  # it is logged above, so nobody has to be waiting for it

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)


async def first_of(*waits: Awaitable[object]) -> None:
    """Return when the first of these is over, whichever it is; the others are given up."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
