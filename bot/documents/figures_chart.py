"""The picture of figures, for a phone held upright: by day, by kind, and how long each unit took."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from bot.documents.canvas import BLUE, BODY, GREY, HEADING, INK, MARGIN, RIGHT, SMALL, TITLE, Canvas
from bot.documents.columns import Column, columns
from bot.documents.times_table import TimesTable
from bot.render.moments import Moments
from bot.render.renderer import Renderer

MOST_KINDS = 6
BARS_HIGH, KIND_HIGH, KIND_LABEL = 150, 56, 460
BAR_MARGIN, LINE_HIGH = 40, 46
Values = Mapping[str, Any]


def draw_chart(renderer: Renderer, language: str, zone: ZoneInfo, values: Values) -> bytes:
    """The picture as PNG."""
    return _Chart(renderer, language, zone, values).drawn()


class _Chart:
    """One sheet being filled from the top; `_y` is how far it is."""

    def __init__(self, renderer: Renderer, language: str, zone: ZoneInfo, values: Values) -> None:
        self._renderer, self._language, self._zone, self._values = renderer, language, zone, values
        self._moments = Moments(language, zone)
        self._canvas = Canvas()
        self._y = float(MARGIN)

    def drawn(self) -> bytes:
        self._head()
        self._received()
        if self._values["kinds"]:
            self._kinds()
        if any(stage["n"] for stage in self._values["stages"]):
            self._heading(self._word("by_unit"))
            table = TimesTable(self._canvas, self._moments, self._word)
            self._y = table.draw(self._y, self._values["stages"], self._values["rows"])
        return self._canvas.png(self._y + MARGIN / 2)

    def _word(self, key: str) -> str:
        return self._renderer.word(self._language, f"figures.{key}")

    def _head(self) -> None:
        values, moments = self._values, self._moments
        first, last = moments.day(values["first_at"]), moments.day(values["last_at"])
        title = f"{self._word('title')} {first}" + (f" – {last}" if last != first else "")
        self._line(title, TITLE, 66, is_bold=True)
        units = f" · {', '.join(values['units'])}" if values["units"] else ""
        for line in self._canvas.lines(f"{values['desk']}{units}", RIGHT - MARGIN):
            self._line(line, BODY, LINE_HIGH, colour=GREY)
        self._line(f"{self._word('as_of')} {moments.when(values['now'])}", BODY, LINE_HIGH, colour=GREY)

    def _line(self, text: str, size: int, high: float, *, colour: str = INK, is_bold: bool = False) -> None:
        self._canvas.text(MARGIN, self._y + high / 2, text, size, colour=colour, is_bold=is_bold)
        self._y += high

    def _heading(self, text: str) -> None:
        self._y += 28
        self._line(text, HEADING, 52, is_bold=True)
        self._y += 8

    def _received(self) -> None:
        """One column a day, week or month, counted where there is room."""
        word, found = columns(self._values["days"], self._zone)
        self._heading(f"{self._word(word)}: {self._moments.number(self._values['count'])}")
        if not self._values["count"]:
            self._line(self._word("nothing"), BODY, LINE_HIGH, colour=GREY)
            return
        width = (RIGHT - MARGIN) / len(found)
        most = max(column.count for column in found)
        bottom = self._y + BAR_MARGIN + BARS_HIGH
        for n, column in enumerate(found):
            self._column(column, MARGIN + n * width, width, bottom, most)
        self._canvas.line((MARGIN, bottom), (RIGHT, bottom), GREY)
        self._y = bottom + BAR_MARGIN + 10

    def _column(self, column: Column, left: float, width: float, bottom: float, most: int) -> None:
        canvas, middle, thick = self._canvas, left + width / 2, min(width * 0.72, 90)
        peak = bottom - BARS_HIGH * column.count / most
        canvas.bar(middle - thick / 2, peak, middle + thick / 2, bottom, BLUE)
        counted = self._moments.number(column.count)
        if column.count and (column.count == most or canvas.width_of(counted, SMALL) <= width):
            canvas.text(middle, peak - 6, counted, SMALL, anchor="md")
        if column.label:
            half = canvas.width_of(column.label, SMALL) / 2
            canvas.text(
                max(middle, MARGIN + half), bottom + 10, column.label, SMALL, colour=GREY, anchor="ma"
            )

    def _kinds(self) -> None:
        """The most frequent kinds, the rest together."""
        canvas = self._canvas
        self._heading(self._word("by_kind"))
        rows = [
            (self._renderer.word(self._language, f"kinds.{one['kind']}.label"), int(one["count"]))
            for one in self._values["kinds"]
        ]
        if len(rows) > MOST_KINDS:
            rest = sum(count for _, count in rows[MOST_KINDS - 1 :])
            rows = [*rows[: MOST_KINDS - 1], (self._word("rest"), rest)]
        left, most = MARGIN + KIND_LABEL, max(count for _, count in rows)
        room = RIGHT - left - 80
        for label, count in rows:
            middle, end = self._y + KIND_HIGH / 2, left + room * count / most
            size = BODY if canvas.width_of(label) <= KIND_LABEL - 20 else SMALL
            canvas.text(MARGIN, middle, canvas.fitted(label, KIND_LABEL - 20, size), size)
            canvas.bar(left, middle - 18, end, middle + 18, BLUE)
            canvas.text(end + 12, middle, self._moments.number(count))
            self._y += KIND_HIGH
