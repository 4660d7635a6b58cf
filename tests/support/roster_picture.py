"""The picture of a week's roster for the documents, by the way `/lichtruc` takes: `make screenshots` calls it."""

import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.config import load
from bot.control.roster_file import read_roster
from bot.demo.scene import load_organisation
from bot.desk import Desk, make_desk
from bot.documents.makers import MAKERS, Order
from bot.rules.message import Reader
from bot.rules.roster.importing import AskedRoster
from bot.views.drawing import Drawing
from bot.views.looking import Looking
from bot.views.roster_week import roster_week
from bot.workflow.import_roster import Importing, import_roster
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from bot.workflow.show_roster import PICTURE
from storage import people
from storage.database import Database, open_database
from tests.support.office import StillClock

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2027, 2, 3, 2, 5, tzinfo=UTC)  # the Wednesday before Tết, 09:05 in Hải Phòng
BEFORE = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)
MONDAY = date(2027, 2, 1)
ROTATION = """
[[rosters]]
desk = "HP"
from = 2027-01-31
until = 2027-02-07
leaders = ["A-1024", "A-1026"]
deputies = ["A-1025"]
officers = [["A-1031"], ["A-1032"]]
[[rosters]]
desk = "HP"
pattern = "2x12"
days = "holiday"
from = 2027-02-05
until = 2027-02-07
leaders = ["A-1026", "A-1024"]
officers = [["A-1032"], ["A-1031"]]
"""


async def draw_roster_week() -> bytes:
    """The week before Tết of the demo's desk, in Vietnamese."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load(None, {"TRUCBAN_STORAGE__URL": f"sqlite:///{Path(folder) / 'trucban.db'}"})
        database = await open_database(settings.storage.url)
        clock = StillClock(BEFORE)
        desk = make_desk(settings, database, clock)
        await set_up_organisation(desk, SettingUp(load_organisation(ZONE)))
        await import_roster(desk, Importing(AskedRoster(rosters=read_roster(ROTATION).rosters)))
        clock.at = NOW
        values = await _values(desk, database)
        await database.close()
    return MAKERS[PICTURE](Order(PICTURE, "vi", ZONE.key, values))


async def _values(desk: Desk, database: Database) -> Mapping[str, Any]:
    async with database.read() as tx:
        (of,) = await people.list_desks(tx)
        drawing = await Drawing.begin(desk, tx, Reader(1, 101, "vi"))
        assert drawing.actor is not None
        return await roster_week(Looking.of(drawing, drawing.actor, is_private=True), of, MONDAY)
