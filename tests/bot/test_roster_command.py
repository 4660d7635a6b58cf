"""`trucban roster import | export | show` as someone at a terminal uses them, with and without a bot that runs."""

import asyncio
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.__main__ import app
from bot.config import Settings, load
from bot.control.organisation_file import read_organisation
from bot.desk import make_desk
from bot.rules.organisation.state import OrganisationState
from bot.rules.roster.days import SpecialDay
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from storage import organisation, roster
from storage.database import open_database
from tests.support.desk_under_test import desk_under_test
from tests.support.office import StillClock
from tests.support.organisation_file import PLACES, STAFF, ZONE

ROOT = Path(__file__).parents[2]
HEADINGS = "Ngày,Bắt đầu,Kết thúc,Lãnh đạo trực ban,Lãnh đạo trực thay,Công chức trực ban"
# Far enough from the day the tests run on: the commands look at the real clock.
TABLE = f"""{HEADINGS}
30/12/2031,08:00,08:00,A-1,Phạm Thị Dung (A-2),Lê Xuân
31/12/2031,08:00,08:00,A-2,A-1,Lê Xuân
"""
ROTATION = """
[[days]]
on = 2031-12-26
off = true
name = "Nghỉ bù"
[[rosters]]
desk = "HP"
pattern = "3x8"
from = 2031-12-30
until = 2031-12-31
turns = "day"
leaders = ["A-1", "A-2"]
officers = [["Lê Xuân"]]
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A folder with a database, and somebody typing."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def settings(self) -> Settings:
        """The settings the commands read from the environment."""
        return load(None, {"TRUCBAN_STORAGE__URL": f"sqlite:///{self.folder / 'trucban.db'}"})

    def writes(self, text: str | bytes, name: str = "lich.csv") -> str:
        """A file to import."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    async def types(self, *words: str) -> Ran:
        """Run `trucban roster …`."""
        code = await asyncio.to_thread(self._run, ["roster", *words])
        said = self.capture.readouterr()
        return Ran(code, said.out, said.err)

    def _run(self, words: list[str]) -> int:
        try:
            return app(words, standalone_mode=False) or 0
        except SystemExit as end:
            return int(end.code or 0)

    async def state(self) -> OrganisationState:
        """What is stored."""
        database = await open_database(self.settings.storage.url, read_only=True)
        async with database.read() as tx:
            found = await organisation.load(tx, datetime.now(UTC))
        await database.close()
        return found

    async def leaders(self) -> list[str]:
        """Who leads the stored shifts, in order."""
        state = await self.state()
        return [state.people[shift.leader or 0].name for _, shift in sorted(state.shifts.items())]


@pytest.fixture
async def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """One desk, four people at it, no shift yet."""
    monkeypatch.setenv("TRUCBAN_STORAGE__URL", f"sqlite:///{tmp_path / 'trucban.db'}")
    monkeypatch.chdir(tmp_path)
    at = Terminal(tmp_path, capsys)
    database = await open_database(at.settings.storage.url)
    desk = make_desk(at.settings, database, StillClock())
    await set_up_organisation(desk, SettingUp(read_organisation(PLACES + STAFF, ZONE)))
    await database.close()
    return at


async def test_a_table_is_looked_at_then_stored_then_found_unchanged(terminal: Terminal) -> None:
    """A preview stores nothing; the import says each shift; the same file again changes nothing."""
    file = terminal.writes(TABLE)
    preview = await terminal.types("import", file, "--dry-run")
    assert preview.code == 0, preview.err
    assert "Xem trước, chưa lưu gì:" in preview.out
    assert await terminal.leaders() == []
    ran = await terminal.types("import", file)
    assert "+ Tạo ca trực HP 08:00 30/12/2031 – 08:00 31/12/2031: lãnh đạo trực ban Nguyễn Văn An" in ran.out
    assert await terminal.leaders() == ["Nguyễn Văn An", "Phạm Thị Dung"]
    assert (await terminal.types("import", file)).out == "Không có gì thay đổi.\n"
    changed = terminal.writes(TABLE.replace("31/12/2031,08:00,08:00,A-2,A-1", "31/12/2031,08:00,08:00,A-1,"))
    again = await terminal.types("import", changed)
    assert "* Sửa ca trực HP 08:00 31/12/2031" in again.out
    assert "lãnh đạo trực thay Nguyễn Văn An (A-1) → (trống)" in again.out


