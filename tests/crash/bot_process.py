"""A Python of its own that lives bots: for each line of orders it forks one from the modules it has imported.

Forking spares each of the many starts the second that imports take; nothing else is shared: every bot has its own
process, event loop, connections and line, and finds on disk what the last one left there. It says `started <pid>` and
`ended <pid> <status>`, one line each.
"""

import asyncio
import os
import select
import signal
import sys
import traceback

import httpx

from bot.app import running
from bot.background import Background
from bot.clock import FollowedClock
from bot.config import load
from storage.database import open_database
from tests.crash.faults import FAULTS
from tests.crash.orders import DIED, Death, Orders
from tests.support.desk_under_test import NO_LIMITS


class Watch:
    """Marks each commit in a file, and ends the process at the one it was told."""

    def __init__(self, marks: str, death: Death | None) -> None:
        self._marks = os.open(marks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._death = death

    async def before(self, n: int) -> None:
        """Die with the transaction open, or go on."""
        self._die_at("before", n)

    async def after(self, n: int) -> None:
        """Die with the change durable and nobody told, or go on."""
        os.write(self._marks, f"{n}\n".encode())
        self._die_at("after", n)

    def _die_at(self, when: str, n: int) -> None:
        if self._death is not None and (self._death.when, self._death.n) == (when, n):
            os._exit(DIED)


async def live(orders: Orders) -> None:
    """Run the bot as `trucban run` does, until the process ends."""
    clock = FollowedClock(orders.clock_url)
    async with httpx.AsyncClient(trust_env=False) as client:
        await clock.refresh(client)
    following = Background(clock)
    _ = following.start("clock", clock.follow)
    settings = load(None, orders.variables)
    database = await open_database(settings.storage.url, watch=Watch(orders.marks, orders.death))
    FAULTS[orders.fault]()
    async with running(settings, database, clock, limits=NO_LIMITS):
        await asyncio.Event().wait()


def be_born(orders: Orders) -> None:
    """The child's whole life."""
    output = os.open(orders.output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, 1)
    os.dup2(output, 2)
    try:
        asyncio.run(live(orders))
    except BaseException:  # noqa: BLE001 - whatever it was is told by the status and in the file
        traceback.print_exc()
    os._exit(1)


def say(words: str) -> None:
    """Tell whoever gives the orders."""
    os.write(1, f"{words}\n".encode())


def bury(living: set[int]) -> None:
    """Tell of every child that has ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        living.discard(pid)
        say(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def main() -> None:
    """Take orders until there are no more."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    living: set[int] = set()
    while True:
        ready, _, _ = select.select([sys.stdin, woken], [], [])
        if woken in ready:
            os.read(woken, 100)
            bury(living)
        if sys.stdin in ready:
            line = os.read(
                0, 1_000_000
            ).decode()  # one order at a time, each far below what a pipe takes at once
            if not line:
                for pid in living:
                    os.kill(pid, signal.SIGKILL)  # nobody is left to end it
                return
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                be_born(Orders.from_json(line))
            living.add(pid)
            say(f"started {pid}")


if __name__ == "__main__":
    main()
