"""Files somebody else made: read within limits, in whatever way offices save them, refused by what is wrong."""

import io
import unicodedata
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from bot.control.roster_sheet import MOST_ROWS, read_sheet
from bot.rules.organisation.entries import OrganisationError
from bot.rules.roster.table import Sheet

HEADINGS = ["Ngày", "Bắt đầu", "Kết thúc", "Lãnh đạo trực ban"]
TONES = "\u0300\u0301\u0303\u0309\u0323"
LINE = "01/12/2026,08:00,08:00,Nguyễn Văn Ân"


def refusal(name: str, content: bytes) -> str:
    """Why a file is not taken."""
    with pytest.raises(OrganisationError) as refused:
        read_sheet(name, content)
    (fault,) = refused.value.faults
    return fault.code


def workbook(*rows: list[object], merged: str = "") -> bytes:
    """An XLSX file of these rows."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def texts(sheet: Sheet) -> list[tuple[str, ...]]:
    """What stands in the cells."""
    return [row.cells for row in sheet.rows]


def letter_and_tone(letter: str) -> str:
    """A letter with its tone behind it, as Windows-1258 keeps them."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tones


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_offices_save_it(encoding: str, delimiter: str) -> None:
    """UTF-8 with and without its mark, UTF-16 and the Vietnamese code page; commas, semicolons or tabs."""
    text = f"{','.join(HEADINGS)}\r\n\r\n{LINE}\r\n".replace(",", delimiter)
    if encoding == "cp1258":  # it has letters and tones apart
        text = "".join(map(letter_and_tone, text))
    sheet = read_sheet("lich.csv", text.encode(encoding))
    assert texts(sheet) == [tuple(HEADINGS), tuple(LINE.split(","))]
    assert [row.n for row in sheet.rows] == [1, 3]


def test_letters_of_an_unknown_encoding_are_refused() -> None:
    """Text in fonts of old (TCVN3) would be people who do not exist: the encoding is named instead."""
    assert (
        refusal("lich.csv", "Ngµy,B¾t ®Çu\n".encode("latin-1") + b"\xc8\xc9\xdc\xae\xb9\xb5\xa9")
        == "not-utf-8"
    )
    assert refusal("lich.csv", b"\x00\x01\x02\xff") == "not-utf-8"


def test_lines_within_quotes_keep_the_numbers_right() -> None:
    """A row is named by the line it begins on, as an editor shows it."""
    sheet = read_sheet("lich.csv", b'a,b\n"x\ny",1\nz,2\n')
    assert [row.n for row in sheet.rows] == [1, 2, 4]


def test_real_dates_and_hours_of_a_workbook() -> None:
    """Dates are read year first whatever they look like in Excel; texts stay texts."""
    sheet = read_sheet(
        "lich.xlsx",
        workbook(
            HEADINGS,
            [date(2026, 12, 1), time(8), time(20), "A-1"],
            [datetime(2026, 12, 1, 20, 0), "20:00", timedelta(hours=24), 7],  # noqa: DTZ001 - spreadsheets have no zone
            [],
            ["02/12/2026", "8:00", "8:00", "A-2"],
        ),
    )
    assert texts(sheet)[1:] == [
        ("2026-12-01", "08:00", "20:00", "A-1"),
        ("2026-12-01 20:00", "20:00", "24:00", "7"),
        ("02/12/2026", "8:00", "8:00", "A-2"),
    ]
    assert [row.n for row in sheet.rows] == [1, 2, 3, 5]
    assert sheet.troubles == ()


def test_formulas_and_merged_cells_are_pointed_at() -> None:
    """Each cell that shows something it does not hold, by row and column; nothing is reckoned."""
    content = workbook(
        HEADINGS,
        [date(2026, 12, 1), "08:00", "08:00", "A-1"],
        ["=A2+1", "08:00", "08:00", "A-1"],
        merged="D2:D3",
    )
    found = [(t.row, t.column, t.code, t.written) for t in read_sheet("lich.xlsx", content).troubles]
    assert found == [(3, 0, "formula", "=A2+1"), (3, 3, "merged", "D2:D3")]


def test_a_name_says_nothing_of_the_content() -> None:
    """A workbook called .csv is a workbook; a text called .xlsx, an old .xls and anything else are refused."""
    assert texts(read_sheet("lich.csv", workbook(HEADINGS))) == [tuple(HEADINGS)]
    assert refusal("lich.xlsx", LINE.encode()) == "not-xlsx"
    assert refusal("lich.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "old-excel"
    assert refusal("lich.xlsx", workbook(HEADINGS)[:200]) == "not-xlsx"
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("hello.txt", "x")
    assert refusal("lich.xlsx", empty.getvalue()) == "not-xlsx"


def packed(**parts: bytes) -> bytes:
    """A workbook with parts put in the place of its own."""
    source = io.BytesIO(workbook(HEADINGS))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return target.getvalue()


def test_a_zip_bomb_is_not_opened() -> None:
    """Too much inside, or packed a thousand times smaller, is refused before anything is unpacked for use."""
    assert refusal("lich.xlsx", packed(sheet1=b" " * 40_000_000)) == "bomb"
    assert refusal("lich.xlsx", packed(sheet1=b" " * 60_000_000)) == "bomb"
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert refusal("lich.xlsx", packed(sheet1=entity)) == "bomb"


def test_a_table_without_end_is_refused() -> None:
    """More rows than a roster of years has, or more bytes than a table has, are named with the limit."""
    assert refusal("lich.csv", b"x\n" * (MOST_ROWS + 1)) == "too-many-rows"
    assert refusal("lich.csv", b"x" * 10_000_001) == "too-large"