async def test_faults_are_said_by_row_and_column_and_nothing_is_stored(terminal: Terminal) -> None:
    """Somebody who does not exist, an overlap, an end before the start: each at its cell, in one go."""
    wrong = TABLE.replace("A-2,A-1", "Phạm Thị Rung,A-1") + "31/12/2031,20:00,08:00,A-1,,\n"
    ran = await terminal.types("import", terminal.writes(wrong))
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert any(
        "dòng 3, cột D (Lãnh đạo trực ban): không có ai có mã hoặc tên “Phạm Thị Rung”" in line
        for line in lines
    )
    assert any("có phải ý là Phạm Thị Dung (A-2)" in line for line in lines)
    both = await terminal.types("import", terminal.writes(wrong + "32/12/2031,08:00,08:00,A-1,,\n"))
    assert "dòng 3, cột D" in both.err
    assert "dòng 5, cột A (Ngày): “32/12/2031” không phải ngày" in both.err
    backwards = TABLE.replace("08:00,08:00,A-2", "08:00,07:00 31/12/2031,A-2")
    ran = await terminal.types("import", terminal.writes(backwards))
    assert "dòng 3, cột C (Kết thúc): ca trực phải kết thúc sau khi bắt đầu." in ran.err
    overlap = await terminal.types("import", terminal.writes(TABLE + "31/12/2031,20:00,08:00,A-1,,\n"))
    assert "dòng 4, cột B (Bắt đầu): chồng lên ca trực 08:00 31/12/2031 – 08:00 01/01/2032." in overlap.err
    twice = await terminal.types("import", terminal.writes(TABLE + "31/12/2031,08:00,20:00,A-1,,\n"))
    assert "dòng 4, cột B (Bắt đầu): trùng với dòng 3." in twice.err
    bomb = await terminal.types("import", terminal.writes(b"PK\x03\x04nothing", "lich.xlsx"))
    assert "lich.xlsx: không phải tệp Excel (.xlsx) đọc được." in bomb.err
    for ran in (overlap, twice, bomb):
        assert (ran.code, ran.out) == (2, "")
    assert "Chưa lưu gì." in twice.err
    assert await terminal.leaders() == []


async def test_rotations_and_days_off_are_laid_from_a_file(terminal: Terminal) -> None:
    """Three shifts a day by turns; the office's own day is kept, listed, and shown beside the roster."""
    file = terminal.writes(ROTATION, "lich.toml")
    ran = await terminal.types("import", file)
    assert ran.code == 0, ran.err
    assert "+ Tạo ghi chú ngày 26/12/2031: là ngày nghỉ; tên Nghỉ bù" in ran.out
    assert await terminal.leaders() == ["Nguyễn Văn An"] * 3 + ["Phạm Thị Dung"] * 3
    assert (await terminal.types("import", file)).out == "Không có gì thay đổi.\n"
    database = await open_database(terminal.settings.storage.url, read_only=True)
    async with database.read() as tx:
        (day,) = await roster.list_special_days(tx)
    await database.close()
    assert day == SpecialDay(datetime(2031, 12, 26, tzinfo=UTC).date(), is_off=True, name="Nghỉ bù")
    wrong = ROTATION.replace('pattern = "3x8"', 'pattern = "4x6"').replace("2031-12-31", "2031-12-01")
    refused = await terminal.types("import", terminal.writes(wrong, "lich.toml"))
    assert "[[rosters]] mục 1, pattern: không có “4x6”; chỉ nhận 24h · 3x8 · 2x12 · free." in refused.err
    backwards = await terminal.types(
        "import", terminal.writes(ROTATION.replace("until = 2031-12-31", "until = 2031-12-01"), "lich.toml")
    )
    assert "[[rosters]] mục 1, until: phải từ ngày from trở đi." in backwards.err
    nobody = await terminal.types("import", terminal.writes(ROTATION.replace("A-2", "A-9"), "lich.toml"))
    assert "[[rosters]] mục 1, leaders: không có ai có mã hoặc tên “A-9”" in nobody.err


