"""`make soak`: a month at two desks with 200 incidents, silences, restarts and kills; then everything is judged."""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.soak.judge import judge
from tests.soak.lives import whole_time
from tests.soak.office import UNITS
from tests.soak.soak_desk import soak_desk

BEGINS = datetime(2026, 12, 18, 1, 0, tzinfo=UTC)  # over the end of a month and a year


async def soak(
    folder: Path, *, days: int, incidents: int, seed: int, quietly: bool = False
) -> tuple[list[str], str]:
    """Live through it, `quietly` without stops and kills; what is wrong, and what there was, in words."""
    began = time.monotonic()
    async with soak_desk(folder, BEGINS, days) as desk:
        ends = BEGINS + timedelta(days=days)
        await desk.live_through(whole_time(seed, BEGINS, days, incidents, UNITS, quietly=quietly), ends)
        await desk.settles()
        async with desk.database.read() as tx:
            wrong = await judge(tx, desk.outages, desk.now)
        told = (
            f"{days} days, {incidents} incidents, {desk.restarts} restarts, {desk.kills} kills, "
            f"{len(wrong)} findings, {time.monotonic() - began:.0f} s, seed {seed}"
        )
    return wrong, told


def main() -> int:
    """0 when nothing was wrong."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--incidents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=888)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trucban-soak-") as folder:
        wrong, told = asyncio.run(
            soak(Path(folder), days=given.days, incidents=given.incidents, seed=given.seed)
        )
    for line in wrong:
        print(line)  # noqa: T201 - a command
    print(told)  # noqa: T201 - likewise
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
