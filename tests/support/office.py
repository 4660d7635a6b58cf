"""The tests' organisation taking steps on a real database: everything said is drawn, rendered and kept by chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.buttons import Press, read_press
from bot.desk import Desk, DeskRules
from bot.errors import DutyError
from bot.render.renderer import Renderer
from bot.rules.incident import Incident
from bot.rules.message import Key
from bot.rules.number import WrittenNumber
from bot.rules.source import Source
from bot.rules.urgency import Urgency
from bot.rules.urgency_times import Deadlines
from bot.sender.prepare import Preparing
from bot.views.cards import draw_card
from bot.vocabulary import TEMPLATES, load_vocabulary
from bot.workflow import report_now
from bot.workflow.settle_delivery import Accepted, settle_accepted, settle_undeliverable
from bot.workflow.take import refuse, take
from bot.workflow.taking import Answer, Taking
from storage import duty_log, incidents
from storage.database import Database
from storage.outbox_queue import claim_due, list_heads
from tests.support.organisation import MORNING, put_organisation

LEADER, DEPUTY, OFFICER, SUPERIOR, ADMIN, OFF_DUTY = 101, 102, 103, 104, 105, 106
CONTACT, HEAD, MEMBER, OTHER_UNIT, GROUP_MEMBER = 201, 202, 203, 301, 401
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TIMES = Deadlines(*(timedelta(minutes=minutes) for minutes in (5, 10, 20, 10, 120, 10)))


@dataclass
class StillClock:
    """A clock that a test moves."""

    at: datetime = MORNING

    def now(self) -> datetime:
        """The moment a test set."""
        return self.at

    def monotonic(self) -> float:
        """Seconds since the morning."""
        return (self.at - MORNING).total_seconds()

    async def wait_until(self, when: datetime) -> None:
        """Be there at once."""
        self.at = max(self.at, when)

    async def sleep(self, seconds: float) -> None:
        """Be there at once."""
        self.at += timedelta(seconds=seconds)


@dataclass
class Message:
    """One message as it stands in a chat."""

    id: int
    notice: str
    text: str
    keys: tuple[Key, ...]

    @property
    def first_line(self) -> str:
        """What a locked phone shows."""
        return self.text.partition("\n")[0]

    @property
    def labels(self) -> list[str]:
        """The words on its buttons."""
        return [key.label for key in self.keys]

    def press(self, beginning: str) -> Press:
        """What the button that begins with these words stands for."""
        for key in self.keys:
            if key.label.startswith(beginning):
                press = read_press(key.data)
                assert press is not None, key.data
                return press
        raise AssertionError(f"no button {beginning!r} under {self.text!r}: {self.labels}")


@dataclass
class Office:
    """People by account; `chats` is what each reads after `post`."""

    desk: Desk
    clock: StillClock
    preparing: Preparing
    chats: dict[int, list[Message]] = field(default_factory=dict)
    last_id: int = 1000
    last_message: dict[int, int] = field(default_factory=dict)

    async def does(
        self,
        account: int,
        action: Callable[[Taking], Awaitable[object]],
        *,
        is_press: bool = False,
        reply_to: int | None = None,
        chat: int | None = None,
        message_id: int | None = None,
    ) -> Answer | None:
        """Take a step as this person; everything it says is delivered. Returns what the actor is told.

        Raises:
            DutyError: the step was refused, and that was said.
        """
        self.last_id += 1
        if not is_press:
            self.last_message[account] = message_id or self.last_id
        source = Source(
            inbox=None,
            account_id=account,
            account_name="",
            chat_id=chat or account,
            message_id=message_id or self.last_id,
            sent_at=self.clock.now(),
            is_private_chat=chat is None or chat == account,
            is_press=is_press,
            reply_to=reply_to,
        )

        async def act(step: Taking) -> None:
            await action(step)

        try:
            return await take(self.desk, source, act)
        except DutyError as error:
            await refuse(self.desk, source, error)
            raise
        finally:
            await self.post()

    async def reported(
        self, text: str = "Xe 15C-123.45 nghi vấn. Đề nghị mở kiểm tra", account: int = CONTACT
    ) -> Incident:
        """An urgent report of a unit, numbered at once."""
        await self.does(account, partial(report_now.report, urgency=Urgency.KHAN, text=text))
        async with self.desk.database.read() as tx:
            return (await incidents.list_written(tx, WrittenNumber(None, None, await self._last(tx), None)))[
                0
            ]

    async def _last(self, tx: Any) -> int:
        return max(int(i.number.rpartition("-")[2]) for i in await incidents.list_of_desk(tx, 1))

    async def incident(self, incident_id: int) -> Incident:
        """The incident as it is now."""
        async with self.desk.database.read() as tx:
            return await incidents.get(tx, incident_id)

    async def log_kinds(self) -> list[str]:
        """The kinds of the desk's log, in order; the chain holds."""
        async with self.desk.database.read() as tx:
            assert await duty_log.verify(tx, 1) is None
            return [str(entry.kind) for entry in await duty_log.read(tx, 1)]

    async def entry(self, kind: str) -> Any:
        """The newest log entry of a kind."""
        async with self.desk.database.read() as tx:
            return [e for e in await duty_log.read(tx, 1) if e.kind == kind][-1]

    async def post(self) -> None:
        """Deliver everything that waits, as the sender does, without a messenger behind it."""
        while True:
            async with self.desk.database.transaction() as tx:
                heads = await list_heads(tx, self.clock.now(), 1)
                if not heads:
                    return
                await self._deliver(tx, heads[0].id)

    async def _deliver(self, tx: Any, row_id: int) -> None:
        row = await claim_due(tx, row_id)
        assert row is not None
        if row.chat_id is None:
            await settle_undeliverable(tx, row, "no-account", at=self.clock.now())
            return
        prepared = await self.preparing.prepare(tx, row)
        if prepared is None or prepared.said is None:
            await settle_accepted(tx, row, Accepted(), at=self.clock.now())
            return
        chat = self.chats.setdefault(row.chat_id, [])
        said = prepared.said
        keys = tuple(key for keys in said.spoken.keyboard for key in keys)
        text = "\n".join(said.spoken.texts)
        if prepared.row.action == "edit" and prepared.target is not None:
            standing = next(m for m in chat if m.id == prepared.target)
            standing.text, standing.keys = text, keys
            await settle_accepted(tx, row, Accepted(said, standing.id), at=self.clock.now())
            return
        self.last_id += 1
        chat.append(Message(self.last_id, row.notice, text, keys))
        await settle_accepted(tx, row, Accepted(said, self.last_id, (self.last_id,)), at=self.clock.now())

    def sees(self, account: int, notice: str) -> Message:
        """The newest message of that notice in a chat."""
        found = [m for m in self.chats.get(account, []) if m.notice == notice]
        assert found, (
            f"{account} has no {notice}: {[(m.notice, m.text) for m in self.chats.get(account, [])]}"
        )
        return found[-1]

    def sees_none(self, account: int, notice: str) -> bool:
        """Whether there is no such message in a chat."""
        return not any(m.notice == notice for m in self.chats.get(account, []))

    def said(self, account: int) -> str:
        """The newest answer or refusal in a chat."""
        return [m for m in self.chats[account] if m.notice in {"answer", "refusal"}][-1].text


async def open_office(database: Database, **rules: Any) -> Office:
    """The tests' organisation on duty, on this database."""
    await put_organisation(database)
    clock = StillClock()
    settings = {"deputy_basis": "", **rules}
    desk = Desk(
        database,
        clock,
        DeskRules(ZONE, "vi", deadlines=dict.fromkeys(Urgency, TIMES), **settings),
        load_vocabulary(),
    )
    preparing = Preparing(Renderer(TEMPLATES, ZONE), partial(draw_card, desk), "vi")
    return Office(desk, clock, preparing)
