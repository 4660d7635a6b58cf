"""Summaries by rows: wound by the hours of the office, sent to each superior in their language, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.summary import Rhythm, When
from bot.scheduler import Scheduler
from bot.workflow.send_summary import wind_summaries
from bot.workflow.telling import ActorlessStep
from storage.database import Database
from tests.support.office import SUPERIOR, Office, open_office
from tests.support.raw_sql import insert, raw

HALF_PAST_SEVEN = {Rhythm.DAILY: When(7, 30)}
NEXT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # 07:30 in Hải Phòng
DAY = timedelta(days=1)


async def waiting(office: Office) -> list[tuple[str, datetime]]:
    """What is wound."""
    async with office.desk.database.read() as tx:
        rows = await raw(tx, "SELECT duty, due_at FROM timers WHERE state = 'waiting' ORDER BY due_at")
    return [(row["duty"], datetime.fromtimestamp(row["due_at"] / 1_000_000, UTC)) for row in rows]


async def sent(office: Office) -> list[dict[str, Any]]:
    """The summaries that were said, oldest first."""
    async with office.desk.database.read() as tx:
        rows = await raw(tx, "SELECT chat_id, payload FROM outbox WHERE notice = 'figures' ORDER BY id")
    return [dict(row) for row in rows]


def with_rules(office: Office, **rules: Any) -> None:
    """The same desk after a restart with other settings."""
    office.desk = replace(office.desk, rules=replace(office.desk.rules, **rules))


async def starts(office: Office) -> None:
    """What the clock is wound by at every start."""
    async with office.desk.database.transaction() as tx:
        await wind_summaries(ActorlessStep(office.desk, tx, office.clock.now()), 1)


@pytest.fixture
async def office(database: Database) -> Office:
    """A desk that sends a summary every morning at 07:30, wound at 09:00."""
    office = await open_office(database, summaries=HALF_PAST_SEVEN)
    await starts(office)
    return office


async def test_each_morning_the_next(office: Office) -> None:
    """Set for the next morning at the start; sent then, once however often it is looked, and set for the next."""
    assert await waiting(office) == [("summary-daily", NEXT)]
    scheduler = Scheduler(office.desk)
    assert await scheduler.fire_due() == 0
    office.clock.at = NEXT
    assert await scheduler.fire_due() == 1
    assert await scheduler.fire_due() == 0
    await starts(office)
    assert await waiting(office) == [("summary-daily", NEXT + DAY)]
    assert len(await sent(office)) == 1


async def test_every_superior_in_their_own_language(office: Office) -> None:
    """One text each, drawn in the reader's language; chart and workbook once for each language."""
    async with office.desk.database.transaction() as tx:
        person = await insert(tx, "people", name="John", telegram_id=777, language="en")
        await insert(tx, "grants", person_id=person, role="superior", desk_id=1)
    office.clock.at = NEXT
    await Scheduler(office.desk).fire_due()
    await office.post()
    assert office.sees(SUPERIOR, "figures").text.startswith("<b>Bản tổng hợp ngày 23/11/2026</b>")
    assert office.sees(777, "figures").text.startswith("<b>Summary of the day 23/11/2026</b>")
    async with office.desk.database.read() as tx:
        rows = await raw(tx, "SELECT kind, language FROM documents")
    assert sorted((row["kind"], row["language"]) for row in rows) == [
        ("figures-chart", "en"),
        ("figures-chart", "vi"),
        ("figures-workbook", "en"),
        ("figures-workbook", "vi"),
    ]


async def test_another_hour_holds_from_the_next_start(office: Office) -> None:
    """What waited for the old hour waits for the new one; switched off, nothing waits."""
    with_rules(office, summaries={Rhythm.DAILY: When(6, 0), Rhythm.WEEKLY: When(7, 0, "fri")})
    await starts(office)
    friday = datetime(2026, 11, 27, tzinfo=UTC)
    assert await waiting(office) == [
        ("summary-daily", NEXT - timedelta(minutes=90)),
        ("summary-weekly", friday),
    ]
    with_rules(office, summaries={})
    await starts(office)
    assert await waiting(office) == []


async def test_switched_off_while_it_was_due(office: Office) -> None:
    """A row that is due by a setting that no longer holds says nothing."""
    with_rules(office, summaries={})
    office.clock.at = NEXT + timedelta(minutes=5)
    assert await Scheduler(office.desk).fire_due() == 0
    assert await sent(office) == []
    assert await waiting(office) == []


async def test_a_month_of_silence_is_one_summary(office: Office) -> None:
    """Nobody there from 23 November to 24 December: one for all of it, then the next morning."""
    office.clock.at = NEXT + 30 * DAY + timedelta(hours=1)
    assert await Scheduler(office.desk).fire_due() == 1
    await office.post()
    assert "Bản tổng hợp ngày 23/11/2026 – 23/12/2026" in office.sees(SUPERIOR, "figures").text
    assert await waiting(office) == [("summary-daily", NEXT + 31 * DAY)]


async def test_a_desk_in_another_time_zone(office: Office) -> None:
    """07:30 and the day before are the desk's own; when its clocks went back that day had 25 hours."""
    with_rules(office, time_zone=ZoneInfo("Europe/Berlin"))
    office.clock.at = datetime(2027, 10, 31, 12, 0, tzinfo=UTC)
    async with office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE timers SET state = 'cancelled', settled_at = set_at")
    await starts(office)
    assert await waiting(office) == [("summary-daily", datetime(2027, 11, 1, 6, 30, tzinfo=UTC))]
    office.clock.at = datetime(2027, 11, 1, 6, 30, tzinfo=UTC)
    assert await Scheduler(office.desk).fire_due() == 1
    (summary,) = await sent(office)
    first_at, end = (datetime(2027, 10, 30, 22, tzinfo=UTC), datetime(2027, 10, 31, 23, tzinfo=UTC))
    assert end - first_at == timedelta(hours=25)
    assert f'"first_at":{{"$at":{round(first_at.timestamp())}000000}}' in summary["payload"]
