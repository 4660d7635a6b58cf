"""How many columns a period takes on a narrow screen: days, or weeks or months where the days would be too many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

LONGEST_DAILY, LONGEST_WEEKLY = 45, 200
EVERY_LABEL_UP_TO, LABELS = 10, 5
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Column:
    """How many, and what stands under it; nothing stands under most."""

    count: int
    label: str


def columns(days: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> tuple[str, list[Column]]:
    """What one column is (a word of words.toml's `[figures]`), and the columns."""
    dated = [(day["at"].astimezone(zone).date(), int(day["count"])) for day in days]
    if len(dated) <= LONGEST_DAILY:
        return "by_day", _labelled([(f"{day:%d/%m}", count) for day, count in dated])
    if len(dated) <= LONGEST_WEEKLY:
        weeks = [dated[n : n + DAYS_OF_WEEK] for n in range(0, len(dated), DAYS_OF_WEEK)]
        return "by_week", _labelled([(f"{week[0][0]:%d/%m}", _sum(week)) for week in weeks])
    months: dict[str, list[tuple[date, int]]] = {}
    for day, count in dated:
        months.setdefault(f"{day:%m/%Y}", []).append((day, count))
    return "by_month", _labelled([(month, _sum(of_month)) for month, of_month in months.items()])


def _sum(some: Sequence[tuple[date, int]]) -> int:
    return sum(count for _, count in some)


def _labelled(counted: Sequence[tuple[str, int]]) -> list[Column]:
    step = (
        1
        if len(counted) <= EVERY_LABEL_UP_TO and len(counted[0][0]) <= len("31/12")
        else max(len(counted) // LABELS, 1)
    )
    return [Column(count, label if n % step == 0 else "") for n, (label, count) in enumerate(counted)]
