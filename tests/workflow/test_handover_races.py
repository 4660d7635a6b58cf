"""Both sides press in the same moment: every signature counts, responsibility passes once, and so does completion."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.errors import DutyError
from bot.rules.source import Source
from bot.workflow import change_leader, hand_over_shift, take_over_shift
from bot.workflow.open_shift import open_handover
from bot.workflow.send_digest import send_digest
from bot.workflow.take import take
from bot.workflow.taking import Taking
from bot.workflow.telling import ActorlessStep
from storage import duty_log
from storage.database import Database
from storage.times import microseconds
from tests.support.office import DEPUTY, LEADER, OFFICER, SUPERIOR, Office, open_office
from tests.support.raw_sql import raw
from tests.support.shift_change import END, NEXT_LEADER, NEXT_OFFICER, put_next_shift, rows

RACES = 95  # on each database; ten more go over HTTP (tests/scenarios/test_handover.py): 200 in all
SIDES: dict[int, Callable[..., Awaitable[object]]] = {
    LEADER: hand_over_shift.hand_over,
    OFFICER: hand_over_shift.hand_over,
    NEXT_LEADER: take_over_shift.take_over,
    NEXT_OFFICER: take_over_shift.take_over,
}


async def at_the_change(database: Database) -> Office:
    """08:00: the digest is out, nobody has signed."""
    office = await open_office(database)
    await put_next_shift(database)
    office.clock.at = END
    async with database.transaction() as tx:
        step = ActorlessStep(office.desk, tx, END)
        await open_handover(step, 1)
        await send_digest(step, 1)
    return office


async def undone(office: Office) -> None:
    """As it was at 08:00, for the next race; the log goes on."""
    async with office.desk.database.transaction() as tx:
        await raw(tx, "DELETE FROM handover_signatures")
        await raw(
            tx,
            "UPDATE handovers SET state = 'open', taken_over_at = NULL, settled_at = NULL, incoming_id = 2",
        )
        await raw(tx, "UPDATE shifts SET responsible_until = NULL WHERE id = 1")
        await raw(tx, "UPDATE shifts SET responsible_from = NULL WHERE id = 2")
        await raw(tx, "DELETE FROM outbox WHERE card_id IS NULL AND state = 'queued'")
    office.clock.at += timedelta(seconds=1)


async def presses(
    office: Office, account: int, action: Callable[[Taking], Awaitable[object]], ready: asyncio.Barrier
) -> DutyError | None:
    """Press when everybody is ready."""

    async def act(step: Taking) -> None:
        await action(step)

    source = Source(
        inbox=None,
        account_id=account,
        account_name="",
        chat_id=account,
        message_id=None,
        sent_at=office.clock.now(),
        is_press=True,
    )
    await ready.wait()
    try:
        await take(office.desk, source, act)
    except DutyError as error:
        return error
    return None


async def test_both_sides_sign_in_the_same_moment(database: Database) -> None:
    """Released together, four signatures make one handover complete, and responsibility passes once."""
    office = await at_the_change(database)
    (handover,) = await rows(office, "SELECT id FROM handovers")
    for race in range(1, RACES + 1):
        ready = asyncio.Barrier(len(SIDES))
        ends = await asyncio.gather(
            *(
                presses(office, who, partial(act, handover_id=handover["id"]), ready)
                for who, act in SIDES.items()
            )
        )
        assert ends == [None] * len(SIDES)
        (state,) = await rows(office, "SELECT state, incoming_id FROM handovers")
        assert state == {"state": "complete", "incoming_id": 2}
        first, second = await rows(
            office, "SELECT responsible_from, responsible_until FROM shifts ORDER BY id"
        )
        assert first["responsible_until"] == second["responsible_from"] == microseconds(office.clock.now())
        (kinds,) = await rows(
            office,
            "SELECT sum(CASE WHEN kind = 'handover:completed' THEN 1 ELSE 0 END) AS complete,"
            " sum(CASE WHEN kind = 'shift:opened' THEN 1 ELSE 0 END) AS opened FROM duty_log",
        )
        assert (int(kinds["complete"]), int(kinds["opened"])) == (race, race)
        await undone(office)
    async with database.read() as tx:
        assert await duty_log.verify(tx, 1) is None


async def test_the_same_person_pressing_twice_signs_once(database: Database) -> None:
    """One press that comes twice: the second is told that it is done."""
    office = await at_the_change(database)
    (handover,) = await rows(office, "SELECT id FROM handovers")
    act = partial(take_over_shift.take_over, handover_id=handover["id"])
    ready = asyncio.Barrier(2)
    ends = await asyncio.gather(*(presses(office, NEXT_LEADER, act, ready) for _ in range(2)))
    assert sorted(error.code if error else "" for error in ends) == ["", "already-signed"]
    assert len(await rows(office, "SELECT id FROM handover_signatures")) == 1


async def test_two_take_the_lead_in_the_same_moment(database: Database) -> None:
    """A superior and a leader of the roster: one after the other, never two leaders at once."""
    office = await at_the_change(database)
    async with database.transaction() as tx:
        await raw(tx, "UPDATE handovers SET taken_over_at = opened_at WHERE id > 0")
    for _ in range(10):
        ready = asyncio.Barrier(2)
        await asyncio.gather(
            presses(office, SUPERIOR, partial(change_leader.lead_myself, desk_id=1, shift_id=1), ready),
            presses(office, DEPUTY, partial(change_leader.take_shift_now, desk_id=1), ready),
        )
        leaders = await rows(
            office,
            "SELECT person_id FROM shift_members WHERE shift_id = 1 AND role = 'leader' AND until_at IS NULL",
        )
        assert len(leaders) == 1
        office.clock.at += timedelta(seconds=1)


async def test_a_digest_fired_twice_at_once_goes_out_once(database: Database) -> None:
    """The shift is held while its digest is made."""
    office = await open_office(database)
    await put_next_shift(database)
    office.clock.at = END

    async def fire(ready: asyncio.Barrier) -> None:
        await ready.wait()
        async with database.transaction() as tx:
            await send_digest(ActorlessStep(office.desk, tx, END), 1)

    ready = asyncio.Barrier(3)
    await asyncio.gather(*(fire(ready) for _ in range(3)))
    assert len(await rows(office, "SELECT id FROM digests")) == 1
    assert len(await rows(office, "SELECT id FROM documents")) == 1
