"""How long things took, by unit: a table of three columns, each with its own scale.

A scale is logarithmic, so that four minutes and a day can be told apart on one line; lengths are therefore places on a
line, never the length of a bar that starts at nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from typing import Any

from bot.documents.canvas import BLUE, FAINT, GREY, INK, LIGHT_BLUE, MARGIN, ORANGE, RIGHT, SMALL, Canvas
from bot.render.moments import Moments

MOST_UNITS = 4
LABEL_WIDE, GAP = 158, 20
TINY = 26
ROW_HIGH, TEXT_HIGH = 148, 38
MEDIAN, NINETIETH, EACH_CASE, NONE_YET, OVER = "median", "ninetieth", "each_case", "none_yet", "over"
SHORTEST = 1_000_000.0  # a second, in microseconds: a logarithm needs something to begin with
Values = Mapping[str, Any]
Row = tuple[str, list[Values]]


class TimesTable:
    """Draws it on a canvas; `word` gives a word of words.toml's `[figures]`."""

    def __init__(self, canvas: Canvas, moments: Moments, word: Callable[[str], str]) -> None:
        self._canvas, self._moments, self._word = canvas, moments, word

    def draw(self, y: float, stages: Sequence[Values], units: Sequence[Values]) -> float:
        """The table from `y` on, what its signs mean below it; returns where it ends."""
        rows: list[Row] = [(self._word("whole"), list(stages))]
        if len(units) > 1:
            rows += [
                (unit["unit"] or self._word("desk"), [unit["stages"][stage["stage"]] for stage in stages])
                for unit in units[:MOST_UNITS]
            ]
        wide = (RIGHT - MARGIN - LABEL_WIDE) / len(stages) - GAP
        lefts = [MARGIN + LABEL_WIDE + n * (wide + GAP) + GAP for n in range(len(stages))]
        high = max(self._header(left, y, wide, stage) for left, stage in zip(lefts, stages, strict=True))
        y += high
        scales = [
            _Scale(list(_lengths(cells[n] for _, cells in rows)), left, left + wide)
            for n, left in enumerate(lefts)
        ]
        for label, cells in rows:
            self._canvas.line((MARGIN, y), (RIGHT, y), FAINT)
            self._canvas.text(
                MARGIN, y + 30, self._canvas.fitted(label, LABEL_WIDE, is_bold=True), is_bold=True
            )
            for left, scale, cell in zip(lefts, scales, cells, strict=True):
                self._cell(left, y, wide, scale, cell)
            y += ROW_HIGH
        return self._legend(y)

    def _header(self, left: float, y: float, wide: float, stage: Values) -> float:
        canvas, at = self._canvas, y + 20
        for line in canvas.lines(self._word(f"short_{stage['stage']}"), wide, SMALL, is_bold=True):
            canvas.text(left, at, line, SMALL, is_bold=True)
            at += TEXT_HIGH
        return at - y

    def _cell(self, left: float, y: float, wide: float, scale: "_Scale", measure: Values) -> None:
        """The figures in words, and below them where they lie on the column's scale."""
        canvas = self._canvas
        if not measure["n"]:
            canvas.text(left, y + 30, "–", SMALL, colour=GREY)
            return
        middle = y + ROW_HIGH - 22
        canvas.line((left, middle), (left + wide, middle), FAINT, 4)
        if measure["median"]:
            first, second = self._spread(measure)
            self._span(scale, middle, measure)
        else:
            first, second = self._range(measure["cases"])
            for case in measure["cases"]:
                colour = ORANGE if case["is_open"] else BLUE
                canvas.diamond(scale.x(case["waited"]), middle, 13, colour, is_open=case["is_open"])
        canvas.text(left, y + 26, canvas.fitted(first, wide, TINY, is_bold=True), TINY, is_bold=True)
        canvas.text(left, y + 60, canvas.fitted(second, wide, TINY), TINY, colour=INK)
        self._facts(left, y + 94, measure)

    def _spread(self, measure: Values) -> tuple[str, str]:
        return self._length(measure["median"]), f"9/10: {self._length(measure['ninetieth'])}"

    def _range(self, cases: Sequence[Values]) -> tuple[str, str]:
        """The shortest and the longest of a few."""
        shortest, longest = cases[-1]["waited"], cases[0]["waited"]
        last = "" if len(cases) == 1 else f"– {self._moments.short(longest)}"
        return self._moments.short(shortest), last

    def _span(self, scale: "_Scale", middle: float, measure: Values) -> None:
        start, end = scale.x(measure["median"]["value"]), scale.x(measure["ninetieth"]["value"])
        self._canvas.line((start, middle), (end, middle), LIGHT_BLUE, 12)
        self._end_mark(end, middle)
        self._canvas.dot(start, middle, 12, BLUE)

    def _end_mark(self, x: float, y: float) -> None:
        self._canvas.line((x, y - 15), (x, y + 15), BLUE, 5)

    def _facts(self, x: float, y: float, measure: Values) -> None:
        """How many, how many of them over their deadline, how many without an end."""
        counted = f"n = {self._moments.number(measure['n'])}"
        self._canvas.text(x, y, counted, TINY, colour=GREY)
        x += self._canvas.width_of(counted, TINY) + 18
        for key, sign in (("over", OVER), ("without", NONE_YET)):
            if measure[key]:
                counted = self._moments.number(measure[key])
                self._sign(sign, x + 10, y)
                self._canvas.text(x + 28, y, counted, TINY, colour=GREY)
                x += 28 + self._canvas.width_of(counted, TINY) + 18

    def _length(self, quantile: Values) -> str:
        return ("≥ " if quantile["is_at_least"] else "") + self._moments.short(quantile["value"])

    def _legend(self, y: float) -> float:
        canvas, x, y = self._canvas, float(MARGIN), y + 34
        for sign in (MEDIAN, NINETIETH, EACH_CASE, NONE_YET, OVER):
            text = self._word(sign)
            if x + 34 + canvas.width_of(text, TINY) > RIGHT:
                x, y = float(MARGIN), y + TEXT_HIGH
            self._sign(sign, x + 14, y)
            canvas.text(x + 34, y, text, TINY, colour=GREY)
            x += 34 + canvas.width_of(text, TINY) + 30
        y += TEXT_HIGH / 2
        for line in canvas.lines(self._word("may_grow"), RIGHT - MARGIN, TINY):
            y += TEXT_HIGH
            canvas.text(MARGIN, y - 12, line, TINY, colour=GREY)
        return y

    def _sign(self, sign: str, x: float, y: float) -> None:
        match sign:
            case "median":
                self._canvas.dot(x, y, 12, BLUE)
            case "ninetieth":
                self._canvas.line((x - 14, y), (x + 8, y), LIGHT_BLUE, 12)
                self._end_mark(x + 8, y)
            case "each_case":
                self._canvas.diamond(x, y, 13, BLUE)
            case "none_yet":
                self._canvas.diamond(x, y, 13, ORANGE, is_open=True)
            case _:
                self._canvas.triangle(x, y, 13, ORANGE)


class _Scale:
    """From the shortest to the longest of a column, on a logarithmic scale."""

    def __init__(self, lengths: list[int], left: float, right: float) -> None:
        self._low = max(float(min(lengths, default=0)), SHORTEST)
        self._high = max(float(max(lengths, default=0)), self._low * 2)
        self._left, self._right = left + 14, right - 14

    def x(self, length: int) -> float:
        """Where a length of time stands."""
        share = log(max(length, self._low) / self._low) / log(self._high / self._low)
        return self._left + share * (self._right - self._left)


def _lengths(measures: Iterator[Values]) -> Iterator[int]:
    for measure in measures:
        if measure["median"]:
            yield from (measure[key]["value"] for key in ("median", "ninetieth"))
        yield from (case["waited"] for case in measure["cases"])
