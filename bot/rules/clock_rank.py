"""Which of a report's hours is when it occurred.

First the hour behind a label ("thời gian:"), then one whose clause says that something was found or happened, then any;
among equals one after "lúc" before one that only stands there, and the first of them.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.clock_neighbours import Neighbours
    from bot.rules.clock_text import Clock
    from bot.rules.marked_text import MarkedText

_LABEL, _BEFORE = frozenset({"time.label"}), frozenset({"time.before"})
_UNTIL, _EVENT = frozenset({"time.until"}), frozenset({"time.event"})
_PLANNED, _PLANNED_AFTER = frozenset({"time.planned"}), frozenset({"time.planned_after"})
_LASTS, _LASTS_AFTER = frozenset({"time.duration_before"}), frozenset({"time.duration_after"})
_HEADS = frozenset({"place.heads"})
_NEAR_LABEL = re.compile(r"[\s:,()\-–]{0,4}")
_RANGE = re.compile(r" ?[\-–→~] ?")


class Tier(IntEnum):
    """How the report names the hour."""

    LABELLED = 0
    OF_AN_EVENT = 1
    ANY = 2


class Said(IntEnum):
    """What stands before the hour."""

    WITH_A_WORD = 0
    PLAINLY = 1
    UNTIL = 2


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """How sure it is that the incident occurred at an hour; the least is the surest."""

    tier: Tier
    said: Said


class Ranking:
    """Ranks the hours of one text."""

    def __init__(self, marked: "MarkedText", neighbours: "Neighbours", clocks: "tuple[Clock, ...]") -> None:
        self._marked = marked
        self._neighbours = neighbours
        self._clocks = clocks
        self._events = sorted(
            first for first, hits in marked.starting.items() if any(hit.group in _EVENT for hit in hits)
        )

    def rank(self, number: int) -> Rank | None:
        """Return the rank of the clock of this number; None: nothing occurred then."""
        clock = self._clocks[number]
        start = self._neighbours.start(clock)
        if self._is_range_end(number) or self._is_planned(clock, start) or self._is_length(clock, start):
            return None
        if self._is_labelled(start):
            return Rank(Tier.LABELLED, Said.WITH_A_WORD)
        tier = Tier.OF_AN_EVENT if self._has_event(number) else Tier.ANY
        if self._marked.hit_before(start, _UNTIL) is not None:
            return Rank(tier, Said.UNTIL)
        if any(self._marked.hit_at(position, _BEFORE) for position in range(start, clock.first)):
            return Rank(tier, Said.WITH_A_WORD)
        return Rank(tier, Said.PLAINLY) if self._may_stand_alone(clock, start) else None

    def _is_planned(self, clock: "Clock", start: int) -> bool:
        near = [*self._neighbours.right(clock), *self._neighbours.left(clock)]
        if any(mark.day is not None and mark.day.relative == "tomorrow" for mark in near):
            return True
        behind = self._marked.hit_at(self._neighbours.end(clock), _PLANNED_AFTER)
        return behind is not None or self._marked.hit_before(start, _PLANNED) is not None

    def _is_length(self, clock: "Clock", start: int) -> bool:
        """Tell "chờ hơn 2h" and "2h qua" from an hour; minutes or a part of the day make it an hour."""
        if clock.has_minutes or self._neighbours.right(clock) or self._neighbours.left(clock):
            return False
        if self._marked.hit_before(start, _LASTS) or self._marked.hit_before(clock.first, _LASTS):
            return True
        behind = self._marked.hit_at(clock.last, _LASTS_AFTER)
        return behind is not None and not self._marked.hit_at(behind.last, _HEADS)

    def _is_labelled(self, start: int) -> bool:
        label = self._marked.hit_before(start, _LABEL) or self._marked.hit_at(start, _LABEL)
        return label is not None and _NEAR_LABEL.fullmatch(self._marked.between(start)) is not None

    def _may_stand_alone(self, clock: "Clock", start: int) -> bool:
        if clock.has_minutes or self._neighbours.right(clock) or self._neighbours.left(clock):
            return True
        if self._neighbours.begins_a_sentence(start) or "," in self._marked.between(start):
            return True
        return self._marked.hit_before(start, _EVENT) is not None

    def _is_range_end(self, number: int) -> bool:
        """Tell the 23h30 of "từ 22h đến 23h30" and of "22h-23h30"."""
        if number <= 0 or number >= len(self._clocks):
            return False
        earlier, clock = self._clocks[number - 1], self._clocks[number]
        if clock.first == earlier.last:
            return _RANGE.fullmatch(self._marked.between(clock.first)) is not None
        until = self._marked.hit_before(self._neighbours.start(clock), _UNTIL)
        if until is None or until.first != self._neighbours.end(earlier):
            return False
        return self._marked.between(until.first).isspace()

    def _has_event(self, number: int) -> bool:
        """Tell whether the clause of the hour, up to the next hour, says that something was found or happened."""
        clock = self._clocks[number]
        first, last = self._neighbours.sentence_bounds(clock.first)
        following = number + 2 if self._is_range_end(number + 1) else number + 1
        if following < len(self._clocks):
            last = min(last, self._neighbours.start(self._clocks[following]))
        if number > 0:
            first = max(first, self._neighbours.end(self._clocks[number - 1]))
        found = bisect_left(self._events, first)
        return found < len(self._events) and self._events[found] < last
