"""Turns of the clock as values: first moment, equal steps, nothing made up for, nothing twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.due import Due, next_turn
from bot.rules.quiet_hours import QuietHours, at_any_hour

FIRST = datetime(2026, 2, 16, 15, 0, tzinfo=UTC)
MINUTES = st.integers(min_value=-3 * 24 * 60, max_value=3 * 24 * 60).map(lambda m: timedelta(minutes=m))
STEPS = st.integers(min_value=1, max_value=500).map(lambda m: timedelta(minutes=m))


@given(late=MINUTES, every=STEPS, fired=st.integers(min_value=1, max_value=50))
def test_the_next_turn_is_a_step_ahead(late: timedelta, every: timedelta, fired: int) -> None:
    """After any turn the next lies in the future, on the grid of the first moment, one step away at most."""
    now = FIRST + late
    turn = next_turn(Due("x", 1, FIRST, every), fired, now, at_any_hour)
    assert turn is not None
    assert turn.n == fired + 1
    assert turn.due_at > now or turn.due_at == FIRST + every
    assert (turn.due_at - FIRST) % every == timedelta(0)
    assert turn.due_at - max(now, FIRST) <= every


@given(jumps=st.lists(MINUTES, max_size=40), every=STEPS)
def test_a_calendar_that_jumps_makes_no_storm(jumps: list[timedelta], every: timedelta) -> None:
    """However often the calendar is set back or forward, a look fires one turn at most, and none twice."""
    now, fired, turns = FIRST - timedelta(minutes=1), 0, set()
    due = Due("x", 1, FIRST, every)
    turn = next_turn(due, 0, now, at_any_hour)
    for jump in jumps:
        now += jump
        if turn is not None and turn.due_at <= now:
            assert turn.n not in turns
            turns.add(turn.n)
            fired += 1
            turn = next_turn(due, fired, now, at_any_hour)
            assert turn is not None
            assert turn.due_at > now
    assert fired <= len(jumps)


def test_once_is_once() -> None:
    """What does not repeat has no second turn; what ends has none at or after its end."""
    assert next_turn(Due("x", 1, FIRST), 1, FIRST, at_any_hour) is None
    every = timedelta(minutes=10)
    due = Due("x", 1, FIRST, every, until=FIRST + 2 * every)
    assert next_turn(due, 1, FIRST, at_any_hour) is not None
    assert next_turn(due, 2, FIRST + every, at_any_hour) is None


def test_held_back_keeps_its_count() -> None:
    """Put off, a turn waits for the moment named; it is still the same turn."""
    until = FIRST + timedelta(hours=1)
    turn = next_turn(Due("x", 1, FIRST, timedelta(minutes=10), not_before=until), 3, FIRST, at_any_hour)
    assert turn is not None
    assert (turn.n, turn.due_at) == (4, until)


@given(at=MINUTES.map(lambda m: FIRST + m), hours=st.tuples(st.times(), st.times()))
def test_quiet_hours_let_nothing_through_and_hold_nothing_else(
    at: datetime, hours: tuple[object, object]
) -> None:
    """Held to their end, which is no quiet hour itself; the rest of the day is untouched."""
    begins, ends = (h.replace(second=0, microsecond=0, tzinfo=None) for h in hours)  # type: ignore[attr-defined]
    if begins == ends:
        return
    quiet = QuietHours(begins, ends, ZoneInfo("Asia/Ho_Chi_Minh"))
    held = quiet.hold(at)
    assert held >= at
    assert held - at < timedelta(days=1)
    assert quiet.hold(held) == held
