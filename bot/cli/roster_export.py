"""`trucban roster export` and `show`: what the roster says, as files offices and calendars read, or as text."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import typer

from bot.cli.handing import desk_clock
from bot.cli.roster import say_faults
from bot.cli.speech import say, words_at_hand
from bot.config import Settings
from bot.control.requests import FAULTS, fault_lines
from bot.documents.duty_feed import write_feed
from bot.documents.duty_sheet import BYTE_ORDER_MARK, SheetWords, write_csv, write_xlsx
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.person import DutyDesk, Person
from bot.rules.roster.days import DutyCalendar, duty_calendar
from bot.rules.roster.table_row import read_date
from bot.views.duty_table import DutyRow, duty_table, named
from storage import people, roster
from storage.database import open_database
from storage.files import write_durably

A_DAY = timedelta(days=1)
EXPORTED = timedelta(days=31)
SHOWN = timedelta(days=14)
FEED = ".ics"
SHEETS = {".csv": write_csv, ".xlsx": write_xlsx}
NOT_IN_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Period:
    """What was asked for, as it was written; empty: as usual."""

    first: str = ""
    last: str = ""
    desk: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """The roster of the period. `whose`: the one person asked about."""

    rows: Sequence[DutyRow]
    desks: Sequence[DutyDesk]
    calendar: DutyCalendar
    since: datetime
    until: datetime
    now: datetime
    whose: Person | None = None


async def export(settings: Settings, period: Period, output: Path | None) -> bool:
    """Write the file, or several into a folder; to the terminal as CSV where none is named.

    False when what was asked for makes no sense, which is said.

    Raises:
        ConfigError: when the database cannot be read.
    """
    language = settings.desk.language
    try:
        _refuse_unknown_form(output)
        looked = await _look(settings, period, EXPORTED)
        if output is None:
            words = SheetWords(words_at_hand(settings.desk.time_zone), language)
            table = write_csv(looked.rows, looked.calendar, settings.desk.zone, words).decode()
            typer.echo(table.removeprefix(BYTE_ORDER_MARK) if sys.stdout.isatty() else table, nl=False)
            return True
        written = _write(settings, looked, output)
    except OrganisationError as error:
        say_faults(settings, "trucban roster export", fault_lines(error)[FAULTS], language)
        return False
    say("roster-exported", {"files": written}, language)
    return True


async def show(settings: Settings, period: Period) -> bool:
    """Print the coming shifts, desk by desk.

    Raises:
        ConfigError: when the database cannot be read.
    """
    zone, language = settings.desk.zone, settings.desk.language
    try:
        looked = await _look(settings, period, SHOWN)
    except OrganisationError as error:
        say_faults(settings, "trucban roster show", fault_lines(error)[FAULTS], language)
        return False
    words = SheetWords(words_at_hand(settings.desk.time_zone), language)
    desks = [
        {
            "name": desk.name,
            "code": desk.code,
            "shifts": [
                {
                    "starts_at": row.shift.starts_at,
                    "ends_at": row.shift.ends_at,
                    "weekday": words.weekday(row.shift.starts_at.astimezone(zone).date()),
                    "holiday": looked.calendar.name(row.shift.starts_at.astimezone(zone).date()),
                    "members": [{"role": role, "name": named(person)} for role, person in row.members],
                }
                for row in looked.rows
                if row.desk.id == desk.id
            ],
        }
        for desk in looked.desks
    ]
    values = {"desks": desks, "since": looked.since, "until": looked.until - A_DAY}
    say("roster-shown", values, language, time_zone=settings.desk.time_zone)
    return True


async def _look(settings: Settings, period: Period, usual: timedelta) -> Looked:
    """The roster as it stands.

    Raises:
        OrganisationError: a date that is none, an unknown desk or person.
    """
    now = (await desk_clock(settings)).now()
    zone = settings.desk.zone
    first = _day("--from", period.first) or now.astimezone(zone).date()
    last = _day("--to", period.last) or first + usual - A_DAY
    if last < first:
        _refuse("--to", "backwards-days")
    since, until = _midnight(first, zone), _midnight(last + A_DAY, zone)
    database = await open_database(settings.storage.url, read_only=True)
    try:
        async with database.read() as tx:
            desks = await people.list_desks(tx)
            if period.desk:
                choices = " · ".join(desk.code for desk in desks)
                desks = [desk for desk in desks if period.desk in {desk.code, desk.name}]
                if not desks:
                    _refuse("--desk", "no-such-desk", written=period.desk, choices=choices)
            rows = [
                row for row in await duty_table(tx, desks, since, until, now) if row.shift.starts_at >= since
            ]
            special = await roster.list_special_days(tx)
            whose = _meant(period.person, await people.list_active(tx)) if period.person else None
    finally:
        await database.close()
    if whose is not None:
        rows = [row for row in rows if row.role_of(whose.id)]
    calendar = duty_calendar(range(first.year, last.year + 1), special, settings.desk.language)
    return Looked(rows, desks, calendar, since, until, now, whose)


def _write(settings: Settings, looked: Looked, output: Path) -> list[Mapping[str, Any]]:
    renderer, language = words_at_hand(settings.desk.time_zone), settings.desk.language
    words = SheetWords(renderer, language)
    if (sheet := SHEETS.get(output.suffix.casefold())) is not None:
        return [_kept(output, sheet(looked.rows, looked.calendar, settings.desk.zone, words), looked.rows)]
    if output.suffix.casefold() == FEED:
        title = named(looked.whose) if looked.whose else " · ".join(desk.name for desk in looked.desks)
        content = write_feed(looked.rows, title, looked.now, renderer, language, looked.whose)
        return [_kept(output, content, looked.rows)]
    written = []
    for desk in looked.desks:
        own = [row for row in looked.rows if row.desk.id == desk.id]
        content = write_feed(own, desk.name, looked.now, renderer, language)
        written.append(_kept(output / f"{desk.code}{FEED}", content, own))
    everybody = {person.id: person for row in looked.rows for _, person in row.members}
    for person in everybody.values():
        own = [row for row in looked.rows if row.role_of(person.id)]
        content = write_feed(own, person.name, looked.now, renderer, language, person)
        name = NOT_IN_NAMES.sub("-", person.code or f"{person.name}-{person.id}")
        written.append(_kept(output / f"{name}{FEED}", content, own))
    return written


def _kept(path: Path, content: bytes, rows: Sequence[DutyRow]) -> Mapping[str, Any]:
    try:
        write_durably(path, content)
    except OSError:
        _refuse("--output", "not-writable", path=str(path))
    return {"path": str(path), "shifts": len(rows)}


def _refuse_unknown_form(output: Path | None) -> None:
    if output is None or output.is_dir() or output.suffix.casefold() in {"", *SHEETS, FEED}:
        return
    _refuse("--output", "unknown-form")


def _meant(written: str, everybody: Sequence[Person]) -> Person:
    found = [person for person in everybody if written in {person.code, person.name, named(person)}]
    if not found:
        _refuse("--person", "unknown-person", written=written, nearest="")
    if len(found) > 1:
        _refuse("--person", "ambiguous-name", written=written, people=[named(person) for person in found])
    return found[0]


def _day(option: str, written: str) -> date | None:
    if not written:
        return None
    return read_date(written) or _refuse(option, "not-a-date", written=written)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), zone).astimezone(UTC)


def _refuse(option: str, code: str, **fields: Any) -> NoReturn:
    raise OrganisationError((Fault("file", 0, "", option, code, fields),))
