"""Figures against their definitions by brute force: nothing that lasts can make anybody look faster."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.figures import FEW, THE_DESK, Case, Received, Stage, figures, measure, median, ninetieth
from bot.rules.incident import IncidentState
from bot.rules.period import Period

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def case(
    minutes: int, *, ended: bool = True, within: int | None = None, number: str = "HP-2026-0001"
) -> Case:
    """A wait of so many minutes until now."""
    since = NOW - minutes * MINUTE
    due_at = None if within is None else since + within * MINUTE
    return Case(Stage.DECISION, number, "03CC", since, NOW if ended else None, due_at)


def cases(*minutes: int) -> list[Case]:
    """Waits that ended."""
    return [case(one) for one in minutes]


waits = st.lists(st.builds(case, st.integers(0, 60), ended=st.booleans()), min_size=1, max_size=40)


def halves(waited: Sequence[timedelta], value: timedelta) -> bool:
    """Whether no more than half of the waits are shorter, and no more than half are longer."""
    return 2 * sum(w < value for w in waited) <= len(waited) >= 2 * sum(w > value for w in waited)


@given(waits)
def test_the_median_halves_the_cases(some: list[Case]) -> None:
    """At most half of the cases are shorter and at most half longer; of all such values it is the middle."""
    waited = [one.waited(NOW) for one in some]
    value = median(some, NOW).value
    assert halves(waited, value)
    fits = [w for w in waited if halves(waited, w)]
    assert value == (min(fits) + max(fits)) / 2


@given(waits)
def test_nine_in_ten_do_not_exceed_the_ninetieth(some: list[Case]) -> None:
    """It is the shortest of the waits that at least nine tenths of them do not exceed."""
    waited = [one.waited(NOW) for one in some]
    enough = [w for w in waited if Fraction(sum(v <= w for v in waited), len(waited)) >= Fraction(9, 10)]
    assert ninetieth(some, NOW).value == min(enough)


@given(waits, st.lists(st.integers(0, 500), min_size=40, max_size=40))
def test_what_still_lasts_only_makes_it_longer(some: list[Case], more: list[int]) -> None:
    """Once everything has ended, no figure is smaller than it was; one not marked "at least" has not changed."""
    later = NOW + timedelta(days=1)
    ended = [
        one if one.until is not None else replace(one, until=NOW + extra * MINUTE)
        for one, extra in zip(some, more, strict=False)
    ]
    for quantile in (median, ninetieth):
        at_first, in_the_end = quantile(some, NOW), quantile(ended, later)
        assert in_the_end.value >= at_first.value
        assert at_first.is_at_least or in_the_end.value == at_first.value


def test_a_figure_is_marked_only_where_it_can_grow() -> None:
    """A wait that is the longest already leaves the median exact; one below it does not."""
    long = [*cases(1, 2, 3, 4), case(60, ended=False)]
    short = [*cases(4, 5, 6, 7), case(1, ended=False)]
    assert (median(long, NOW).value, median(long, NOW).is_at_least) == (3 * MINUTE, False)
    assert ninetieth(long, NOW).is_at_least
    assert (median(short, NOW).value, median(short, NOW).is_at_least) == (5 * MINUTE, True)


def test_figures_by_hand() -> None:
    """Ten waits: the middle of the fifth and sixth, the ninth; two over their deadline, one of them without an end."""
    some = [
        *cases(1, 2, 3, 4, 5, 8, 9),
        case(10, within=9),
        case(30, within=45),
        case(40, ended=False, within=20),
    ]
    found = measure(some, NOW)
    assert found.median is not None
    assert found.ninetieth is not None
    assert (found.median.value, found.ninetieth.value) == (6.5 * MINUTE, 30 * MINUTE)
    assert (found.n, found.over, found.without) == (10, 2, 1)
    assert [one.waited(NOW) // MINUTE for one in found.cases] == [40, 30, 10, 9, 8, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("n", range(FEW + 1))
def test_few_cases_have_no_percentile(n: int) -> None:
    """Under five cases there is neither median nor percentile, from five on there are both."""
    found = measure(cases(*range(n)), NOW)
    assert found.are_few == (n < FEW)
    assert (found.median is None, found.ninetieth is None) == (n < FEW, n < FEW)
    assert found.n == len(found.cases) == n


def test_pressed_and_recorded_are_told_apart() -> None:
    """What the desk wrote down for others is never mixed with what they pressed; what lasts belongs to neither."""
    some = [*cases(1, 2), replace(case(50), is_recorded=True), case(9, ended=False)]
    found = figures(Period(date(2026, 11, 23), date(2026, 11, 23)), NOW, [], some).stages[Stage.DECISION]
    assert [one.waited(NOW) // MINUTE for one in found.pressed.cases] == [2, 1]
    assert [one.waited(NOW) // MINUTE for one in found.recorded.cases] == [50]
    assert (found.whole.n, found.whole.without) == (4, 1)


def test_a_receipt_recorded_afterwards_takes_no_less_than_nothing() -> None:
    """A directive passed on by telephone before it was written down was received at once."""
    assert replace(case(5), until=NOW - 20 * MINUTE).waited(NOW) == timedelta(0)


def test_days_kinds_states_and_units() -> None:
    """Every day of the period is there, kinds by how many, units with what they reported and how long it took."""
    first, last = date(2026, 11, 21), date(2026, 11, 23)
    received = [
        Received("HP-2026-0001", first, "seal_alert", "03CC", IncidentState.CLOSED),
        Received("HP-2026-0002", last, "congestion", "03EE", IncidentState.AWAITING_DECISION),
        Received("HP-2026-0003", last, "congestion", THE_DESK, IncidentState.IN_PROGRESS),
    ]
    some = [case(5), replace(case(7), unit="03EE"), replace(case(8), unit="03EE", stage=Stage.RECEIPT)]
    found = figures(Period(first, last), NOW, received, some)
    assert list(found.by_day.values()) == [1, 0, 2]
    assert list(found.by_kind.items()) == [("congestion", 2), ("seal_alert", 1)]
    assert found.by_state[IncidentState.AWAITING_ANSWER] == 0
    assert [(u.unit, u.received, u.stages[Stage.DECISION].n) for u in found.units] == [
        ("03EE", 1, 1),
        ("03CC", 1, 1),
        (THE_DESK, 1, 0),
    ]
