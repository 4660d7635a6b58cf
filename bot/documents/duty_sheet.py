"""The duty table as a file offices edit: CSV or XLSX, a row a shift, in the columns an import reads."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from bot.render import Renderer
from bot.rules.roster.days import DutyCalendar
from bot.views.duty_table import DutyRow, named

COLUMNS = ("date", "weekday", "starts", "ends", "leader", "deputy", "officers", "desk", "holiday")
WIDTHS = (12, 10, 9, 9, 30, 30, 42, 9, 24)
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the machine's own code page
RECKONED = ("=", "+", "-", "@", "\t", "\r")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Headings and days in the reader's language."""

    renderer: Renderer
    language: str

    def heading(self, column: str) -> str:
        """What stands above a column."""
        return self.renderer.word(self.language, f"roster_sheet.{column}")

    def weekday(self, on: date) -> str:
        """Thứ hai … Chủ nhật."""
        return self.renderer.word(self.language, f"weekdays.{on.isoweekday()}")


def write_csv(rows: Sequence[DutyRow], calendar: DutyCalendar, zone: ZoneInfo, words: SheetWords) -> bytes:
    """The table as CSV, UTF-8 as Excel knows it; no text can be taken for a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([words.heading(column) for column in COLUMNS])
    for row in rows:
        cells = _cells(row, calendar, zone, words)
        writer.writerow([_guarded(_written(cell)) for cell in cells])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def write_xlsx(rows: Sequence[DutyRow], calendar: DutyCalendar, zone: ZoneInfo, words: SheetWords) -> bytes:
    """The table as a workbook, its dates and hours real ones, ready to be printed on A4."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet(words.heading("title"))
        plain = {"valign": "top", "text_wrap": True, "border": 1}
        forms = {
            date: book.add_format({**plain, "num_format": "dd/mm/yyyy", "align": "left"}),
            time: book.add_format({**plain, "num_format": "hh:mm", "align": "left"}),
            str: book.add_format(plain),
        }
        head = book.add_format({**plain, "bold": True, "bg_color": "#D9E7F5", "align": "center"})
        for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, words.heading(name), head)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(_cells(row, calendar, zone, words)):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, forms[str])
                else:
                    sheet.write_datetime(number, column, cell, forms[type(cell)])
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return target.getvalue()


def _cells(
    row: DutyRow, calendar: DutyCalendar, zone: ZoneInfo, words: SheetWords
) -> list[str | date | time]:
    starts = row.shift.starts_at.astimezone(zone).replace(tzinfo=None)
    ends = row.shift.ends_at.astimezone(zone).replace(tzinfo=None)
    on = starts.date()
    return [
        on,
        words.weekday(on),
        starts.time(),
        ends.time() if starts < ends <= starts + A_DAY else f"{ends:%H:%M %d/%m/%Y}",
        named(row.leader) if row.leader else "",
        named(row.deputy) if row.deputy else "",
        "; ".join(map(named, row.officers)),
        row.desk.code,
        calendar.name(on),
    ]


def _written(cell: str | date | time) -> str:
    if isinstance(cell, str):
        return cell
    return f"{cell:%H:%M}" if isinstance(cell, time) else f"{cell:%d/%m/%Y}"


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(RECKONED) else text
