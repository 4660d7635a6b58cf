"""A month's duty table: read as offices write it, every fault named by row and column."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rules.roster.table import Row, Sheet, Trouble, column_letter, read_table
from bot.vocabulary import load_vocabulary

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WORDS = load_vocabulary().roster_columns
HEADINGS = ("Ngày", "Bắt đầu", "Kết thúc", "Lãnh đạo trực ban", "Lãnh đạo trực thay", "Công chức trực ban")
FIRST = ("01/12/2026", "08:00", "08:00", "A-1", "A-2", "Lê Xuân; Ngô Tuấn")


def sheet(
    *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, troubles: tuple[Trouble, ...] = ()
) -> Sheet:
    """A table whose headings stand in the first row."""
    return Sheet(tuple(Row(n, cells) for n, cells in enumerate((headings, *rows), 1)), troubles)


def faults(*rows: tuple[str, ...], **more: object) -> list[tuple[int, str, str]]:
    """Row, column and code of everything wrong."""
    return [(f.n, f.key, f.code) for f in read_table(sheet(*rows, **more), WORDS, ZONE).faults]


def hanoi(day: int, hour: int, month: int = 12, year: int = 2026, minute: int = 0) -> datetime:
    """A moment on the wall."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def test_a_row_is_a_shift() -> None:
    """Date, hours, leader, deputy and officers; an end at the hour of the start is the next day's."""
    (entry,) = read_table(sheet(FIRST), WORDS, ZONE).entries
    assert (entry.n, entry.starts_at, entry.ends_at) == (2, hanoi(1, 8), hanoi(2, 8))
    assert (entry.leader, entry.deputy, entry.officers) == ("A-1", "A-2", ("Lê Xuân", "Ngô Tuấn"))


@pytest.mark.parametrize(
    ("date", "starts", "ends", "expected"),
    [
        ("1/12/2026", "7h30", "17h00", (hanoi(1, 7, minute=30), hanoi(1, 17))),
        ("2026-12-01", "20:00", "08:00", (hanoi(1, 20), hanoi(2, 8))),
        ("Thứ ba, 01.12.2026", "8 giờ 00", "16g", (hanoi(1, 8), hanoi(1, 16))),
        ("2026-12-01 00:00", "16:00:00", "24:00", (hanoi(1, 16), hanoi(2, 0))),
        ("31/12/2026", "08:00", "08:00", (hanoi(31, 8), hanoi(1, 8, 1, 2027))),
        ("28/02/2027", "0:00", "8:00", (hanoi(28, 0, 2, 2027), hanoi(28, 8, 2, 2027))),
        ("01/12/2026", "08:00", "08:00 03/12/2026", (hanoi(1, 8), hanoi(3, 8))),
        ("01/12/2026", "08:00", "2026-12-02 08:00", (hanoi(1, 8), hanoi(2, 8))),
    ],
)
def test_dates_and_hours_as_offices_write_them(
    date: str, starts: str, ends: str, expected: tuple[datetime, datetime]
) -> None:
    """Day first, hours in any of the usual ways, over midnight, month end and 31 December."""
    read = read_table(sheet((date, starts, ends, "A-1")), WORDS, ZONE)
    assert read.faults == ()
    assert [(e.starts_at, e.ends_at) for e in read.entries] == [expected]


