"""The duty log of this shift so far, as text: what is missing first."""

from typing import Any

from bot.rules.incident import Incident
from bot.rules.log_entry import LogEntry, LogKind
from bot.rules.message import Screen
from bot.rules.number import read_number
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.views.entries import told
from bot.views.gist import known
from bot.views.looking import Looking
from storage import duty_log, incidents, people, shifts


async def shift_log(looking: Looking, desk_id: int) -> Screen:
    """Every entry of the responsible shift that may be read here, in order."""
    tx = looking.own.tx
    desk = await people.get_desk(tx, desk_id)
    shift = await shifts.find_responsible(tx, desk_id, looking.own.now)
    entries = await duty_log.read_shift(tx, shift.id) if shift is not None else []
    of_numbers = await _incidents(looking, entries)
    readable = [e for e in entries if e.incident is None or of_numbers.get(e.incident) is not None]
    values = {
        "desk": desk.name,
        "starts_at": shift.starts_at if shift else None,
        "ends_at": shift.ends_at if shift else None,
        "leader": await _names(looking, shift, Role.LEADER),
        "officers": await _names(looking, shift, Role.OFFICER),
        "missing": await _missing(looking, readable, of_numbers),
        "entries": told(readable),
        "now": looking.own.now,
    }
    return Screen("shift-log", values)


async def _incidents(looking: Looking, entries: list[LogEntry]) -> dict[str, Incident | None]:
    """The incidents by number; None for those that do not exist for whoever reads here."""
    found: dict[str, Incident | None] = {}
    for number in dict.fromkeys(e.incident for e in entries if e.incident is not None):
        written = read_number(number)
        listed = await incidents.list_written(looking.own.tx, written) if written else []
        incident = next((i for i in listed if i.number == number), None)
        found[number] = incident if incident is not None and await looking.may_read(incident) else None
    return found


async def _missing(
    looking: Looking, entries: list[LogEntry], of_numbers: dict[str, Incident | None]
) -> list[dict[str, Any]]:
    """Mandatory fields of the form nobody stated yet, for what was received in this shift."""
    rows = []
    for entry in entries:
        incident = of_numbers.get(entry.incident or "")
        if entry.kind != LogKind.INCIDENT_RECEIVED or incident is None:
            continue
        fields = await known(looking.own.tx, incident)
        lacking = [name for name in ("occurred_at", "place") if getattr(fields, name) is None]
        if lacking:
            rows.append({"number": incident.number, "fields": lacking})
    return rows


async def _names(looking: Looking, shift: Shift | None, role: Role) -> list[str]:
    if shift is None:
        return []
    return [(await people.get_person(looking.own.tx, person_id)).name for person_id in shift.of(role)]
