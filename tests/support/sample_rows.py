"""Two rows in every table, made from the schema itself, and sample values for any column or parameter.

The first row has every column filled, with 1 or `x`; the second, 2 and `y`, leaves empty what may be empty.
Everything in a row points at the row of its own number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from storage.migrate import shipped

TABLE = re.compile(r"CREATE TABLE (\w+) \(\n(.*?)\n\)", re.DOTALL)
COLUMN = re.compile(r"^    ([a-z]\w*) +(INTEGER|TEXT)\b(.*(?:\n {8}.*)*)", re.MULTILINE)
ALLOWED = re.compile(r"IN \(\s*'([^']*)'")
FLAG = re.compile(r"^(?:is_|awaits_|must_|disagrees)")
FREE = ("", "x", "y", "z")  # free text by row

# Where the number of the row, a free text or the first allowed word will not do.
OTHERWISE: Mapping[tuple[str, str], tuple[int | str | None, int | str | None]] = {
    ("grants", "unit_id"): (None, 2),  # a role is at a desk or in a unit
    ("shifts", "ends_at"): (9, 9),
    ("shifts", "responsible_from"): (1, 2),
    ("shifts", "responsible_until"): (None, None),  # so that the leader's role lasts
    ("shift_members", "until_at"): (None, None),
    ("decisions", "disowned_at"): (None, None),
    ("handover_items", "incident_id"): (
        1,
        1,
    ),  # so that the second incident can be listed in the second handover
    ("handover_signatures", "person_id"): (1, 1),
    ("handover_signatures", "shift_id"): (1, 1),
    ("inbox", "state"): ("new", "dead"),  # one that is given up on
    ("duty_log", "seq"): (1, 1),
    ("duty_log", "previous_hash"): ("", ""),
    ("duty_log_texts", "seq"): (1, 1),
}


@dataclass(frozen=True, slots=True)
class SampleColumn:
    """A column and what fits into it: a number, a free text, or one allowed word."""

    table: str
    name: str
    is_text: bool
    is_nullable: bool
    refers: bool
    allowed: str | None

    def value(self, row: int) -> int | str | None:
        """What it holds in the first row or the second."""
        if (self.table, self.name) in OTHERWISE:
            return OTHERWISE[self.table, self.name][row - 1]
        if self.is_nullable and row == 2:
            return None
        if self.is_text:
            return self.allowed or FREE[row]
        return int(self.name == "is_active") if FLAG.match(self.name) else row


@cache
def sample_columns() -> tuple[SampleColumn, ...]:
    """Every column but generated ids, tables in the order in which they can be filled."""
    return tuple(_columns("\n".join(migration.script for migration in shipped("sqlite"))))


def sample_rows() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The table and its values, for each row in turn."""
    tables: dict[str, list[SampleColumn]] = {}
    for column in sample_columns():
        tables.setdefault(column.table, []).append(column)
    for row in (1, 2):
        for table, columns in tables.items():
            yield table, {column.name: column.value(row) for column in columns}


def sample_value(parameter: str, statement: str, row: int, *, is_text: bool) -> int | str:
    """A value for a parameter that means that row; the third row is a new one that points at the second."""
    if not is_text:
        refers = parameter == "id" or any(c.refers for c in sample_columns() if c.name == parameter)
        return min(row, 2) if refers else row
    if "json" in statement.lower():
        return f"[{row}]"
    for column in sample_columns():
        if column.name == parameter and column.allowed and re.search(rf"\b{column.table}\b", statement):
            return column.allowed
    return FREE[row]


def _columns(script: str) -> Iterator[SampleColumn]:
    for table, body in TABLE.findall(script):
        for name, kind, rest in COLUMN.findall(body):
            if "AUTOINCREMENT" in rest:
                continue
            allowed = ALLOWED.search(rest)
            yield SampleColumn(
                table,
                name,
                is_text=kind == "TEXT",
                is_nullable="NOT NULL" not in rest and "PRIMARY KEY" not in rest,
                refers="REFERENCES" in rest,
                allowed=allowed and allowed[1],
            )
