"""What stands beside an hour: the days and parts of the day joined to it, and where its sentence begins."""

import re
from bisect import bisect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.clock_text import Clock
    from bot.rules.day_text import DayMark
    from bot.rules.marked_text import MarkedText

LINKS = frozenset({"time.link", "time.before", "time.day"})
LABEL = frozenset({"time.label"})
_NEAR = re.compile(r"[ \t,()\-–/]{0,4}")
_MOST_STEPS = 6


class Neighbours:
    """The neighbourhood of the hours of one text."""

    def __init__(self, marked: "MarkedText", days: "tuple[DayMark, ...]") -> None:
        self._marked = marked
        self._by_first = {day.first: day for day in days}
        self._by_last = {day.last: day for day in days}
        self._starts = _first_tokens(marked)

    def right(self, clock: "Clock") -> "list[DayMark]":
        """Return the days joined behind the hour: "22h tối qua", "14h30, ngày 5/11"."""
        marks: list[DayMark] = []
        position = clock.last
        while len(marks) < _MOST_STEPS:
            position = self._skip_links(position)
            mark = self._by_first.get(position)
            if mark is None or not self._is_near(position):
                break
            marks.append(mark)
            position = mark.last
        return marks

    def left(self, clock: "Clock") -> "list[DayMark]":
        """Return the days joined before the hour: "ngày 5/11 lúc 14h30"."""
        marks: list[DayMark] = []
        position = clock.first
        while len(marks) < _MOST_STEPS:
            position = self._skip_links_back(position)
            mark = self._by_last.get(position)
            if mark is None or not self._is_near(position):
                break
            marks.append(mark)
            position = mark.first
        return marks

    def start(self, clock: "Clock") -> int:
        """Return the token with which the hour begins, its days and small words before it included."""
        left = self.left(clock)
        return self._skip_links_back(left[-1].first if left else clock.first)

    def end(self, clock: "Clock") -> int:
        """Return the token after the hour, its days behind it included."""
        right = self.right(clock)
        return right[-1].last if right else clock.last

    def sentence(self, token: int) -> int:
        """Return the number of the sentence of a token."""
        return bisect(self._starts, token)

    def sentence_bounds(self, token: int) -> tuple[int, int]:
        """Return the first token of a token's sentence and of the next one."""
        number = self.sentence(token)
        first = self._starts[number - 1] if number else 0
        return first, self._starts[number] if number < len(self._starts) else len(self._marked.tokens)

    def begins_a_sentence(self, token: int) -> bool:
        """Tell whether only small words and a label ("Ngày:") stand between a sentence's start and this token."""
        for _ in range(_MOST_STEPS):
            first, _next = self.sentence_bounds(token)
            if token == first:
                return True
            hit = self._marked.hit_before(token, LINKS | LABEL)
            if hit is None:
                return False
            token = hit.first
        return False

    def _skip_links(self, position: int) -> int:
        for _ in range(_MOST_STEPS):
            hit = self._marked.hit_at(position, LINKS)
            if hit is None or position in self._by_first or not self._is_near(position):
                break
            position = hit.last
        return position

    def _skip_links_back(self, position: int) -> int:
        for _ in range(_MOST_STEPS):
            hit = self._marked.hit_before(position, LINKS)
            if hit is None or position in self._by_last or not self._is_near(position):
                break
            position = hit.first
        return position

    def _is_near(self, position: int) -> bool:
        return _NEAR.fullmatch(self._marked.between(position)) is not None


def _first_tokens(marked: "MarkedText") -> list[int]:
    return sorted({marked.token_at(start) for start, _ in marked.sentences})
