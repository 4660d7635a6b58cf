"""A duty table out of a file somebody else made: CSV or XLSX, read within limits, nothing in it carried out."""

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, NoReturn

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from bot.rules.clean_text import clean
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.roster.table import Row, Sheet, Trouble

FILE = "file"
LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 50_000_000
LARGEST_RATIO = 200  # sheets of offices shrink 5 to 30 times; a bomb a thousand times
RATIO_COUNTS_FROM = 1_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_TROUBLES = 1_000
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (";", "\t", ",")
DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
CHUNK = 1_000_000
MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")  # tones, circumflex, breve, horn
SIGNS = frozenset(
    map(
        chr,
        (
            0x111,
            0x110,
            0x20AB,
            0xA0,
            0xB0,
            0xB7,
            0xAB,
            0xBB,
            0x2013,
            0x2014,
            0x2018,
            0x2019,
            0x201C,
            0x201D,
            0x2026,
        ),
    )
)
"""đ, ₫, and what stands between words"""


def read_sheet(name: str, content: bytes) -> Sheet:
    """The rows of a file called `name`.

    Raises:
        OrganisationError: with the one thing by which the file cannot be taken as a table.
    """
    if len(content) > LARGEST_FILE:
        _refuse("too-large", most=LARGEST_FILE // 1_000_000)
    if content.startswith(OLD_EXCEL):
        _refuse("old-excel")
    if content.startswith(ZIP):
        sheet = _read_xlsx(content)
    elif name.casefold().endswith((".xlsx", ".xlsm")):
        _refuse("not-xlsx")
    else:
        sheet = _read_csv(content)
    if len(sheet.rows) > MOST_ROWS:
        _refuse("too-many-rows", most=MOST_ROWS)
    return sheet


def _read_csv(content: bytes) -> Sheet:
    text = _decoded(content)
    lines = text.splitlines()
    head = "\n".join(lines[:20])
    delimiter = max(DELIMITERS, key=head.count) if any(one in head for one in DELIMITERS) else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(begins, tuple(cells[:MOST_COLUMNS])))
            begins = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        _refuse("not-csv", line=reader.line_num)
    return Sheet(tuple(rows))


def _decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 as Excel writes them, else Windows-1258, the Vietnamese code page."""
    try:
        if content.startswith(UTF_16):
            return clean(content.decode("utf-16"))
        if b"\x00" not in content:
            return clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    text = clean(content.decode("cp1258", "replace"))
    if not all(map(_is_vietnamese, text)):
        _refuse("not-utf-8")
    return text


def _is_vietnamese(char: str) -> bool:
    """Whether a sign may stand in a Vietnamese text; what an unknown code page gives, mostly may not."""
    parts = unicodedata.normalize("NFD", char)
    return char in SIGNS or (parts[0].isascii() and MARKS.issuperset(parts[1:]))


def _read_xlsx(content: bytes) -> Sheet:
    merged = _look_into(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = book.active
            if sheet is None or not hasattr(sheet, "iter_rows"):
                _refuse("no-sheet")
            sheet.reset_dimensions()
            rows, troubles = _cells(sheet)
            path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        finally:
            book.close()
    except OrganisationError:
        raise
    except Exception:  # noqa: BLE001 - whatever a foreign file makes a reader raise, it is no workbook
        _refuse("not-xlsx")
    hidden = islice(_merged(merged.get(path, [])), MOST_TROUBLES)
    found = sorted([*troubles, *hidden], key=lambda one: (one.row, one.column))
    return Sheet(tuple(rows), tuple(found[:MOST_TROUBLES]))


def _look_into(content: bytes) -> dict[str, list[str]]:
    """Measure the archive before anything is unpacked for use; the merged ranges of each sheet on the way."""
    merged: dict[str, list[str]] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
                _refuse("bomb")
            for part in parts:
                if part.file_size > max(RATIO_COUNTS_FROM, part.compress_size * LARGEST_RATIO):
                    _refuse("bomb")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    merged[part.filename] = _ranges(archive, part)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        _refuse("not-xlsx")
    return merged


def _ranges(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[str]:
    """The merged ranges one part names; a part that declares entities is no office's.

    Raises:
        OrganisationError: `bomb`.
    """
    found: dict[str, None] = {}
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(CHUNK):
            window = before + chunk
            if DOCTYPE.search(window):
                _refuse("bomb")
            found |= dict.fromkeys(ref.decode() for ref in MERGED.findall(window))
            before = window[-200:]
    return list(found)


def _cells(sheet: Any) -> tuple[list[Row], list[Trouble]]:
    rows: list[Row] = []
    troubles: list[Trouble] = []
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        texts = []
        number = 0
        for cell in cells:
            value = cell.value
            if value is None:
                texts.append("")
                continue
            number = cell.row
            if cell.data_type == "f":
                troubles.append(Trouble(cell.row, cell.column - 1, "formula", str(value)[:60]))
            elif cell.data_type == "e":
                troubles.append(Trouble(cell.row, cell.column - 1, "error-cell", str(value)[:60]))
            texts.append(_text(value))
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows.append(Row(number, tuple(texts)))
            if len(rows) > MOST_ROWS:
                break
    return rows, troubles


def _text(value: object) -> str:
    """A cell as it would be typed: dates year first, times in hours and minutes."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M") if value.time() != time() else value.strftime("%Y-%m-%d")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):  # Excel keeps 24:00 as a length of time
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _merged(ranges: list[str]) -> Iterator[Trouble]:
    """Every cell that is hidden below another one's."""
    for ref in ranges:
        bounds = range_boundaries(ref)
        first_column, first_row, last_column, last_row = (bound or 1 for bound in bounds)
        for row in range(first_row, min(last_row, first_row + MOST_ROWS) + 1):
            for column in range(first_column, min(last_column, MOST_COLUMNS) + 1):
                if (row, column) != (first_row, first_column):
                    yield Trouble(row, column - 1, "merged", ref)


def _refuse(code: str, **fields: Any) -> NoReturn:
    raise OrganisationError((Fault(FILE, 0, "", "", code, fields),))
