"""Which shift answers for its desk, and from when to when."""

from datetime import UTC, datetime, timedelta

from bot.rules.organisation.responsibility import with_responsibility
from bot.rules.organisation.state import ShiftState

EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08:00 in Hải Phòng
HOUR = timedelta(hours=1)


def shift(
    starts: int, *, stored: int | None = None, since: int | None = None, until: int | None = None
) -> ShiftState:
    """A shift of eight hours that starts so many hours after 08:00."""
    return ShiftState(
        stored,
        "HP",
        EIGHT + starts * HOUR,
        EIGHT + (starts + 8) * HOUR,
        1,
        responsible_from=None if since is None else EIGHT + since * HOUR,
        responsible_until=None if until is None else EIGHT + until * HOUR,
    )


def periods(shifts: list[ShiftState], now: float) -> list[tuple[float | None, float | None]]:
    """The periods, in hours after 08:00."""
    found = with_responsibility(shifts, EIGHT + now * HOUR)
    return [
        (
            None if one.responsible_from is None else (one.responsible_from - EIGHT) / HOUR,
            None if one.responsible_until is None else (one.responsible_until - EIGHT) / HOUR,
        )
        for one in found
    ]


def test_nothing_is_foreseen() -> None:
    """Before their start shifts answer for nothing: that is written down when it is so."""
    assert periods([shift(24), shift(0), shift(8)], now=-1) == [(None, None)] * 3


def test_a_shift_under_way_answers_at_once_where_nobody_does() -> None:
    """From now on, and not from its start: nobody can have acted for it before."""
    assert periods([shift(0), shift(8)], now=3) == [(3, None), (None, None)]


def test_a_shift_that_is_over_never_answers() -> None:
    """A desk whose last shift has ended has nobody, until the next one begins."""
    assert periods([shift(0)], now=9) == [(None, None)]


def test_who_answers_goes_on_past_the_end() -> None:
    """A shift stored after its start does not take over by being stored: its leader has to."""
    assert periods([shift(0, stored=1, since=0), shift(8)], now=10) == [(0, None), (None, None)]


def test_the_past_is_not_rewritten() -> None:
    """What was stored stays as it was, hours later too."""
    stored = [
        shift(0, stored=1, since=0, until=10),
        shift(8, stored=2, since=10),
        shift(24, stored=3),
    ]
    assert periods(stored, now=12) == [(0, 10), (10, None), (None, None)]
    assert periods(stored, now=30) == [(0, 10), (10, None), (None, None)]
