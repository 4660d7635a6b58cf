"""A roster file as validated values: patterns, rotations and the office's own days off, in TOML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from bot.control.entry_values import (
    EntryForm,
    Flag,
    Name,
    Text,
    name_value,
    names_value,
    read_forms,
    refuse,
)
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.roster.days import Days, SpecialDay
from bot.rules.roster.pattern import EQUAL_PARTS, FREE, USUAL_START, Span, equal_spans, free_spans
from bot.rules.roster.rotation import RosterEntry, Turns

LONGEST_PERIOD_DAYS = 732
_LONGEST = timedelta(days=LONGEST_PERIOD_DAYS)
PATTERNS = (*EQUAL_PARTS, FREE)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What one file says."""

    rosters: tuple[RosterEntry, ...] = ()
    days: tuple[SpecialDay, ...] = ()


def _date(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        refuse("wrong-type", expected="date")
    return value


def _hour(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str):
        refuse("wrong-type", expected="hour")
    try:
        return time.fromisoformat(value.strip().zfill(5))
    except ValueError:
        refuse("wrong-type", expected="hour")


def _hours(value: object) -> tuple[tuple[time, time], ...]:
    found = []
    for one in names_value(value):
        starts, dash, ends = one.replace("–", "-").partition("-")
        if not dash:
            refuse("wrong-type", expected="hours")
        found.append((_hour(starts), _hour(ends)))
    return tuple(found) or refuse("empty")


def _teams(value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list):
        refuse("wrong-type", expected="list")
    return tuple(names_value(one) if isinstance(one, list) else (name_value(one),) for one in value)


def _choice(choices: tuple[str, ...], value: object) -> str:
    chosen = name_value(value)
    return (
        chosen if chosen in choices else refuse("no-such-choice", written=chosen, choices=" · ".join(choices))
    )


class _Roster(EntryForm):
    desk: Name | None = None
    pattern: Annotated[str, BeforeValidator(lambda value: _choice(PATTERNS, value))] = "24h"
    starts: Annotated[time, BeforeValidator(_hour)] = USUAL_START
    shifts: Annotated[tuple[tuple[time, time], ...], BeforeValidator(_hours)] | None = None
    first: Annotated[date, BeforeValidator(_date)] = Field(alias="from")
    until: Annotated[date, BeforeValidator(_date)]
    since: Annotated[date, BeforeValidator(_date)] | None = None
    days: Annotated[Days, BeforeValidator(lambda value: Days(_choice(tuple(Days), value)))] = Days.ALL
    turns: Annotated[Turns, BeforeValidator(lambda value: Turns(_choice(tuple(Turns), value)))] = Turns.SHIFT
    leaders: Annotated[tuple[str, ...], BeforeValidator(names_value)]
    deputies: Annotated[tuple[str, ...], BeforeValidator(names_value)] = ()
    officers: Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_teams)] = ()


class _Day(EntryForm):
    on: Annotated[date, BeforeValidator(_date)]
    off: Flag
    name: Text = ""


class _File(EntryForm):
    rosters: list[_Roster] = Field(default_factory=list)
    days: list[_Day] = Field(default_factory=list)


FORMS: Mapping[str, type[BaseModel]] = {"rosters": _Roster, "days": _Day}


def read_roster(text: str) -> RosterFile:
    """What the text of a roster file says.

    Raises:
        OrganisationError: with every fault of its form.
    """
    read = read_forms(text, _File, FORMS)
    faults = [fault for n, one in enumerate(read.rosters, 1) if (fault := _period_fault(n, one))]
    dates = [day.on for day in read.days]
    faults += [
        Fault("days", n, str(day.on), "on", "twice", {"other": dates.index(day.on) + 1})
        for n, day in enumerate(read.days, 1)
        if dates.index(day.on) < n - 1
    ]
    if faults:
        raise OrganisationError(tuple(faults))
    return RosterFile(
        tuple(_entry(n, one) for n, one in enumerate(read.rosters, 1)),
        tuple(SpecialDay(day.on, day.off, day.name, n) for n, day in enumerate(read.days, 1)),
    )


def _period_fault(n: int, one: _Roster) -> Fault | None:
    name = one.desk or ""
    if one.until < one.first:
        return Fault("rosters", n, name, "until", "backwards-days")
    if max(one.until, one.since or one.until) - min(one.first, one.since or one.first) > _LONGEST:
        return Fault("rosters", n, name, "until", "too-many-days", {"most": LONGEST_PERIOD_DAYS})
    if not one.leaders:
        return Fault("rosters", n, name, "leaders", "empty")
    if (one.pattern == FREE) != (one.shifts is not None):
        return Fault("rosters", n, name, "shifts", "free-hours")
    return None


def _entry(n: int, one: _Roster) -> RosterEntry:
    return RosterEntry(
        n,
        one.desk or "",
        _spans(one),
        one.first,
        one.until,
        one.since or one.first,
        one.leaders,
        one.deputies,
        one.officers,
        one.days,
        one.turns,
    )


def _spans(one: _Roster) -> tuple[Span, ...]:
    return free_spans(one.shifts) if one.shifts is not None else equal_spans(one.pattern, one.starts)
