"""Figures as a workbook to go on working with: totals, days by kind, units, and every case behind them.

Whatever people wrote is written as text: a cell never becomes a formula or a link. Lengths of time are Excel's own, so
they can be added and sorted; one that can still grow is shown with ≥.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.render.renderer import Renderer

MICROSECONDS_A_DAY = 86_400_000_000
WIDE, NARROW = 34, 15
STAGES = ("decision", "receipt", "result")
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in microseconds, for a cell."""

    value: int
    is_at_least: bool = False


Cell = str | int | datetime | Length | None


def write_workbook(renderer: Renderer, language: str, zone: ZoneInfo, values: Values) -> bytes:
    """The workbook as XLSX."""
    return _Tables(renderer, language, zone, values).written()


class _Tables:
    def __init__(self, renderer: Renderer, language: str, zone: ZoneInfo, values: Values) -> None:
        self._renderer, self._language, self._zone, self._values = renderer, language, zone, values
        self._bytes = BytesIO()
        safely = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(self._bytes, safely)
        self._book.set_properties(
            {"created": self._local(values["now"])}
        )  # the same figures are the same file
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._formats = {
            "moment": self._format("hh:mm dd/mm/yyyy"),
            "day": self._format("dd/mm/yyyy"),
            "length": self._format("[h]:mm:ss"),
            "at least": self._format('"≥ "[h]:mm:ss'),
        }

    def written(self) -> bytes:
        """Every sheet, then the whole."""
        self._totals()
        self._days()
        self._units()
        self._cases()
        self._incidents()
        self._book.close()
        return self._bytes.getvalue()

    def _format(self, shown: str) -> Format:
        return self._book.add_format({"num_format": shown, "align": "left"})

    def _word(self, key: str) -> str:
        return self._renderer.word(self._language, f"figures_table.{key}")

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone).replace(tzinfo=None)

    def _totals(self) -> None:
        values = self._values
        sheet = self._book.add_worksheet(self._word("totals"))
        facts: list[tuple[str, Cell]] = [
            ("desk", values["desk"]),
            *([("unit", ", ".join(values["units"]))] if values["units"] else []),
            ("first_day", values["first_at"]),
            ("last_day", values["last_at"]),
            ("as_of", values["now"]),
            ("received", values["count"]),
            ("received_before", values["before"]["count"]),
            *([("private", values["private"])] if values["private"] is not None else []),
        ]
        for row, (key, value) in enumerate(facts):
            sheet.write_string(row, 0, self._word(key), self._head)
            self._write(sheet, row, 1, value, is_day=key.endswith("_day"))
        counted = ("n", "over", "none_yet", "median", "ninetieth", "median_before")
        ways = [f"{way}_{key}" for way in ("pressed", "recorded") for key in ("n", "median", "ninetieth")]
        rows: list[list[Cell]] = [
            [
                self._stage_name(stage["stage"]),
                *_measure(stage),
                _length(values["before"]["medians"][stage["stage"]]),
                *(cell for way in ("pressed", "recorded") for cell in _spread(stage[way])),
            ]
            for stage in values["stages"]
        ]
        self._table(sheet, ("stage", *counted, *ways), rows, first_row=len(facts) + 1)
        sheet.write_string(len(facts) + len(rows) + 3, 0, self._word("how_counted"))

    def _days(self) -> None:
        kinds = [one["kind"] for one in self._values["kinds"]]
        counted = Counter((one["at"], one["kind"]) for one in self._values["received"])
        sheet = self._book.add_worksheet(self._word("days"))
        labels = [self._renderer.word(self._language, f"kinds.{kind}.label") for kind in kinds]
        rows: list[list[Cell]] = [
            [day["at"], day["count"], *(counted[day["at"], kind] for kind in kinds)]
            for day in self._values["days"]
        ]
        self._table(sheet, ("day", "received"), rows, more=labels, has_days=True)

    def _units(self) -> None:
        sheet = self._book.add_worksheet(self._word("units"))
        keys = ("n", "over", "none_yet", "median", "ninetieth")
        labels = [f"{self._stage_name(stage)}: {self._word(key)}" for stage in STAGES for key in keys]
        rows: list[list[Cell]] = [
            [
                self._unit(one["unit"]),
                one["name"],
                one["received"],
                *(cell for stage in STAGES for cell in _measure(one["stages"][stage])),
            ]
            for one in self._values["rows"]
        ]
        self._table(sheet, ("unit", "name", "received"), rows, more=labels)

    def _cases(self) -> None:
        sheet = self._book.add_worksheet(self._word("cases"))
        keys = ("number", "stage", "unit", "since", "until", "due", "waited", "over", "none_yet", "way")
        rows: list[list[Cell]] = [
            [
                one["number"],
                self._stage_name(one["stage"]),
                self._unit(one["unit"]),
                one["since"],
                one["until"],
                one["due_at"],
                Length(one["waited"], one["is_open"]),
                self._word("yes") if one["is_over"] else None,
                self._word("yes") if one["is_open"] else None,
                None if one["is_open"] else self._word("recorded" if one["is_recorded"] else "pressed"),
            ]
            for one in self._values["cases"]
        ]
        self._table(sheet, keys, rows)

    def _incidents(self) -> None:
        sheet = self._book.add_worksheet(self._word("incidents"))
        rows: list[list[Cell]] = [
            [
                one["number"],
                one["at"],
                self._renderer.word(self._language, f"kinds.{one['kind']}.label"),
                self._unit(one["unit"]),
                self._renderer.word(self._language, f"incident_state.{one['state']}"),
            ]
            for one in self._values["received"]
        ]
        self._table(sheet, ("number", "day", "kind", "unit", "state"), rows, has_days=True)

    def _table(
        self,
        sheet: Worksheet,
        keys: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        more: Sequence[str] = (),
        first_row: int = 0,
        has_days: bool = False,
    ) -> None:
        """Headings, rows below them; a sheet that is nothing else can be filtered and keeps its head in sight."""
        heads = [*map(self._word, keys), *more]
        sheet.set_column(0, 0, WIDE if first_row else NARROW + 4)
        sheet.set_column(1, max(len(heads) - 1, 1), NARROW + 4)
        for column, head in enumerate(heads):
            sheet.write_string(first_row, column, head, self._head)
        for number, row in enumerate(rows, first_row + 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value, is_day=has_days)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        if not first_row:
            sheet.freeze_panes(1, 1)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, value: Cell, *, is_day: bool = False) -> None:
        match value:
            case str():
                sheet.write_string(row, column, value)
            case int():
                sheet.write_number(row, column, value)
            case datetime():
                shown = self._formats["day" if is_day else "moment"]
                sheet.write_datetime(row, column, self._local(value), shown)
            case Length():
                shown = self._formats["at least" if value.is_at_least else "length"]
                sheet.write_number(row, column, value.value / MICROSECONDS_A_DAY, shown)

    def _stage_name(self, stage: str) -> str:
        return self._renderer.word(self._language, f"figures.short_{stage}")

    def _unit(self, code: str) -> str:
        return code or self._renderer.word(self._language, "figures.desk")


def _measure(found: Values) -> list[Cell]:
    return [found["n"], found["over"], found["without"], *_spread(found)[1:]]


def _spread(found: Values) -> list[Cell]:
    return [found["n"], _length(found["median"]), _length(found["ninetieth"])]


def _length(found: Values | None) -> Length | None:
    return None if found is None else Length(found["value"], found["is_at_least"])
