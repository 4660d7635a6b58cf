"""Desks and units of a file, laid over those that stand."""

from collections.abc import Mapping
from dataclasses import replace

from bot.rules.organisation.entries import DeskEntry, Fault, UnitEntry, given, given_id
from bot.rules.organisation.state import DeskState, UnitState


def lay_desks(
    entries: tuple[DeskEntry, ...], before: Mapping[str, DeskState], faults: list[Fault]
) -> dict[str, DeskState]:
    """The desks after the file."""
    after = dict(before)
    seen: dict[str, int] = {}
    for entry in entries:
        if _is_twice(entry.code, entry.n, "desks", entry.code, seen, faults):
            continue
        stands = before.get(entry.code)
        if stands is None and not entry.name:
            faults.append(Fault("desks", entry.n, entry.code, "name", "missing"))
            continue
        after[entry.code] = replace(
            stands or DeskState(None, entry.code, entry.name or ""),
            **given(
                name=entry.name, phone=entry.phone, fax=entry.fax, email=entry.email, is_active=entry.active
            ),
            **given_id("chat_id", entry.chat_id),
        )
    return after


def lay_units(
    entries: tuple[UnitEntry, ...],
    before: Mapping[str, UnitState],
    desks: Mapping[str, DeskState],
    faults: list[Fault],
) -> dict[str, UnitState]:
    """The units after the file; every unit in use reports to a desk in use."""
    after = dict(before)
    seen: dict[str, int] = {}
    places = {}
    for entry in entries:
        key = entry.code.upper()
        if _is_twice(key, entry.n, "units", entry.code, seen, faults):
            continue
        places[key] = entry.n
        stands = before.get(key)
        if stands is None:
            missing = [name for name in ("name", "desk") if not getattr(entry, name)]
            faults += [Fault("units", entry.n, entry.code, name, "missing") for name in missing]
            if missing:
                continue
        if entry.desk is not None and entry.desk not in desks:
            faults.append(Fault("units", entry.n, entry.code, "desk", "unknown-desk", {"code": entry.desk}))
            continue
        after[key] = replace(
            stands or UnitState(None, entry.code, entry.desk or "", entry.name or ""),
            **given(
                desk=entry.desk,
                name=entry.name,
                phone=entry.phone,
                is_outside=entry.outside,
                is_active=entry.active,
            ),
            **given_id("chat_id", entry.chat_id),
        )
    for key, unit in after.items():
        if unit.is_active and not desks[unit.desk].is_active:
            fields = {"code": unit.desk, "unit": unit.code}
            faults.append(Fault("units", places.get(key, 0), unit.code, "desk", "ended-desk", fields))
    return after


def refuse_shared_chats(
    desks: Mapping[str, DeskState],
    units: Mapping[str, UnitState],
    named: Mapping[tuple[str, str], int],
    faults: list[Fault],
) -> None:
    """A chat belongs to one desk or one unit. `named`: the place in the file of each (table, code) it names."""
    holders: dict[int, tuple[str, str]] = {}
    all_of = [("desks", c, d.chat_id) for c, d in desks.items()]
    all_of += [("units", c, u.chat_id) for c, u in units.items()]
    # Those the file names come last: the fault is shown where it can be put right.
    for table, code, chat_id in sorted(all_of, key=lambda one: named.get(one[:2], 0)):
        if chat_id is None:
            continue
        if chat_id in holders:
            fields = {"other": holders[chat_id][1]}
            faults.append(Fault(table, named.get((table, code), 0), code, "chat_id", "chat-taken", fields))
        holders.setdefault(chat_id, (table, code))


def _is_twice(key: str, n: int, table: str, entry: str, seen: dict[str, int], faults: list[Fault]) -> bool:
    if key in seen:
        faults.append(Fault(table, n, entry, "code", "twice", {"other": seen[key]}))
        return True
    seen[key] = n
    return False