def test_headings_may_stand_anywhere_and_in_any_order() -> None:
    """Titles above, columns nobody reads between, English words, several columns of officers."""
    rows = (
        Row(1, ("CHI CỤC HẢI QUAN KHU VỰC III", "", "", "")),
        Row(2, ("LỊCH TRỰC BAN THÁNG 12/2026",)),
        Row(
            5,
            (
                "TT",
                "Thứ",
                "Leader:",
                "CÔNG CHỨC TRỰC BAN 1",
                "cong chuc truc ban 2",
                "Từ giờ",
                "Đến\ngiờ",
                "Ngày ",
            ),
        ),
        Row(6, ("1", "Ba", "A-1", "Lê Xuân", "Ngô Tuấn", "8:00", "8:00", "01/12/2026")),
        Row(7, ("", "", "", "", "", "", "", "")),
    )
    read = read_table(Sheet(rows), WORDS, ZONE)
    assert read.faults == ()
    (entry,) = read.entries
    assert (entry.n, entry.leader, entry.officers) == (6, "A-1", ("Lê Xuân", "Ngô Tuấn"))
    assert entry.deputy is None  # a column the table does not have is left alone


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("", *FIRST[1:]), ("date", "empty-cell")),
        (("32/12/2026", *FIRST[1:]), ("date", "not-a-date")),
        (("thứ ba", *FIRST[1:]), ("date", "not-a-date")),
        (("45992", *FIRST[1:]), ("date", "not-a-date")),
        ((FIRST[0], "sáng", *FIRST[2:]), ("starts", "not-an-hour")),
        ((FIRST[0], "25:00", *FIRST[2:]), ("starts", "not-an-hour")),
        ((FIRST[0], "08:75", *FIRST[2:]), ("starts", "not-an-hour")),
        ((FIRST[0], "", *FIRST[2:]), ("starts", "empty-cell")),
        ((FIRST[0], "08:00", "07:00 01/12/2026", *FIRST[3:]), ("ends", "backwards")),
        ((FIRST[0], "08:00", "08:00 21/12/2026", *FIRST[3:]), ("ends", "too-long-shift")),
        ((FIRST[0], "08:00 02/12/2026", *FIRST[2:]), ("starts", "other-date")),
        ((*FIRST[:3], "", *FIRST[4:]), ("leader", "empty-cell")),
        ((*FIRST[:3], "A-1; A-2", *FIRST[4:]), ("leader", "one-person")),
        ((*FIRST[:5], "x" * 1001), ("officers", "too-long")),
    ],
)
def test_a_wrong_cell_is_named(row: tuple[str, ...], fault: tuple[str, str]) -> None:
    """One thing wrong is one fault at its row and column."""
    assert faults(FIRST, row) == [(3, *fault)]


def test_swapped_columns_are_named_cell_by_cell() -> None:
    """Who put the leader under the date learns it of both columns, in every row."""
    assert faults(("A-1", "08:00", "08:00", "01/12/2026")) == [(2, "date", "not-a-date")]


def test_every_fault_is_found_at_once() -> None:
    """Nobody imports ten times to learn of ten mistakes."""
    wrong = ("x", "y", "z", "", "", "")
    assert [fault[1:] for fault in faults(FIRST, wrong)] == [
        ("date", "not-a-date"),
        ("starts", "not-an-hour"),
        ("ends", "not-an-hour"),
        ("leader", "empty-cell"),
    ]


def test_headings_that_are_missing_twice_or_unknown() -> None:
    """A column that would be lost in silence is refused, with what was perhaps meant."""
    assert faults(FIRST, headings=("a", "b", "c")) == [(0, "", "no-header")]
    assert faults(FIRST, headings=(HEADINGS[0], "", "", HEADINGS[3])) == [(1, "", "no-header")]
    assert faults(FIRST, headings=(*HEADINGS[:5], HEADINGS[0])) == [(1, "", "column-twice")]
    (fault,) = read_table(sheet(FIRST, headings=(*HEADINGS[:4], "Lãnh đạo trực thai")), WORDS, ZONE).faults
    assert (fault.code, fault.fields["nearest"], fault.fields["letter"]) == ("unknown-column", "deputy", "E")
    assert faults() == [(1, "", "no-rows")]


def test_what_a_spreadsheet_cannot_give_is_a_fault_where_it_is_used() -> None:
    """Formulas and merged cells are refused in the columns that are read, and do not matter elsewhere."""
    headings = (*HEADINGS, "Ghi chú")
    troubles = (
        Trouble(1, 0, "merged", "A1:G1"),
        Trouble(2, 6, "formula", "=A2"),
        Trouble(3, 0, "merged", "A2:A3"),
        Trouble(3, 3, "formula", "=D2"),
    )
    found = faults((*FIRST, "x"), ("", *FIRST[1:]), headings=headings, troubles=troubles)
    assert found == [(3, "date", "merged"), (3, "leader", "formula")]


def test_nobody_is_a_dash_and_a_guarded_text_is_itself() -> None:
    """An export's guard before a formula sign is taken off again."""
    (entry,) = read_table(sheet((*FIRST[:4], "-", "'@03CC")), WORDS, ZONE).entries
    assert (entry.deputy, entry.officers) == ("", ("@03CC",))


def test_columns_have_their_spreadsheet_names() -> None:
    """A to Z, then AA."""
    assert [column_letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_another_time_zone_and_the_night_its_clocks_change() -> None:
    """Hours are the desk's own; the shift over the change lasts as long as it does."""
    berlin = ZoneInfo("Europe/Berlin")
    read = read_table(sheet(("24/10/2026", "20:00", "08:00", "A-1")), WORDS, berlin)
    (entry,) = read.entries
    assert entry.ends_at is not None
    assert (entry.ends_at - entry.starts_at).total_seconds() == 13 * 3600
