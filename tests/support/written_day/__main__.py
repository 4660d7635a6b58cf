"""Plays a whole day and writes docs/messages.vi.md: `make messages`."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.written_day.day import EPISODES
from tests.support.written_day.desk import written_desk
from tests.support.written_day.page import page

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "messages.vi.md"
COVERED = Path(__file__).with_name("covered.txt")
SETTINGS = {"TRUCBAN_DESK__DEPUTY_BASIS": "Quyết định số 12/QĐ"}


async def write() -> None:
    """Play every episode in turn; whatever was said until something failed is on the page too."""
    with TemporaryDirectory() as folder:
        async with written_desk(Path(folder), **SETTINGS) as desk:
            try:
                for title, episode in EPISODES:
                    desk.begins(title)
                    await episode(desk)
            finally:
                PAGE.write_text(page(desk.episodes), encoding="utf-8")
            COVERED.write_text("".join(f"{name}\n" for name in sorted(await desk.notices())), "utf-8")


if __name__ == "__main__":
    sys.exit(asyncio.run(write()))
