"""The one loop of the clock on real databases: once, coalesced, most urgent first, whatever the calendar does."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.rules.due import Due, Owner
from bot.rules.log_entry import LogKind
from bot.rules.source import Source
from bot.rules.urgency import Urgency
from bot.scheduler import Scheduler
from bot.timers import DUTIES
from bot.workflow import decide_report, report_now
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.take import take
from bot.workflow.telling import ActorlessStep
from bot.workflow.wind import wind, wind_incident
from storage import duty_log, timers
from storage.database import Database
from storage.errors import UnavailableError
from tests.support.office import CONTACT, LEADER, Office, open_office
from tests.support.raw_sql import raw

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def office(database: Database) -> Office:
    """The tests' organisation: T1 5, T2 10, T3 20 minutes, again every 10."""
    return await open_office(database)


async def reported(office: Office, urgency: Urgency = Urgency.KHAN) -> None:
    async def act(step: object) -> None:
        await report_now.report(step, urgency, "Xe 15C-123.45 cắt seal. Đề nghị cho mở kiểm tra")  # type: ignore[arg-type]

    await office.does(CONTACT, act)


async def fired(office: Office) -> list[tuple[str, int]]:
    """What the log says was told, in order."""
    async with office.desk.database.read() as tx:
        entries = await duty_log.read(tx, 1)
    kinds = {LogKind.REMINDER_SENT, LogKind.ESCALATION_SENT}
    return [(str(e.facts["duty"]), int(e.facts["n"])) for e in entries if e.kind in kinds]


async def test_a_silent_night_in_order(office: Office) -> None:
    """Each turn at its time, and none in between."""
    await reported(office)
    clock = Scheduler(office.desk)
    for _ in range(45):
        office.clock.at += MINUTE
        await clock.fire_due()
    assert await fired(office) == [
        ("decision-overdue", 1),
        ("decision-for-deputy", 1),
        ("decision-overdue", 2),
        ("decision-for-superior", 1),
        ("decision-told-to-all", 1),
        ("decision-told-to-all", 2),
    ]


async def test_after_downtime_everything_comes_once_and_says_so(office: Office) -> None:
    """Two hours away: one turn each, marked late, and the grid goes on from where it was."""
    await reported(office)
    office.clock.at += timedelta(hours=2)
    clock = Scheduler(office.desk)
    assert await clock.fire_due() == 4
    assert await clock.fire_due() == 0
    assert await fired(office) == [
        ("decision-overdue", 1),
        ("decision-for-deputy", 1),
        ("decision-for-superior", 1),
        ("decision-told-to-all", 1),
    ]
    async with office.desk.database.read() as tx:
        late = [
            e.facts["late_by"] for e in await duty_log.read(tx, 1) if e.kind.startswith(("reminder", "esc"))
        ]
    assert late == [115 * 60, 110 * 60, 100 * 60, 90 * 60]
    office.clock.at += 10 * MINUTE
    await clock.fire_due()
    assert (await fired(office))[-1] == ("decision-told-to-all", 2)


