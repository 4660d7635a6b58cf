"""One desk with a unit, four people, a shift around 09:00 and an incident, put in by plain SQL."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.database import Transaction
from storage.times import microseconds
from tests.support.raw_sql import insert

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START, END = MORNING - timedelta(hours=1), MORNING + timedelta(hours=23)


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Ids of what was put in."""

    desk: int
    other_desk: int
    unit: int
    leader: int
    deputy: int
    officer: int
    reporter: int
    shift: int
    incident: int


async def put_first_rows(tx: Transaction) -> FirstRows:
    """Put it all in; the leader and the deputy hold their roles from START to END."""
    desk = await insert(tx, "desks", code="HP", name="Bộ phận trực ban")
    other_desk = await insert(tx, "desks", code="QN", name="Bộ phận trực ban khác")
    unit = await insert(tx, "units", code="03CC", desk_id=desk, name="Hải quan cửa khẩu cảng")
    people = {
        role: await insert(tx, "people", name=role) for role in ("leader", "deputy", "officer", "reporter")
    }
    start, end = microseconds(START), microseconds(END)
    shift = await insert(tx, "shifts", desk_id=desk, starts_at=start, ends_at=end, responsible_from=start)
    for role in ("leader", "deputy", "officer"):
        await insert(
            tx,
            "shift_members",
            shift_id=shift,
            person_id=people[role],
            role=role,
            from_at=start,
            until_at=end,
        )
    incident = await insert(
        tx,
        "incidents",
        desk_id=desk,
        year=2026,
        counter=1,
        number="HP-2026-0001",
        state="awaiting_decision",
        unit_id=unit,
        reporter_id=people["reporter"],
        kind="other",
        urgency="thuong",
        channel="message",
        received_at=microseconds(MORNING),
        recorded_at=microseconds(MORNING),
    )
    return FirstRows(desk, other_desk, unit, **people, shift=shift, incident=incident)
