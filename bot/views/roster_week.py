"""The roster of a week, and one's own shifts: for the chat as text, and as what a picture is drawn from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.desk import Desk
from bot.rules.person import DutyDesk
from bot.rules.roster.days import Days, DutyCalendar, duty_calendar
from bot.views.duty_table import DutyRow, duty_table
from bot.views.looking import Looking
from bot.views.who_is_on_duty import desks_of
from storage import roster

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
OWN_AHEAD = timedelta(days=62)


def week_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


async def roster_week(looking: Looking, desk: DutyDesk, monday: date) -> Mapping[str, Any]:
    """The seven days of a desk, each with the shifts that begin on it."""
    now, of = looking.own.now, looking.own.desk
    first, last = _midnight(of, monday), _midnight(of, monday + A_WEEK)
    rows = await duty_table(looking.own.tx, [desk], first, last, now)
    calendar = await _calendar(looking, (monday, monday + A_WEEK))
    days = []
    for on in (monday + A_DAY * n for n in range(7)):
        begins, ends = _midnight(of, on), _midnight(of, on + A_DAY)
        days.append(
            {
                "at": begins,
                "weekday": on.isoweekday(),
                "holiday": calendar.name(on),
                "is_off": calendar.kind(on) is not Days.WORKING,
                "is_today": begins <= now < ends,
                "shifts": [_shift(row, looking) for row in rows if begins <= row.shift.starts_at < ends],
            }
        )
    return {
        "desk": desk.name,
        "phone": desk.phone,
        "from_at": first,
        "until_at": last - A_DAY,
        "days": days,
        "now": now,
    }


async def own_roster(looking: Looking) -> Mapping[str, Any]:
    """The shifts somebody serves in from now on, at whatever desk."""
    now, tx = looking.own.now, looking.own.tx
    me = looking.actor.person.id
    desks = await desks_of(tx, looking.actor)
    rows = [row for row in await duty_table(tx, desks, now, now + OWN_AHEAD, now) if row.role_of(me)]
    rows.sort(key=lambda row: row.shift.starts_at)
    zone = looking.own.desk.rules.time_zone
    calendar = await _calendar(looking, (now.date(), (now + OWN_AHEAD).date()))
    return {
        "shifts": [
            {
                **_shift(row, looking),
                "desk": row.desk.name,
                "role": role.value if (role := row.role_of(me)) else "",
                "weekday": row.shift.starts_at.astimezone(zone).isoweekday(),
                "holiday": calendar.name(row.shift.starts_at.astimezone(zone).date()),
            }
            for row in rows
        ],
        "until_at": now + OWN_AHEAD,
        "now": now,
    }


async def _calendar(looking: Looking, days: Sequence[date]) -> DutyCalendar:
    special = await roster.list_special_days(looking.own.tx)
    return duty_calendar({day.year for day in days}, special, looking.own.reader.language)


def _shift(row: DutyRow, looking: Looking) -> dict[str, Any]:
    return {
        "starts_at": row.shift.starts_at,
        "ends_at": row.shift.ends_at,
        "leader": row.leader.name if row.leader else "",
        "deputy": row.deputy.name if row.deputy else "",
        "officers": [person.name for person in row.officers],
        "is_mine": row.role_of(looking.actor.person.id) is not None,
        "is_running": row.shift.starts_at <= looking.own.now < row.shift.ends_at,
    }


def _midnight(desk: Desk, on: date) -> datetime:
    return datetime.combine(on, time(), desk.rules.time_zone)