async def test_an_export_reads_back_to_no_change(terminal: Terminal) -> None:
    """What goes out as CSV or XLSX comes back as the same roster; a name cannot become a formula."""
    await terminal.types("import", terminal.writes(TABLE))
    for name in ("ra.csv", "ra.xlsx"):
        period = ("--from", "1/12/2031", "--to", "2031-12-31")
        ran = await terminal.types("export", *period, "--desk", "HP", "-o", name)
        assert ran.out == f"Đã ghi {name}: 2 ca trực.\n", ran.err
        again = await terminal.types("import", name)
        assert again.out == "Không có gì thay đổi.\n", again.err
    text = (terminal.folder / "ra.csv").read_text("utf-8-sig")
    assert "30/12/2031,Thứ ba,08:00,08:00,Nguyễn Văn An (A-1),Phạm Thị Dung (A-2),Lê Xuân,HP," in text
    shown = await terminal.types("show", "--from", "30/12/2031")
    assert "Thứ tư 08:00 31/12/2031 – 08:00 01/01/2032: lãnh đạo trực ban Phạm Thị Dung (A-2)" in shown.out


async def test_a_name_never_becomes_a_formula(terminal: Terminal) -> None:
    """Somebody whose name begins like a formula is text in either file, and the same person when it comes back."""
    name = '=HYPERLINK("http://x")'
    database = await open_database(terminal.settings.storage.url)
    desk = make_desk(terminal.settings, database, StillClock())
    text = f'[[people]]\nname = \'{name}\'\ndesk = "HP"\nroles = ["leader"]\n'
    await set_up_organisation(desk, SettingUp(read_organisation(text, ZONE)))
    await database.close()
    table = f'{HEADINGS}\n30/12/2031,08:00,08:00,\'=HYPERLINK("http://x"),,Lê Xuân\n'
    ran = await terminal.types("import", terminal.writes(table))
    assert name in ran.out, ran.err
    await terminal.types("export", "--from", "30/12/2031", "-o", "ra.csv")
    assert "'=HYPERLINK" in (terminal.folder / "ra.csv").read_text("utf-8-sig")
    await terminal.types("export", "--from", "30/12/2031", "-o", "ra.xlsx")
    cell = load_workbook(terminal.folder / "ra.xlsx").active["E2"]
    assert (cell.data_type, cell.value) == ("s", name)
    for file in ("ra.csv", "ra.xlsx"):
        assert (await terminal.types("import", file)).out == "Không có gì thay đổi.\n"


