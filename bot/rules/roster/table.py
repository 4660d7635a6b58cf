"""One table a month, a row a shift, as most offices keep it: what its rows and columns say.

A table is read the same whether it came as CSV or XLSX. Hours alone belong to the row's date; an end at or before
the start is the next day's. What is wrong is named by row and column, as the office sees them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from bot.rules.clean_text import clean
from bot.rules.fold import fold
from bot.rules.organisation.entries import Fault, ShiftEntry
from bot.rules.roster.table_row import read_row

TABLE = "rows"
HEADER_WITHIN = 20  # a title, the office's name and an empty line may stand above the table
NEEDED = ("date", "starts", "ends", "leader")
KEYS = {"starts_at": "starts", "ends_at": "ends"}
"""What the faults of a shift itself call a column."""
IGNORED = "ignored"
LETTERS = 26
MANY = "officers"  # may stand in several columns


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, and the text of its cells."""

    n: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that cannot be taken as it is: `formula`, `merged`, `error`. `column` from 0."""

    row: int
    column: int
    code: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read, still without meaning."""

    rows: tuple[Row, ...]
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """The shifts of a table, and everything wrong with it. `columns`: where each key stands, from 0."""

    entries: tuple[ShiftEntry, ...]
    faults: tuple[Fault, ...]
    columns: Mapping[str, int]


def read_table(sheet: Sheet, words: Mapping[str, Sequence[str]], zone: ZoneInfo) -> Read:
    """What the table says. `words`: the headings of each column, in every language."""
    meanings = {fold(word): key for key, some in words.items() for word in some}
    header = _find_header(sheet.rows, meanings)
    if header is None:
        return Read((), (Fault(TABLE, 0, "", "", "no-header", {"missing": NEEDED}),), {})
    faults: list[Fault] = []
    columns = _columns(header, meanings, faults)
    if missing := [key for key in NEEDED if key not in columns]:
        faults.append(Fault(TABLE, header.n, "", "", "no-header", {"missing": tuple(missing)}))
    if faults:
        return Read((), tuple(faults), {})
    places = {key: found[0] for key, found in columns.items()}
    used = {column: key for key, found in columns.items() for column in found}
    in_trouble: set[int] = set()
    for trouble in sheet.troubles:
        if trouble.row > header.n and trouble.column in used:
            fields = {"written": trouble.written}
            faults.append(Fault(TABLE, trouble.row, "", used[trouble.column], trouble.code, fields))
            in_trouble.add(trouble.row)
    entries = []
    for row in sheet.rows:
        texts = {key: [_cell(row, column) for column in found] for key, found in columns.items()}
        if row.n <= header.n or row.n in in_trouble or not any(any(some) for some in texts.values()):
            continue
        joined = {key: "\n".join(filter(None, some)) for key, some in texts.items()}
        entry, wrong = read_row(row.n, joined, zone)
        faults += [Fault(TABLE, row.n, "", one.key, one.code, one.fields) for one in wrong]
        if entry is not None:
            entries.append(entry)
    if not entries and not faults:
        faults.append(Fault(TABLE, header.n, "", "", "no-rows"))
    return Read(tuple(entries), tuple(faults), places)


def column_letter(column: int) -> str:
    """A column counted from 0, as spreadsheets name it: A to Z, then AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _find_header(rows: Sequence[Row], meanings: Mapping[str, str]) -> Row | None:
    """The row whose cells name the columns: the first that has at least the date's and the leader's."""
    for row in rows[:HEADER_WITHIN]:
        found = {_meaning(cell, meanings) for cell in row.cells}
        if {"date", "leader"} <= found:
            return row
    return None


def _columns(header: Row, meanings: Mapping[str, str], faults: list[Fault]) -> dict[str, list[int]]:
    """Where each key stands. A heading nobody knows is refused: what stands under it must not be lost in silence."""
    columns: dict[str, list[int]] = {}
    for column, cell in enumerate(header.cells):
        key = _meaning(cell, meanings)
        if not cell.strip() or key == IGNORED:
            continue
        if key is None:
            nearest = get_close_matches(_plain(cell), meanings, 1, 0.7)
            known = (
                next((one for one in meanings if meanings[one] == meanings[nearest[0]]), "")
                if nearest
                else ""
            )
            near = meanings[known] if known and meanings[known] != IGNORED else ""
            fields = {"written": cell.strip(), "nearest": near, "letter": column_letter(column)}
            faults.append(Fault(TABLE, header.n, "", "", "unknown-column", fields))
        elif key in columns and key != MANY:
            fields = {"written": cell.strip(), "letter": column_letter(column)}
            faults.append(Fault(TABLE, header.n, "", "", "column-twice", fields))
        else:
            columns.setdefault(key, []).append(column)
    return columns


def _meaning(cell: str, meanings: Mapping[str, str]) -> str | None:
    return meanings.get(_plain(cell)) or meanings.get(_plain(cell).rstrip("0123456789 "))


def _plain(cell: str) -> str:
    """A heading without accents, case, brackets and line breaks."""
    return " ".join(re.sub(r"\(.*?\)|[:*.]", " ", fold(clean(cell))).split())


def _cell(row: Row, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""
