"""One day from its first minute to its verdict; which days a short and a full run play."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash.crashing_desk import Nursery, crashing_desk
from tests.crash.day import DAY, Act
from tests.crash.judge import Ending, differences, judge
from tests.crash.orders import AFTER, BEFORE, Death
from tests.crash.play import LostError, play

BEYOND = 10  # commits come in slightly different numbers each day; so many more are tried in a full run


@dataclass(frozen=True, slots=True)
class Played:
    """One day: how it ended (None: it did not), what is wrong, how many lives the bot had."""

    deaths: tuple[Death, ...]
    ending: Ending | None
    wrong: tuple[str, ...]
    lives: int
    commits: int
    repeats: int = 0


async def play_one(
    nursery: Nursery,
    deaths: Sequence[Death] = (),
    *,
    quiet: Ending | None = None,
    fault: str = "",
    day: Sequence[Act] = DAY,
) -> Played:
    """Play a day with these deaths and compare it with a quiet one."""
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        async with crashing_desk(Path(folder), nursery, deaths, fault) as desk:
            try:
                pressed_again = await play(desk, day)
            except LostError as lost:
                return Played(tuple(deaths), None, (str(lost),), desk.lives, desk.commits_of_life())
            except TimeoutError:
                wrong = ("it never settles", desk.output[-4000:])
                return Played(tuple(deaths), None, wrong, desk.lives, desk.commits_of_life())
            ending = await judge(desk)
            in_vain = [f"pressed in vain: {act.button} by {act.who}" for act in pressed_again]
            found = tuple(differences(quiet, ending) if quiet else ending.findings)
            return Played(
                tuple(deaths), ending, (*in_vain, *found), desk.lives, desk.commits_of_life(), ending.repeats
            )


def every_death(commits: int) -> Iterator[tuple[Death, ...]]:
    """Before and after every commit of a day."""
    for n in range(1, commits + BEYOND + 1):
        yield (Death(BEFORE, n),)
        yield (Death(AFTER, n),)


def some_deaths(commits: int, how_many: int, seed: int) -> Iterator[tuple[Death, ...]]:
    """The first and the last, one in each stretch of the day, before and after in turns; then two deaths in a row."""
    chance = random.Random(seed)  # noqa: S311 - which days are played is no secret
    yield (Death(BEFORE, 1),)
    yield (Death(AFTER, commits),)
    stretch = commits / how_many
    for place in range(how_many):
        n = 1 + int(place * stretch + chance.random() * stretch)
        yield (Death(AFTER if place % 2 else BEFORE, min(n, commits)),)
    n = chance.randint(10, commits)
    yield (Death(AFTER, n), Death(BEFORE, 1), Death(AFTER, 1), Death(BEFORE, 2))
