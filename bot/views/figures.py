"""Figures of a desk, or of one unit at it, as values: what was received, how long it took, and the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.desk import DeskRules
from bot.rules import figures as rules_of
from bot.rules.channel import Channel
from bot.rules.directive import AddresseeState
from bot.rules.figures import Case, Figures, Measure, Quantile, Received, Stage, StageFigures
from bot.rules.period import Period, before, midnight
from bot.rules.urgency_times import frozen
from storage import figures as stored
from storage import people
from storage.figures import AddressedRow, ReceivedRow
from storage.transaction import Transaction

MICROSECOND = timedelta(microseconds=1)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures. `units`: codes, where it is not the whole desk. `counts_private`: a superior reads, privately."""

    desk_id: int
    units: tuple[str, ...] = ()
    counts_private: bool = False


async def figures_values(
    tx: Transaction, rules: DeskRules, scope: Scope, period: Period, now: datetime
) -> Values:
    """The figures, compared with the period before, and every case behind them (`received`, `cases`).

    Lengths of time are microseconds.
    """
    desk = await people.get_desk(tx, scope.desk_id)
    names = {unit.code: unit.name for unit in await people.list_units(tx, scope.desk_id)}
    found, private = await _read(tx, rules, scope, period, now)
    earlier, _ = await _read(tx, rules, scope, before(period, rules.report_month_starts_on), now)
    start, end = period.bounds(rules.time_zone)
    return {
        "desk": desk.name,
        "units": list(scope.units),
        "first_at": start,
        "last_at": midnight(period.last, rules.time_zone),
        "is_so_far": now < end,
        "now": now,
        "count": len(found.received),
        "private": private,
        "before": _before(earlier, rules),
        "states": [{"state": state.value, "count": n} for state, n in found.by_state.items()],
        "kinds": [{"kind": kind, "count": n} for kind, n in found.by_kind.items()],
        "days": [{"at": midnight(day, rules.time_zone), "count": n} for day, n in found.by_day.items()],
        "stages": [_stage(found.stages[stage], now) for stage in Stage],
        "rows": [
            {
                "unit": one.unit,
                "name": names.get(one.unit, ""),
                "received": one.received,
                "stages": {stage.value: _measure(one.stages[stage], now) for stage in Stage},
            }
            for one in found.units
        ],
        "received": [
            {
                "number": one.number,
                "at": midnight(one.day, rules.time_zone),
                "kind": one.kind,
                "unit": one.unit,
                "state": one.state.value,
            }
            for one in found.received
        ],
        "cases": [
            {
                **_case(case, now),
                "stage": stage.value,
                "unit": case.unit,
                "since": case.since,
                "until": case.until,
                "due_at": case.due_at,
            }
            for stage in Stage
            for case in found.stages[stage].whole.cases
        ],
    }


def without_cases(values: Mapping[str, Any]) -> Values:
    """What a chat and a chart need: the same figures without the long lists."""
    return {key: value for key, value in values.items() if key not in {"received", "cases"}}


async def _read(
    tx: Transaction, rules: DeskRules, scope: Scope, period: Period, now: datetime
) -> tuple[Figures, int | None]:
    """The figures, and how many private reports there are beside them (None: not for this reader)."""
    start, end = period.bounds(rules.time_zone)
    rows = await stored.list_received(tx, scope.desk_id, start, end)
    addressed = await stored.list_addressed(tx, scope.desk_id, start, end)
    open_to_all = [row for row in rows if not row.is_private]
    received = [
        Received(r.number, r.received_at.astimezone(rules.time_zone).date(), r.kind, r.unit, r.state)
        for r in open_to_all
    ]
    cases = [
        *(_decision(row, rules) for row in open_to_all),
        *(case for row in addressed for case in _addressed(row)),
    ]
    if scope.units:
        received = [one for one in received if one.unit in scope.units]
        cases = [case for case in cases if case.unit in scope.units]
    private = len(rows) - len(open_to_all) if scope.counts_private else None
    return rules_of.figures(period, now, received, cases), private


def _decision(row: ReceivedRow, rules: DeskRules) -> Case:
    within = frozen(row.times, rules.deadlines[row.urgency]).decision_reminder_after
    return Case(
        stage=Stage.DECISION,
        number=row.number,
        unit=row.unit,
        since=row.received_at,
        until=row.decided_at,
        due_at=row.received_at + within,
        is_recorded=row.channel not in {None, Channel.MESSAGE},
    )


def _addressed(row: AddressedRow) -> list[Case]:
    """Its receipt, and its result where one is owed by a time; nothing of what was taken back."""
    if row.state is AddresseeState.RECALLED:
        return []
    number = f"{row.number}/{row.n}"
    receipt = Case(
        stage=Stage.RECEIPT,
        number=number,
        unit=row.unit,
        since=row.issued_at,
        until=row.acknowledged_at,
        due_at=row.acknowledge_due_at,
        is_recorded=row.receipt_channel is not Channel.MESSAGE,
    )
    if row.result_due_at is None:
        return [receipt]
    result = Case(
        stage=Stage.RESULT,
        number=number,
        unit=row.unit,
        since=row.issued_at,
        until=row.reported_at,
        due_at=row.result_due_at,
        is_recorded=row.channel not in {None, Channel.MESSAGE},
    )
    return [receipt, result]


def _before(earlier: Figures, rules: DeskRules) -> Values:
    stages = earlier.stages
    return {
        "first_at": midnight(earlier.period.first, rules.time_zone),
        "last_at": midnight(earlier.period.last, rules.time_zone),
        "count": len(earlier.received),
        "medians": {stage.value: _quantile(stages[stage].whole.median) for stage in Stage},
    }


def _stage(found: StageFigures, now: datetime) -> Values:
    return {
        "stage": found.stage.value,
        **_measure(found.whole, now),
        "pressed": _measure(found.pressed, now),
        "recorded": _measure(found.recorded, now),
    }


def _measure(found: Measure, now: datetime) -> Values:
    return {
        "n": found.n,
        "over": found.over,
        "without": found.without,
        "median": _quantile(found.median),
        "ninetieth": _quantile(found.ninetieth),
        "cases": [_case(case, now) for case in found.cases] if found.are_few else [],
    }


def _case(case: Case, now: datetime) -> Values:
    return {
        "number": case.number,
        "waited": case.waited(now) // MICROSECOND,
        "is_open": case.until is None,
        "is_over": case.is_over(now),
        "is_recorded": case.is_recorded,
    }


def _quantile(found: Quantile | None) -> Values | None:
    if found is None:
        return None
    return {"value": found.value // MICROSECOND, "is_at_least": found.is_at_least}
