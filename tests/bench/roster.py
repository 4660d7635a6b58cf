"""A duty table of 10,000 rows against one of 1,000: read, laid, stored; time for a row. Near 1: nothing is square."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.clock import WallClock
from bot.config import load
from bot.control.organisation_file import read_organisation
from bot.control.roster_sheet import read_sheet
from bot.desk import make_desk
from bot.rules.roster.importing import AskedRoster
from bot.rules.roster.table import read_table
from bot.vocabulary import load_vocabulary
from bot.workflow.import_roster import Importing, import_roster
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from storage.database import open_database
from tests.support.organisation_file import PLACES, STAFF

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2031, 1, 1)
HEADINGS = "Ngày,Bắt đầu,Kết thúc,Lãnh đạo trực ban,Lãnh đạo trực thay,Công chức trực ban"
HOURS = ("00:00,08:00", "08:00,16:00", "16:00,24:00")
WORDS = load_vocabulary().roster_columns


def table(rows: int) -> bytes:
    """Three shifts a day."""
    lines = [
        f"{FIRST + timedelta(days=n // 3):%d/%m/%Y},{HOURS[n % 3]},A-1,Phạm Thị Dung (A-2),Lê Xuân"
        for n in range(rows)
    ]
    return "\n".join((HEADINGS, *lines)).encode()


def seconds_to_read(rows: int) -> float:
    """From bytes to shifts."""
    content = table(rows)
    started = perf_counter()
    read = read_table(read_sheet("lich.csv", content), WORDS, ZONE)
    assert len(read.entries) == rows
    return perf_counter() - started


async def seconds_to_store(rows: int, folder: Path) -> float:
    """Planned, stored and logged, in one transaction."""
    settings = load(None, {"TRUCBAN_STORAGE__URL": f"sqlite:///{folder / f'{rows}.db'}"})
    database = await open_database(settings.storage.url)
    desk = make_desk(settings, database, WallClock())
    await set_up_organisation(desk, SettingUp(read_organisation(PLACES + STAFF, ZONE)))
    read = read_table(read_sheet("lich.csv", table(rows)), WORDS, ZONE)
    started = perf_counter()
    imported = await import_roster(desk, Importing(replace(AskedRoster(), shifts=read.entries)))
    spent = perf_counter() - started
    assert len(imported.outcome.changes) == rows
    await database.close()
    return spent


def run() -> dict[str, float]:
    """Return how much longer a row takes in the large table, and the large table's seconds."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (asyncio.run(seconds_to_store(n, Path(folder))) for n in (1_000, 10_000))
    read_small, read_large = seconds_to_read(1_000), seconds_to_read(10_000)
    return {
        "reading_a_row_of_10000_over_1000": read_large / read_small / 10,
        "storing_a_row_of_10000_over_1000": large / small / 10,
        "seconds_to_read_10000": read_large,
        "seconds_to_store_10000": large,
    }
