"""A bot that is stopped and killed again and again while the time of its desks is moved from one moment to the next."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import load
from bot.desk import make_desk
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from sandbox import Clock
from sandbox import running as sandbox_running
from storage.database import open_database
from storage.times import microseconds, moment
from tests.crash.crashing_desk import Nursery, nursery
from tests.crash.orders import Orders
from tests.soak.lives import DOWN, Act, Agenda
from tests.soak.office import organisation, scene, staff
from tests.support.desk_under_test import DeskUnderTest
from tests.support.raw_sql import raw

LONGEST_STEP = timedelta(hours=2)
AGAIN_AFTER = timedelta(minutes=7)
MOST_TRIES = 12
HOLDERS = (
    "SELECT p.telegram_id FROM duty_holders AS h"
    " JOIN people AS p ON p.id = h.person_id JOIN desks AS d ON d.id = h.desk_id"
    " WHERE d.code = :desk AND h.role = :role AND h.from_at <= :now AND :now < h.until_at"
)
COMING = (
    "SELECT p.telegram_id, m.role FROM shift_members AS m"
    " JOIN people AS p ON p.id = m.person_id JOIN shifts AS s ON s.id = m.shift_id JOIN desks AS d ON d.id = s.desk_id"
    " WHERE d.code = :desk AND s.starts_at <= :now AND :now < s.ends_at AND m.role <> 'deputy'"
)
LAST_OF_UNIT = (
    "SELECT i.number FROM incidents AS i JOIN units AS u ON u.id = i.unit_id"
    " WHERE u.code = :unit ORDER BY i.id DESC LIMIT 1"
)
KILL_AFTER_SECONDS = 1.5


class SoakDesk(DeskUnderTest):
    """`outages` are the times without a bot, for whoever judges it."""

    outages: list[tuple[datetime, datetime]]
    restarts: int = 0
    kills: int = 0
    folder: Path
    bots: Nursery

    async def begin(self, folder: Path, bots: Nursery, begins: datetime, days: int) -> None:
        """The office sets itself up, then the bot starts."""
        self.outages, self.folder, self.bots = [], folder, bots
        settings = load(None, self._variables)
        database = await open_database(self.url)
        desk = make_desk(settings, database, self.sandbox.clock)
        await set_up_organisation(desk, SettingUp(organisation(begins, days)))
        await database.close()
        await self.start(with_organisation=False)

    @property
    def now(self) -> datetime:
        """The time at the desks."""
        return self.sandbox.clock.now()

    async def live_through(self, agenda: Agenda, ends: datetime) -> None:
        """From one moment at which something happens or is due to the next, until the end."""
        while (at := await self._next(agenda, ends)) < ends:
            if at > self.now:
                self.sandbox.clock.set(at)
            await self.settles()
            for act in list(agenda.due(self.now)):
                await self._do(agenda, act)

    async def _next(self, agenda: Agenda, ends: datetime) -> datetime:
        async with self.database.read() as tx:
            due_at = moment((await tx.get("next_timer_at"))["due_at"])
        return min(
            filter(None, (agenda.next_at(), due_at and max(due_at, self.now), self.now + LONGEST_STEP, ends))
        )

    async def _do(self, agenda: Agenda, act: Act) -> None:
        if act.what == "away":
            await self._away(timedelta(minutes=agenda.dice.choice(DOWN)))
        elif act.what == "kill":
            await self._killed(agenda)
        elif act.what == "report":
            await self._report(agenda, act)
        elif act.what == "relieve":
            await self._relieve(act)
        elif not await self._answer(agenda, act) and act.tries < MOST_TRIES:
            agenda.put(self.now + AGAIN_AFTER, **{**_fields(act), "tries": act.tries + 1})

    async def _report(self, agenda: Agenda, act: Act) -> None:
        contact = self.phone(staff()[act.desk].contacts[act.unit])
        dice = agenda.dice
        plate = f"{dice.randrange(11, 99)}C-{dice.randrange(100, 999)}.{dice.randrange(10, 99)}"
        text = f"Xe {plate} cắt seal. Đề nghị cho mở kiểm tra"
        if act.urgency == "thuong":
            await contact.sends(text)
            if any("Vụ việc mới" in m.buttons for m in (await contact.messages())[-2:]):
                await contact.presses("Vụ việc mới")
            await contact.presses("Gửi")
        else:
            await contact.sends(f"/{act.urgency} {text}")
        async with self.database.read() as tx:
            rows = await raw(tx, LAST_OF_UNIT, {"unit": act.unit})
        agenda.put(
            self.now + agenda.silence(), "decide", desk=act.desk, unit=act.unit, number=rows[0]["number"]
        )

    async def _answer(self, agenda: Agenda, act: Act) -> bool:
        """What the person concerned types; whether it came to something."""
        staff_of = staff()[act.desk]
        word = {
            "decide": "DUYET {}",
            "receive": "NHAN {}",
            "result": "KQ {} đã thực hiện xong",
            "confirm": "XACNHAN {}",
        }
        follows = {"decide": "receive", "receive": "result", "result": "confirm"}
        if act.what in {"receive", "result"}:
            who: int | None = staff_of.contacts[act.unit]
        else:
            who = await self._on_duty(act.desk, "leader" if act.what == "decide" else "officer")
        if who is None:
            return False
        before = await self._log_length()
        await self.phone(who).sends(word[act.what].format(act.number))
        if await self._log_length() == before:
            return False
        if (after := follows.get(act.what)) is not None:
            agenda.put(self.now + agenda.silence(), after, desk=act.desk, unit=act.unit, number=act.number)
        return True

    async def _relieve(self, act: Act) -> None:
        """The outgoing officer hands over, the coming leader takes over, item by item where asked."""
        officer = await self._on_duty(act.desk, "officer")
        if officer is not None:
            await self.phone(officer).sends("BANGIAO")
        async with self.database.read() as tx:
            rows = await raw(tx, COMING, {"desk": act.desk, "now": microseconds(self.now)})
        for row in sorted(rows, key=lambda row: row["role"] != "leader"):
            await self._takes_over(row["telegram_id"])

    async def _takes_over(self, account: int) -> None:
        phone = self.phone(account)
        for _ in range(30):
            items = [
                m for m in await phone.messages() if any(b.startswith("Nhận việc này") for b in m.buttons)
            ]
            if not items:
                break
            await phone.presses("Nhận việc này", on=items[0])
        await phone.sends("NHANCA")
        for yes in ("Đồng ý nhận ca", "Vẫn nhận ca"):
            for message in reversed(await phone.messages()):
                if any(b.startswith(yes) for b in message.buttons):
                    await phone.presses(yes, on=message)
                    break

    async def _on_duty(self, desk: str, role: str) -> int | None:
        async with self.database.read() as tx:
            rows = await raw(tx, HOLDERS, {"desk": desk, "role": role, "now": microseconds(self.now)})
        return int(rows[0]["telegram_id"]) if rows else None

    async def _log_length(self) -> int:
        async with self.database.read() as tx:
            rows = await raw(
                tx, "SELECT count(*) AS n FROM duty_log WHERE desk_id > 0 AND actor_id IS NOT NULL"
            )
        return int(rows[0]["n"])

    async def _away(self, how_long: timedelta) -> None:
        """Everything dropped, files reopened; `how_long` nobody is there."""
        began = self.now
        await self.stop()
        self.sandbox.clock.advance(how_long.total_seconds())
        await self.start(with_organisation=False)
        await self.settles()
        self.outages.append((began, self.now))
        self.restarts += 1

    async def _killed(self, agenda: Agenda) -> None:
        """A process of its own is the bot for a while, until it is killed in the middle of something."""
        began = self.now
        await self.stop()
        orders = Orders(
            variables=self._variables,
            clock_url=f"{self.sandbox.url}/control/clock",
            marks=str(self.folder / "commits"),
            output=str(self.folder / "output"),
        )
        pid = await self.bots.bear(orders)
        dying = asyncio.ensure_future(self.bots.ended())
        for _ in range(3):
            await asyncio.sleep(KILL_AFTER_SECONDS / 3 * agenda.dice.random())
            self.sandbox.clock.advance(agenda.dice.uniform(10, 200))
        os.kill(pid, signal.SIGKILL)
        assert await dying == -signal.SIGKILL, (self.folder / "output").read_text("utf-8")[-4000:]
        await self.start(with_organisation=False)
        await self.settles()
        self.outages.append((began, self.now))
        self.kills += 1


def _fields(act: Act) -> dict[str, object]:
    return {name: getattr(act, name) for name in ("what", "desk", "unit", "number", "urgency", "tries")}


@asynccontextmanager
async def soak_desk(folder: Path, begins: datetime, days: int, **variables: str) -> AsyncIterator[SoakDesk]:
    """Two desks in an empty folder, from a moment on."""
    async with nursery() as bots, sandbox_running(scene(), clock=Clock(begins)) as sandbox:
        desk = SoakDesk(sandbox, folder, f"sqlite:///{folder / 'trucban.db'}", variables)
        await desk.begin(folder, bots, begins, days)
        try:
            yield desk
        finally:
            await desk.close()
