"""One row of a duty table: date, hours and people as offices write them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.rules.clean_text import clean
from bot.rules.fold import fold
from bot.rules.organisation.entries import ShiftEntry

LONGEST_CELL = 1000
LONGEST_SHIFT = timedelta(days=8)
FORMULA_GUARD = re.compile(
    r"^'(?=[=+\-@])"
)  # what an export sets before a text that a spreadsheet would reckon
BETWEEN_PEOPLE = re.compile(r"[;,\n]")
DAY_FIRST = re.compile(
    r"(?<![0-9])(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4})(?![0-9])"
)
YEAR_FIRST = re.compile(r"(?<![0-9])(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])")
HOUR = re.compile(r"(?<![0-9:])([0-9]{1,2}) ?(?:[:hg]|gio) ?([0-9]{2})?(?::[0-9]{2}(?:\.0+)?)?(?![0-9])")
A_DAY = timedelta(days=1)
MIDNIGHT = 24

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell: its column's key, a code, and what a template names."""

    key: str
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class _CellError(Exception):
    def __init__(self, key: str, code: str, **fields: Any) -> None:
        super().__init__(code)
        self.fault = CellFault(key, code, fields)


def read_row(n: int, texts: Mapping[str, str], zone: ZoneInfo) -> tuple[ShiftEntry | None, list[CellFault]]:
    """The shift of a row, or everything wrong with it. `texts`: what stands under each heading.

    An empty deputy or officer's cell means nobody; a column the table does not have is left alone.
    """
    cleaned = {key: FORMULA_GUARD.sub("", clean(text).strip()) for key, text in texts.items()}
    faults = [
        CellFault(key, "too-long", {"most": LONGEST_CELL})
        for key, text in cleaned.items()
        if len(text) > LONGEST_CELL
    ]
    if faults:
        return None, faults
    on = _tried(faults, _date, "date", cleaned)
    starts = _tried(faults, _hour, "starts", cleaned)
    ends = _tried(faults, _hour, "ends", cleaned)
    leaders = _people(cleaned["leader"])
    faults += _people_faults(leaders, cleaned)
    if faults or on is None or starts is None or ends is None:
        return None, faults
    starts_at = _moment(on, starts[1])
    ends_at = _moment(ends[0] or on, ends[1])
    if ends[0] is None and ends_at <= starts_at:
        ends_at += A_DAY
    if starts[0] not in {None, on}:
        return None, [CellFault("starts", "other-date", {"written": cleaned["starts"]})]
    if ends_at <= starts_at:
        return None, [CellFault("ends", "backwards")]
    if ends_at - starts_at > LONGEST_SHIFT:
        return None, [CellFault("ends", "too-long-shift", {"days": LONGEST_SHIFT.days})]
    entry = ShiftEntry(
        n,
        cleaned.get("desk", ""),
        starts_at.replace(tzinfo=zone).astimezone(UTC),
        ends_at.replace(tzinfo=zone).astimezone(UTC),
        leader=leaders[0],
        deputy=" ".join(_people(cleaned["deputy"])) if "deputy" in cleaned else None,
        officers=tuple(_people(cleaned["officers"])) if "officers" in cleaned else None,
    )
    return entry, []


def _tried(
    faults: list[CellFault], read: Callable[[str, str], T], key: str, texts: Mapping[str, str]
) -> T | None:
    """What a cell says; None after a fault."""
    try:
        return read(key, texts[key])
    except _CellError as error:
        faults.append(error.fault)
        return None


def _people_faults(leaders: Sequence[str], texts: Mapping[str, str]) -> Iterator[CellFault]:
    if not leaders:
        yield CellFault("leader", "empty-cell")
    for key in ("leader", "deputy"):
        if len(_people(texts.get(key, ""))) > 1:
            yield CellFault(key, "one-person", {"written": " ".join(texts[key].split())})


def read_date(text: str) -> date | None:
    """A date, day first or year first as computers write it; None for anything else."""
    found = YEAR_FIRST.search(text) or DAY_FIRST.search(text)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def _date(key: str, text: str) -> date:
    if not text:
        raise _CellError(key, "empty-cell")
    on = read_date(text)
    if on is None:
        raise _CellError(key, "not-a-date", written=text)
    return on


def _hour(key: str, text: str) -> tuple[date | None, timedelta]:
    """A time of day, with its date where the cell has one; 24:00 is the day's end."""
    if not text:
        raise _CellError(key, "empty-cell")
    folded = fold(text)
    dated = YEAR_FIRST.search(folded) or DAY_FIRST.search(folded)
    rest = folded.replace(dated[0], " ") if dated else folded
    found = HOUR.search(rest.replace("t", " ") if dated else rest)
    if found is None:
        raise _CellError(key, "not-an-hour", written=text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > MIDNIGHT or minute > 59 or (hour == MIDNIGHT and minute):  # noqa: PLR2004 - minutes of an hour
        raise _CellError(key, "not-an-hour", written=text)
    return (_date(key, text) if dated else None), timedelta(hours=hour, minutes=minute)


def _moment(on: date, since_midnight: timedelta) -> datetime:
    return datetime.combine(on, time()) + since_midnight


def _people(text: str) -> list[str]:
    """The people of a cell, by commas, semicolons or lines; "-" alone is nobody."""
    named = (" ".join(one.split()) for one in BETWEEN_PEOPLE.split(text))
    return [one for one in named if one.strip("-–—.")]
