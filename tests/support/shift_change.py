"""A change of shifts for tests: a second shift behind the first, its people, and a clock that goes from due to due."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.scheduler import Scheduler
from bot.workflow import hand_over_shift, take_over_shift
from bot.workflow.telling import ActorlessStep
from bot.workflow.wind_shift import owners, wind_shift
from storage import shifts
from storage.database import Database
from storage.times import microseconds, moment
from tests.support.office import LEADER, OFFICER, Office
from tests.support.organisation import MORNING
from tests.support.raw_sql import insert, raw

BY_ACCOUNT = "SELECT id FROM people WHERE telegram_id = :account"
NEXT_LEADER, NEXT_DEPUTY, NEXT_OFFICER = 106, 107, 108
START = MORNING - timedelta(hours=1)  # 08:00 in Hải Phòng
END = START + timedelta(days=1)
NEXT_END = END + timedelta(days=1)
FIRST, SECOND = 1, 2
HANDOVER = 1


async def put_next_shift(
    database: Database,
    *,
    starts_at: datetime = END,
    ends_at: datetime | None = None,
    leader: int | None = NEXT_LEADER,
    deputy: int | None = NEXT_DEPUTY,
    officers: tuple[int, ...] = (NEXT_OFFICER,),
) -> int:
    """A shift behind the first, whose people are added where they are not there; its id."""
    async with database.transaction() as tx:
        for account, name, role in (
            (NEXT_DEPUTY, "Cao Việt", "leader"),
            (NEXT_OFFICER, "Tạ Sơn", "officer"),
        ):
            if not await raw(tx, BY_ACCOUNT, {"account": account}):
                person = await insert(tx, "people", name=name, telegram_id=account, phone=f"09{account}")
                await insert(tx, "grants", person_id=person, role=role, desk_id=1, unit_id=None, is_contact=0)
        shift = await insert(
            tx,
            "shifts",
            desk_id=1,
            starts_at=microseconds(starts_at),
            ends_at=microseconds(ends_at or starts_at + timedelta(days=1)),
        )
        members = [(leader, "leader"), (deputy, "deputy"), *((one, "officer") for one in officers)]
        for account, role in members:
            if account is None:
                continue
            (row,) = await raw(tx, BY_ACCOUNT, {"account": account})
            await insert(
                tx,
                "shift_members",
                shift_id=shift,
                person_id=row["id"],
                role=role,
                from_at=microseconds(starts_at),
            )
        return shift


async def wind(office: Office) -> None:
    """What came into the database by plain SQL is due as if a step had put it there."""
    async with office.desk.database.transaction() as tx:
        step = ActorlessStep(office.desk, tx, office.clock.now())
        for owner in await owners(step):
            await wind_shift(step, owner.id)


async def passes(office: Office, until: datetime) -> None:
    """Let time pass, stopping at whatever is due on the way; everything said is delivered."""
    scheduler = Scheduler(office.desk)
    while True:
        async with office.desk.database.read() as tx:
            row = await tx.get("next_timer_at")
        due_at = moment(row["due_at"])
        if due_at is None or due_at > until:
            break
        office.clock.at = max(office.clock.at, due_at)
        await scheduler.fire_due()
        await office.post()
    office.clock.at = until
    await scheduler.fire_due()
    await office.post()


async def goes_down(office: Office, until: datetime) -> None:
    """The bot is down until then, and finds what is due at its start."""
    office.clock.at = until
    await Scheduler(office.desk).fire_due()
    await office.post()


async def responsible(office: Office) -> int | None:
    """The shift that answers now."""
    async with office.desk.database.read() as tx:
        shift = await shifts.find_responsible(tx, 1, office.clock.now())
    return shift.id if shift is not None else None


async def rows(office: Office, sql: str, **values: Any) -> list[dict[str, Any]]:
    """Look into the database."""
    async with office.desk.database.read() as tx:
        return [dict(row) for row in await raw(tx, sql, values)]


async def takes_over(office: Office, account: int = NEXT_LEADER, **more: bool) -> None:
    """Nhận ca."""
    await office.does(
        account, partial(take_over_shift.take_over, handover_id=HANDOVER, **more), is_press=True
    )


async def hands_over(office: Office, account: int = LEADER) -> None:
    """Bàn giao ca."""
    await office.does(account, partial(hand_over_shift.hand_over, handover_id=HANDOVER), is_press=True)


async def everybody_signs(office: Office) -> None:
    """Both sides, leaders and officers."""
    await hands_over(office, LEADER)
    await hands_over(office, OFFICER)
    await takes_over(office, NEXT_LEADER)
    await takes_over(office, NEXT_OFFICER)