async def test_what_fell_due_while_the_database_was_away_is_late(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot ran and could do nothing for half an hour: what it says then is late, as after a stop."""
    await reported(office)
    left = asyncio.Event()

    async def remind(step: Firing) -> Sequence[Saying]:
        if not left.is_set():
            left.set()
            office.clock.at += 30 * MINUTE
            raise UnavailableError("read")
        return await DUTIES["decision-overdue"](step)

    monkeypatch.setattr("bot.scheduler.DUTIES", {**DUTIES, "decision-overdue": remind})
    with capture_logs(), suppress(TimeoutError):
        async with asyncio.timeout(2):
            await Scheduler(office.desk).run()
    async with office.desk.database.read() as tx:
        entries = [e for e in await duty_log.read(tx, 1) if e.kind == LogKind.REMINDER_SENT]
    assert entries[0].facts["duty"] == "decision-overdue"
    assert 30 * 60 <= entries[0].facts["late_by"] < 31 * 60


async def test_the_most_urgent_comes_first(office: Office) -> None:
    """Of what is due together, hỏa tốc is said before thường, however long that one waits."""
    await reported(office, Urgency.THUONG)
    office.clock.at += 2 * MINUTE
    await reported(office, Urgency.HOATOC)
    office.clock.at += 10 * MINUTE
    await Scheduler(office.desk).fire_due()
    async with office.desk.database.read() as tx:
        told = [e.incident for e in await duty_log.read(tx, 1) if e.kind == LogKind.REMINDER_SENT]
    assert told == ["HP-2026-0002", "HP-2026-0001"]


async def test_a_decision_ends_its_timers_in_its_own_transaction(office: Office) -> None:
    """What waited is cancelled with the opinion, and the directive's own clock is set with it."""
    await reported(office)

    async def act(step: object) -> None:
        await decide_report.approve(step, 1, 1)  # type: ignore[arg-type]

    await office.does(LEADER, act)
    async with office.desk.database.read() as tx:
        rows = await raw(tx, "SELECT duty, state FROM timers ORDER BY id")
    waiting = {row["duty"] for row in rows if row["state"] == "waiting"}
    assert waiting == {"directive-unreceived", "directive-overdue"}
    assert {row["state"] for row in rows if row["duty"].startswith("decision-")} == {"cancelled"}


async def test_two_schedulers_take_a_turn_once(office: Office) -> None:
    """Two processes on one database, and a bot that restarts in between: each turn is taken by one of them."""
    await reported(office)
    for _ in range(30):
        office.clock.at += MINUTE
        for _ in range(2):
            await Scheduler(office.desk).fire_due()
    told = await fired(office)
    assert len(told) == len(set(told)) == 5


async def test_a_turn_that_fails_keeps_nobody_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are told at once; it is tried again, and given up aloud after five tries."""
    await reported(office)

    async def breaks(step: Firing) -> list[object]:
        raise LookupError(step.timer.id)

    broken = {**DUTIES, "decision-for-deputy": breaks}
    monkeypatch.setattr("bot.scheduler.DUTIES", broken)  # a duty broken on purpose: the loop is what is tried
    clock = Scheduler(office.desk)
    with capture_logs():
        for _ in range(30):
            office.clock.at += MINUTE
            await clock.fire_due()
    assert [told for told in await fired(office) if told[0] != "decision-overdue"] == [
        ("decision-for-superior", 1),
        ("decision-told-to-all", 1),
    ]
    async with office.desk.database.read() as tx:
        rows = await raw(tx, "SELECT state, attempts FROM timers WHERE duty = 'decision-for-deputy'")
    assert [(row["state"], row["attempts"]) for row in rows] == [("failed", 4)]


async def test_500_at_once(office: Office) -> None:
    """Five hundred turns due in one moment: all are taken, each once, and a chat gets lists, not floods."""
    for n in range(125):
        source = Source(None, CONTACT, "", CONTACT, 5000 + n, office.clock.at, is_private_chat=True)
        await take(
            office.desk, source, partial(report_now.report, urgency=Urgency.KHAN, text="Xe 15C-123.45")
        )
    office.clock.at += timedelta(minutes=35)
    assert await Scheduler(office.desk).fire_due() == 500
    told = await fired(office)
    assert len(told) == 500
    async with office.desk.database.read() as tx:
        rows = await raw(
            tx, "SELECT notice FROM outbox WHERE chat_id = 101 AND state = 'queued' AND action = 'send'"
        )
    lists = [row for row in rows if row["notice"] == "reminder-list"]
    assert {row["notice"] for row in rows} == {"decision-card", "waiting", "reminder-list"}
    assert len(lists) <= 5


TURNS = st.lists(
    st.tuples(st.sampled_from(("look", "restart", "back", "forward", "wind")), st.integers(1, 200)),
    max_size=25,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=TURNS)
async def test_any_night_fires_no_turn_twice(office: Office, turns: list[tuple[str, int]]) -> None:
    """Whatever the calendar does, however often the bot restarts: no turn twice, and none that was not due."""
    start = office.clock.at
    desk, taken = replace(office.desk), []

    async def take(step: Firing) -> tuple[()]:
        assert step.timer.due_at <= step.now
        taken.append((step.timer.subject_id, step.timer.first_at, step.timer.n))
        return ()

    async def dues_of(step: object, owner_id: int) -> list[Due]:
        return [
            Due("tick", owner_id, start + timedelta(minutes=7), timedelta(minutes=10)),
            Due("tock", owner_id, start + timedelta(minutes=13)),
        ]

    async def wind_it() -> None:
        async with desk.database.transaction() as tx:
            step = ActorlessStep(desk, tx, office.clock.at)
            await wind(step, Owner("trial", subject, 1), await dues_of(step, subject))

    async with desk.database.read() as tx:
        rows = await raw(
            tx, "SELECT coalesce(max(subject_id), 0) AS most FROM timers WHERE owner_kind = 'trial'"
        )
    subject = int(rows[0]["most"]) + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.scheduler.DUTIES", {"tick": take, "tock": take})
        patch.setattr("bot.scheduler.OWNERS", {"trial": dues_of})
        patch.setattr("bot.scheduler.AT_START", ())
        clock = Scheduler(desk)
        await wind_it()
        for what, minutes in turns:
            if what == "restart":
                clock = Scheduler(desk)
            elif what == "wind":
                await wind_it()
            elif what in {"back", "forward"}:
                office.clock.at += timedelta(minutes=minutes if what == "forward" else -minutes)
            await clock.fire_due()
            assert len(taken) == len(set(taken))
    office.clock.at = start
    async with desk.database.transaction() as tx:
        await wind(ActorlessStep(desk, tx, start), Owner("trial", subject, 1), [])


async def test_what_has_no_rows_is_wound_at_start(office: Office) -> None:
    """Rows that are gone (an upgrade, a hand in the database) are there again after the next start."""
    await reported(office)
    async with office.desk.database.transaction() as tx:
        await raw(tx, "DELETE FROM timers")
    async with office.desk.database.transaction() as tx:
        step = ActorlessStep(office.desk, tx, office.clock.at)
        await wind_incident(step, 1)
        assert await timers.next_at(tx) is not None
