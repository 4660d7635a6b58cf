"""The week's roster as a picture: as wide as a phone, a row a day, names large enough to be read there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.documents.canvas import BODY, GREY, HEADING, INK, MARGIN, PAPER, RIGHT, SMALL, TITLE, WIDTH, Canvas
from bot.render import Renderer
from bot.render.moments import Moments

NAVY, PALE_NAVY, RED, GREEN = "#123a63", "#c9d9e8", "#b3261e", "#1e7d46"
WORKING, OFF, RUNNING, RULE = "#eef2f6", "#fff1dc", "#e2f3e8", "#d3dce5"
DAY_WIDTH = 216
HOURS_WIDTH = 152
GAP, PADDING = 12, 20
LEADING = 1.3
TINY = 26


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: what, how large, in which colour and weight."""

    text: str
    size: int = BODY
    colour: str = INK
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One shift: its hours on the left, its people on the right."""

    hours: tuple[Line, ...]
    people: tuple[Line, ...]
    is_running: bool = False

    @property
    def height(self) -> float:
        """As much as the higher side needs."""
        return max(_height(self.hours), _height(self.people)) + 2 * PADDING


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what stands on the left, its shifts on the right."""

    label: tuple[Line, ...]
    cards: tuple[Card, ...]
    colour: str

    @property
    def height(self) -> float:
        """As much as the higher side needs."""
        cards = sum(card.height + GAP for card in self.cards) + GAP
        return max(_height(self.label) + 2 * PADDING, cards)


def draw_week(renderer: Renderer, language: str, zone: ZoneInfo, values: Mapping[str, Any]) -> bytes:
    """The week as PNG, its words in the reader's language, its hours in the desk's time zone."""
    return _Week(renderer, language, zone, values).draw()


class _Week:
    def __init__(self, renderer: Renderer, language: str, zone: ZoneInfo, values: Mapping[str, Any]) -> None:
        self._renderer = renderer
        self._language = language
        self._moments = Moments(language, zone)
        self._values = values
        self._canvas = Canvas(1)  # only measures: the height is known when everything is broken into lines

    def draw(self) -> bytes:
        """Measure everything, then set it."""
        head, days = tuple(self._head()), [self._day(day) for day in self._values["days"]]
        head_height = _height(head) + 2 * MARGIN
        height = head_height + sum(day.height + GAP for day in days) + 2 * MARGIN + GAP
        self._canvas = Canvas(height)
        self._canvas.bar(0, 0, WIDTH, head_height, NAVY)
        self._set(head, MARGIN, MARGIN)
        y = head_height + 2 * GAP
        for day in days:
            self._set_day(day, y)
            y += day.height + GAP
        drawn_at = self._word("drawn_at", at=self._moments.when(self._values["now"]))
        self._set((Line(drawn_at, TINY, GREY),), MARGIN, y + GAP)
        return self._canvas.png(height)

    def _head(self) -> Iterator[Line]:
        first, last = (self._moments.day(self._values[name]) for name in ("from_at", "until_at"))
        desk = self._values["desk"] + (f" – {self._values['phone']}" if self._values["phone"] else "")
        yield Line(self._word("title"), TITLE, PAPER, is_bold=True)
        yield Line(f"{first} – {last}", HEADING, PAPER)
        yield from self._broken(Line(desk, SMALL, PALE_NAVY), RIGHT - MARGIN)

    def _day(self, day: Mapping[str, Any]) -> Day:
        colour = RED if day["is_off"] else NAVY
        weekday = self._renderer.word(self._language, f"weekdays.{day['weekday']}")
        label = [
            Line(weekday, BODY, colour, is_bold=True),
            Line(self._moments.day(day["at"])[:5], BODY, colour),
        ]
        if day["holiday"]:
            label += self._broken(Line(day["holiday"], TINY, RED), DAY_WIDTH - PADDING - GAP)
        if day["is_today"]:
            label.append(Line(self._word("today"), TINY, GREEN, is_bold=True))
        cards = [self._card(shift) for shift in day["shifts"]]
        nobody = Card((), (Line(self._word("nobody"), SMALL, GREY),))
        return Day(tuple(label), tuple(cards or [nobody]), OFF if day["is_off"] else WORKING)

    def _card(self, shift: Mapping[str, Any]) -> Card:
        is_running = shift["is_running"]
        colour = GREEN if is_running else GREY
        ends = self._moments.time(shift["ends_at"])
        hours = [
            Line(self._moments.time(shift["starts_at"]), SMALL, colour, is_bold=True),
            Line(f"– {ends}", SMALL, colour),
        ]
        if is_running:
            hours.append(Line(self._word("running"), TINY, GREEN, is_bold=True))
        width = RIGHT - MARGIN - DAY_WIDTH - HOURS_WIDTH - 2 * PADDING - GAP
        leader = shift["leader"] or self._word("no_leader")
        people = [*self._broken(Line(leader, BODY, INK if shift["leader"] else RED, is_bold=True), width)]
        if shift["deputy"]:
            people += self._broken(Line(self._word("deputy", name=shift["deputy"]), SMALL), width)
        if shift["officers"]:
            people += self._names(self._word("officers", names=""), shift["officers"], width)
        return Card(tuple(hours), tuple(people), is_running)

    def _set_day(self, day: Day, y: float) -> None:
        self._canvas.panel(MARGIN, y, RIGHT, y + day.height, day.colour)
        self._set(day.label, MARGIN + PADDING, y + PADDING)
        top, left = y + GAP, MARGIN + DAY_WIDTH
        for card in day.cards:
            colour, edge = (RUNNING, GREEN) if card.is_running else (PAPER, RULE)
            self._canvas.panel(left, top, RIGHT - GAP, top + card.height, colour, edge)
            self._set(card.hours, left + PADDING, top + PADDING)
            people_left = left + PADDING + (HOURS_WIDTH if card.hours else 0)
            self._set(card.people, people_left, top + PADDING)
            top += card.height + GAP

    def _set(self, lines: tuple[Line, ...], x: float, y: float) -> None:
        for line in lines:
            middle = y + line.size * LEADING / 2
            self._canvas.text(x, middle, line.text, line.size, colour=line.colour, is_bold=line.is_bold)
            y += line.size * LEADING

    def _broken(self, line: Line, width: float) -> list[Line]:
        """A line in as many as it takes."""
        parts = self._canvas.lines(line.text, width, line.size, is_bold=line.is_bold)
        return [Line(part, line.size, line.colour, line.is_bold) for part in parts]

    def _names(self, before: str, names: Sequence[str], width: float) -> list[Line]:
        """Several names in as many lines as they take, none of them torn apart where it fits into a line."""
        lines = [before.rstrip()]
        for n, name in enumerate(names):
            written = name if n + 1 == len(names) else f"{name},"
            longer = f"{lines[-1]} {written}"
            if self._canvas.width_of(longer, SMALL) <= width:
                lines[-1] = longer
            else:
                lines.append(written)
        return [part for line in lines for part in self._broken(Line(line, SMALL), width)]

    def _word(self, key: str, **values: str) -> str:
        """Words of the picture; `{name}` and the like stand for values."""
        return self._renderer.word(self._language, f"roster_picture.{key}").format(**values)


def _height(lines: tuple[Line, ...]) -> float:
    return sum(line.size * LEADING for line in lines)
