"""Shifts as an iCalendar file (RFC 5545), for the calendar on somebody's phone or on the wall."""

from collections.abc import Sequence
from datetime import datetime

from icalendar import Calendar, Event

from bot.render import Renderer
from bot.rules.person import Person
from bot.views.duty_table import DutyRow

PRODUCT = "-//Truc Ban//duty roster//"


def write_feed(
    rows: Sequence[DutyRow],
    title: str,
    now: datetime,
    renderer: Renderer,
    language: str,
    whose: Person | None = None,
) -> bytes:
    """One event a shift. `whose`: the person whose shifts these are; None: a desk's.

    A shift keeps its identity by desk and start: a calendar that reads the file again changes its events, and does
    not double them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for row in rows:
        values = {
            "desk": row.desk.name,
            "phone": row.desk.phone,
            "role": (row.role_of(whose.id) or "") if whose else "",
            "leader": row.leader.name if row.leader else "",
            "members": [
                {"role": role, "name": person.name, "phone": person.phone} for role, person in row.members
            ],
            "starts_at": row.shift.starts_at,
            "ends_at": row.shift.ends_at,
        }
        summary, _, description = renderer.page(language, "duty-event", values).partition("\n")
        event = Event()
        event.add("uid", f"{row.desk.code}-{row.shift.starts_at:%Y%m%dT%H%M%SZ}@trucban")
        event.add("dtstamp", now)
        event.add("dtstart", row.shift.starts_at)
        event.add("dtend", row.shift.ends_at)
        event.add("summary", summary)
        event.add("description", description.strip())
        event.add("location", row.desk.name)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
