"""Honest figures (thống kê): how many, how long, and how sure that is.

A wait that has not ended counts at its age, so nobody looks faster by leaving things undone. A median or 90th
percentile that could still grow is marked `is_at_least`. Under five cases there is no percentile worth the name: the
cases themselves are shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.incident import IncidentState
from bot.rules.period import Period

FEW = 5
"""Under so many cases the cases themselves are shown."""

THE_DESK = ""
"""In place of a unit's code: what the desk itself found."""


class Stage(StrEnum):
    """What is waited for."""

    DECISION = "decision"
    """from receipt of a report to the leader's first opinion; a question is one"""
    RECEIPT = "receipt"
    """from issue of a directive to the addressee's Đã nhận chỉ đạo"""
    RESULT = "result"
    """from issue of a directive to the first result that was not returned"""


@dataclass(frozen=True, slots=True)
class Received:
    """An incident received in the period; `unit` is the code of the unit that reported it, or `THE_DESK`."""

    number: str
    day: date
    kind: str
    unit: str
    state: IncidentState


@dataclass(frozen=True, slots=True)
class Case:
    """One wait. `until` None: it still lasts. `is_recorded`: the desk wrote down what came by phone or fax."""

    stage: Stage
    number: str
    unit: str
    since: datetime
    until: datetime | None
    due_at: datetime | None
    is_recorded: bool = False

    def waited(self, now: datetime) -> timedelta:
        """How long it took, or has taken so far; what was written down afterwards took no less than nothing."""
        return max((self.until or now) - self.since, timedelta(0))

    def is_over(self, now: datetime) -> bool:
        """Whether it ended after its deadline, or is past it without an end."""
        return self.due_at is not None and (self.until or now) > self.due_at


@dataclass(frozen=True, slots=True)
class Quantile:
    """A length of time by rank. `is_at_least`: waits that still last can only make it longer."""

    value: timedelta
    is_at_least: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What some waits come to. `median` and `ninetieth` are None where there are fewer than `FEW`; see `cases` then."""

    n: int
    over: int
    without: int
    median: Quantile | None
    ninetieth: Quantile | None
    cases: tuple[Case, ...]
    """every one of them, the longest first; for whoever shows them in full"""

    @property
    def are_few(self) -> bool:
        """Whether the cases themselves are to be shown."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage: all of it, then what was pressed or typed by those concerned and what the desk recorded for them.

    What still lasts is in `whole` only: nobody knows yet by which way it will come.
    """

    stage: Stage
    whole: Measure
    pressed: Measure
    recorded: Measure


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit: what it reported, how long its reports waited, how long it took itself."""

    unit: str
    received: int
    stages: Mapping[Stage, Measure]


@dataclass(frozen=True, slots=True)
class Figures:
    """One desk, or some of its units, in one period, as of `now`."""

    period: Period
    now: datetime
    received: tuple[Received, ...]
    stages: Mapping[Stage, StageFigures]
    units: tuple[UnitFigures, ...]

    @property
    def by_day(self) -> dict[date, int]:
        """How many were received on each day; no day of the period is left out."""
        counted = Counter(one.day for one in self.received)
        return {day: counted[day] for day in self.period.each()}

    @property
    def by_kind(self) -> dict[str, int]:
        """How many of each kind, the most frequent first."""
        return _most_first(Counter(one.kind for one in self.received))

    @property
    def by_state(self) -> dict[IncidentState, int]:
        """Where they stand now."""
        counted = Counter(one.state for one in self.received)
        return {state: counted[state] for state in IncidentState}


def figures(period: Period, now: datetime, received: Sequence[Received], cases: Sequence[Case]) -> Figures:
    """What was received and what was waited for, added up; units by how much there is to say of them."""
    reported = Counter(one.unit for one in received)
    of_unit: dict[str, list[Case]] = {}
    for case in cases:
        of_unit.setdefault(case.unit, []).append(case)
    said = Counter({code: len(own) for code, own in of_unit.items()}) + reported
    return Figures(
        period=period,
        now=now,
        received=tuple(received),
        stages={stage: _stage(stage, cases, now) for stage in Stage},
        units=tuple(_unit(code, reported[code], of_unit.get(code, []), now) for code in _most_first(said)),
    )


def measure(cases: Iterable[Case], now: datetime) -> Measure:
    """What these waits come to."""
    longest_first = tuple(sorted(cases, key=lambda case: (-case.waited(now), case.number)))
    enough = len(longest_first) >= FEW
    return Measure(
        n=len(longest_first),
        over=sum(case.is_over(now) for case in longest_first),
        without=sum(case.until is None for case in longest_first),
        median=median(longest_first, now) if enough else None,
        ninetieth=ninetieth(longest_first, now) if enough else None,
        cases=longest_first,
    )


def median(cases: Sequence[Case], now: datetime) -> Quantile:
    """The middle wait, or half-way between the two in the middle.

    Raises:
        ValueError: there are none.
    """
    waits = _in_order(cases, now)
    lower, upper = waits[(len(waits) - 1) // 2], waits[len(waits) // 2]
    return Quantile((lower + upper) / 2, _may_grow(cases, upper, now))


def ninetieth(cases: Sequence[Case], now: datetime) -> Quantile:
    """The shortest of these waits that nine in ten do not exceed (nearest rank: always a wait that happened).

    Raises:
        ValueError: there are none.
    """
    waits = _in_order(cases, now)
    rank = (9 * len(waits) + 9) // 10
    return Quantile(waits[rank - 1], _may_grow(cases, waits[rank - 1], now))


def _in_order(cases: Sequence[Case], now: datetime) -> list[timedelta]:
    if not cases:
        raise ValueError(cases)
    return sorted(case.waited(now) for case in cases)


def _may_grow(cases: Sequence[Case], value: timedelta, now: datetime) -> bool:
    """A wait that lasts, and is no longer than the figure yet, may still pass it and push it up."""
    return any(case.until is None and case.waited(now) <= value for case in cases)


def _stage(stage: Stage, cases: Sequence[Case], now: datetime) -> StageFigures:
    of_stage = [case for case in cases if case.stage is stage]
    ended = [case for case in of_stage if case.until is not None]
    return StageFigures(
        stage=stage,
        whole=measure(of_stage, now),
        pressed=measure((case for case in ended if not case.is_recorded), now),
        recorded=measure((case for case in ended if case.is_recorded), now),
    )


def _unit(code: str, received: int, cases: Sequence[Case], now: datetime) -> UnitFigures:
    stages = {stage: measure((case for case in cases if case.stage is stage), now) for stage in Stage}
    return UnitFigures(code, received, stages)


def _most_first(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
