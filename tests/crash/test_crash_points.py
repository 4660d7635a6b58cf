"""The bot killed between commits and started again: nothing lost, nothing relayed undecided, repeats marked.

Here a few deaths, chosen by a seed that is printed; `make crash` plays one for every commit of the day.
"""

import os
import time

import pytest

from tests.crash.crashing_desk import nursery
from tests.crash.day import BRIEF
from tests.crash.days import play_one, some_deaths
from tests.crash.faults import (
    DECISION_BY_ITSELF,
    OFFSET_BEFORE_INBOX,
    SETTLED_BEFORE_SENDING,
    UNMARKED_REPEATS,
)
from tests.crash.orders import AFTER, BEFORE, Death

DAYS = 7
SEED = int(os.environ.get("CRASH_SEED", "888"))
SEARCHES = 3


@pytest.mark.timeout(600)
async def test_a_crash_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Disk and phones end a day with a crash as they end the same day without one."""
    started = time.monotonic()
    async with nursery() as bots:
        quiet = await play_one(bots)
        assert quiet.wrong == ()
        assert quiet.ending is not None
        assert quiet.lives == 1
        died = 0
        for deaths in some_deaths(quiet.commits, DAYS, SEED):
            played = await play_one(bots, deaths, quiet=quiet.ending)
            assert played.wrong == (), f"{[str(death) for death in deaths]}: " + "\n".join(played.wrong)
            died += played.lives - 1
    assert died >= DAYS
    with capsys.disabled():
        print(  # noqa: T201 - a short run says how short it was
            f"\ncrash points: {died} deaths at commits of a day of {quiet.commits}, seed {SEED}, "
            f"{time.monotonic() - started:.0f} s; `make crash` plays all"
        )


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("fault", "when", "is_late"),
    [
        pytest.param(OFFSET_BEFORE_INBOX, AFTER, False, id=OFFSET_BEFORE_INBOX),
        pytest.param(SETTLED_BEFORE_SENDING, AFTER, False, id=SETTLED_BEFORE_SENDING),
        pytest.param(DECISION_BY_ITSELF, AFTER, True, id=DECISION_BY_ITSELF),
        pytest.param(UNMARKED_REPEATS, BEFORE, False, id=UNMARKED_REPEATS),
    ],
)
async def test_a_broken_bot_is_found_out(fault: str, when: str, *, is_late: bool) -> None:
    """A day without a crash shows nothing; one of the crashes does. `is_late`: the search begins at the day's end."""
    async with nursery() as bots:
        sound = await play_one(bots, day=BRIEF)
        assert sound.wrong == ()
        broken = await play_one(bots, day=BRIEF, quiet=sound.ending, fault=fault)
        assert broken.wrong == ()
        places = list(range(1, broken.commits + 1))
        if is_late:
            places.reverse()
        # Sender, heart and lanes commit side by side, so the n-th commit is not the same one every day, and a single
        # search can step over the one that matters. A sound bot is found out at none, however often it is searched.
        for n in places * SEARCHES:
            deaths = [Death(when, n)]  # type: ignore[arg-type]  # parametrize knows only words
            played = await play_one(bots, deaths, day=BRIEF, quiet=sound.ending, fault=fault)
            if played.wrong:
                return
    pytest.fail(f"{fault} was not found out at any of {broken.commits} commits")