async def test_calendars_for_a_desk_and_for_each_person(terminal: Terminal) -> None:
    """One iCalendar file each: a person's holds their own shifts, with role and telephone."""
    await terminal.types("import", terminal.writes(TABLE))
    period = ("--from", "01/12/2031", "--to", "31/12/2031")
    (terminal.folder / "lich").mkdir()
    ran = await terminal.types("export", *period, "-o", "lich")
    assert sorted(p.name for p in (terminal.folder / "lich").iterdir()) == [
        "A-1.ics",
        "A-2.ics",
        "HP.ics",
        "Lê-Xuân-3.ics",
    ], ran
    calendar = Calendar.from_ical((terminal.folder / "lich" / "A-1.ics").read_bytes())
    first, second = calendar.walk("VEVENT")
    assert first["SUMMARY"] == "Lãnh đạo trực ban – Bộ phận trực ban khu vực III"
    assert second["SUMMARY"].startswith("Lãnh đạo trực thay")
    assert first.start.astimezone(UTC) == datetime(2031, 12, 30, 1, tzinfo=UTC)
    assert first.end - first.start == timedelta(days=1)
    assert "0225 3 123 456" in first["DESCRIPTION"]
    assert first["UID"] == "HP-20311230T010000Z@trucban"
    await terminal.types("export", *period, "--person", "Lê Xuân", "-o", "xuan.ics")
    assert len(Calendar.from_ical((terminal.folder / "xuan.ics").read_bytes()).walk("VEVENT")) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--from", "hôm nay"), "--from: “hôm nay” không phải ngày"),
        (("--from", "02/12/2031", "--to", "01/12/2031"), "--to: phải từ ngày from trở đi."),
        (("--desk", "QN"), "--desk: không có bộ phận trực ban “QN” (HP)."),
        (("--person", "Ai Đó"), "--person: không có ai có mã hoặc tên “Ai Đó”."),
        (("-o", "ra.doc"), "--output: tên tệp phải kết thúc bằng .csv, .xlsx hoặc .ics."),
        (("-o", "/proc/none/ra.csv"), "--output: không ghi được /proc/none/ra.csv."),
    ],
)
async def test_an_export_that_makes_no_sense(terminal: Terminal, options: tuple[str, ...], said: str) -> None:
    """What is wrong with an option is said in words, with exit code 2."""
    ran = await terminal.types("export", *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


async def test_an_import_reaches_the_running_bot(tmp_path: Path) -> None:
    """The bot that holds the database lays the table: what has begun stays; with a reason it is replaced."""
    async with desk_under_test(tmp_path) as desk:
        deputy, superior = desk.phone(102), desk.phone(104)
        table = (
            f"{HEADINGS}\n23/11/2026,08:00,08:00,Hoàng Nam,Phạm Thị Dung,Lê Xuân\n"
            "24/11/2026,08:00,08:00,Phạm Thị Dung,,Lê Xuân\n22/11/2026,08:00,08:00,Hoàng Nam,,\n"
        )
        (tmp_path / "lich.csv").write_text(table, "utf-8")
        ran = await command(tmp_path, desk.sandbox.url, "import", "lich.csv")
        assert ran.code == 0, ran.err
        assert "+ Tạo ca trực HP 08:00 24/11/2026" in ran.out
        assert "! Giữ nguyên ca trực HP 08:00 23/11/2026 – 08:00 24/11/2026: ca đã bắt đầu" in ran.out
        assert "1 ca trong tệp đã qua" in ran.out
        ran = await command(tmp_path, desk.sandbox.url, "import", "lich.csv", "--replace-shifts")
        assert (ran.code, "--reason" in ran.err) == (2, True)
        options = ("--replace-shifts", "--reason", "An nghỉ ốm")
        ran = await command(tmp_path, desk.sandbox.url, "import", "lich.csv", *options)
        assert "* Sửa ca trực HP 08:00 23/11/2026" in ran.out, ran.err
        for phone in (superior, desk.phone(101), desk.phone(106), desk.phone(103)):
            await phone.sees("Thay đổi trong ca trực", "Nguyễn Văn An → đ/c Hoàng Nam")
        await deputy.sees_nothing_of("Nguyễn Văn An → đ/c Hoàng Nam")
        assert (await desk.log_kinds()).count("organisation:changed") == 2


async def command(folder: Path, clock_url: str, *words: str) -> Ran:
    """`trucban roster …` in a process of its own, on the sandbox's clock."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "roster",
        *words,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TRUCBAN_STORAGE__URL": f"sqlite:///{folder / 'trucban.db'}",
            "TRUCBAN_STORAGE__FILES": str(folder / "files"),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await running.communicate()
    return Ran(running.returncode or 0, out.decode(), err.decode())
