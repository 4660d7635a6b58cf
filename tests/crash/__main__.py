"""`make crash`: the recorded day once for every commit in it, the bot killed before it, and once after it."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Iterator

from rich.progress import Progress, TaskID

from tests.crash.crashing_desk import nursery
from tests.crash.days import Played, every_death, play_one
from tests.crash.judge import Ending
from tests.crash.orders import Death


async def work(
    remaining: Iterator[tuple[Death, ...]],
    quiet: Ending,
    played: list[Played],
    progress: Progress,
    bar: TaskID,
) -> None:
    """Play what is left, one day after the other."""
    async with nursery() as bots:
        for deaths in remaining:
            one = await play_one(bots, deaths, quiet=quiet)
            played.append(one)
            progress.advance(bar)
            if one.wrong:
                progress.console.print(f"[bold]{deaths[0]}[/bold]", *one.wrong, sep="\n")


async def main(jobs: int) -> int:
    """Play them all; 0 when nothing was wrong."""
    async with nursery() as bots:
        quiet = await play_one(bots)
    if quiet.wrong or quiet.ending is None:
        print("the day without a crash:", *quiet.wrong, sep="\n")  # noqa: T201 - a command
        return 1
    deaths = list(every_death(quiet.commits))
    played: list[Played] = []
    with Progress() as progress:
        bar = progress.add_task(f"{quiet.commits} commits", total=len(deaths))
        remaining = iter(deaths)
        async with asyncio.TaskGroup() as workers:
            for _ in range(jobs):
                _ = workers.create_task(work(remaining, quiet.ending, played, progress, bar))
    died = sum(one.lives > 1 for one in played)
    wrong = sum(bool(one.wrong) for one in played)
    repeats = sum(one.repeats for one in played)
    print(  # noqa: T201 - likewise
        f"{len(played)} days, {died} with a crash, {repeats} marked repeats, {wrong} days with something wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    logging.getLogger("uvicorn.error").setLevel(
        logging.CRITICAL
    )  # a sandbox that closes cuts its parked calls
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="days at the same time")
    sys.exit(asyncio.run(main(parser.parse_args().jobs)))
