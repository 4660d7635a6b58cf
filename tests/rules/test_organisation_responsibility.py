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


def test_a_shift_lasts_until_the_next_one_starts() -> None:
    """Each answers from its start to the next start, the last for as long as no other comes, gaps or not."""
    assert periods([shift(24), shift(0), shift(8)], now=-1) == [(0, 8), (8, 24), (24, None)]


def test_a_new_desk_answers_from_the_start_of_its_shift() -> None:
    """Where none was responsible, a shift stored after its start is responsible from that start on."""
    assert periods([shift(0), shift(8)], now=3) == [(0, 8), (8, None)]


def test_the_past_is_not_rewritten() -> None:
    """A shift stored after its start takes over now from the one that is responsible, not before."""
    assert periods([shift(0, stored=1, since=0), shift(8)], now=10) == [(0, 10), (10, None)]


def test_a_shift_stored_when_it_is_over_never_answered() -> None:
    """Where another was responsible all the time, one that would be over already never was."""
    stored = [shift(0, stored=1, since=0, until=16), shift(16, stored=2, since=16)]
    assert periods([*stored, shift(8)], now=20) == [(0, 16), (None, None), (16, None)]


def test_a_shift_to_come_bounds_the_one_that_runs() -> None:
    """The running shift ends when the next starts, and a next one taken away lets it run on."""
    running = shift(0, stored=1, since=0)
    assert periods([running, shift(8)], now=3) == [(0, 8), (8, None)]
    assert periods([shift(0, stored=1, since=0, until=8)], now=3) == [(0, None)]


def test_laying_again_changes_nothing() -> None:
    """What was stored stays as it was, hours later too."""
    stored = [
        shift(0, stored=1, since=0, until=10),
        shift(8, stored=2, since=10),
        shift(24, stored=3, since=24),
    ]
    first = periods(stored, now=12)
    assert first == [(0, 10), (10, 24), (24, None)]
    bounded = [shift(0, stored=1, since=0, until=10), shift(8, stored=2, since=10, until=24), stored[2]]
    assert periods(bounded, now=30) == first
