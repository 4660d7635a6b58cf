"""Read when an incident occurred: the hour that the report says something happened at, with the day around it.

The hour is chosen by what stands before it ("thời gian:", then "lúc", then nothing, then "đến"); hours that are planned,
that are lengths of time or that belong to the proposal are none. What can be read in two ways is returned as options.
"""

import re
from bisect import bisect
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rules.clock_text import Ago, Clock, find_ago, find_clocks
from bot.rules.day_text import Day, DayMark, find_days
from bot.rules.fold import fold
from bot.rules.moment import moments

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.vocabulary import ReportVocabulary

_LABEL, _BEFORE = frozenset({"time.label"}), frozenset({"time.before"})
_UNTIL, _EVENT = frozenset({"time.until"}), frozenset({"time.event"})
_PLANNED, _PLANNED_AFTER = frozenset({"time.planned"}), frozenset({"time.planned_after"})
_LASTS, _LASTS_AFTER = frozenset({"time.duration_before"}), frozenset({"time.duration_after"})
_LINKS = frozenset({"time.link", "time.before", "time.day"})
_HEADS = frozenset({"place.heads"})
_NEAR = re.compile(r"[ \t,()\-–/]{0,4}")
_NEAR_LABEL = re.compile(r"[\s:,()\-–]{0,4}")
_RANGE = re.compile(r" ?[\-–→~] ?")
_MOST_MARKS = 6
_NO_DAY = frozenset({"same", "tomorrow"})
_RANK_LABEL, _RANK_SAID, _RANK_PLAIN, _RANK_UNTIL = range(4)


@dataclass(frozen=True, slots=True)
class WhenReading:
    """When it occurred: at most one of `occurred_at` and `options` is set.

    `has_day_only` is true where a day was named and no hour.
    """

    occurred_at: datetime | None = None
    options: tuple[datetime, ...] = ()
    has_day_only: bool = False


@dataclass(frozen=True, slots=True)
class _Meaning:
    part: str
    day: Day | None


def read_when(
    marked: "MarkedText",
    *,
    now: datetime,
    time_zone: ZoneInfo,
    vocabulary: "ReportVocabulary",
    papers_end_at: Container[int] = (),
) -> WhenReading:
    """Read when it occurred, in aware UTC. Hours in tokens already taken (references, the proposal) are not read."""
    days = tuple(day for day in find_days(marked) if not _is_of_a_paper(marked, day, papers_end_at))
    reader = _Reader(marked, days, now.astimezone(time_zone), vocabulary)
    candidates: list[tuple[int, int, Clock | Ago]] = [
        (_RANK_SAID, ago.first, ago) for ago in find_ago(marked)
    ]
    for clock in find_clocks(marked):
        rank = reader.rank(clock)
        if rank is not None:
            candidates.append((rank, clock.first, clock))
    for _, _, candidate in sorted(candidates, key=lambda one: one[:2]):
        found = reader.read(candidate) if isinstance(candidate, Clock) else (reader.before_now(candidate),)
        if found:
            return _reading(found)
    return WhenReading(has_day_only=any(reader.is_telling_day(day) for day in days))


def _reading(found: Iterable[datetime]) -> WhenReading:
    in_utc = tuple(sorted({moment.astimezone(UTC) for moment in found}))
    return WhenReading(occurred_at=in_utc[0]) if len(in_utc) == 1 else WhenReading(options=in_utc)


class _Reader:
    """Reads the hours of one text."""

    def __init__(
        self,
        marked: "MarkedText",
        days: tuple[DayMark, ...],
        now: datetime,
        vocabulary: "ReportVocabulary",
    ) -> None:
        self._marked = marked
        self._now = now
        self._days = days
        self._by_first = {day.first: day for day in days}
        self._by_last = {day.last: day for day in days}
        self._ask_when_bare = frozenset(fold(word) for word in vocabulary.groups["time.ask_when_bare"])
        self._sentence_starts = _first_tokens(marked)
        self._first_tokens = sorted(self._sentence_starts)
        self._firm_days = [day for day in days if day.is_firm and day.day and day.day.relative not in _NO_DAY]
        self._firm_starts = [day.first for day in self._firm_days]

    def before_now(self, ago: Ago) -> datetime:
        return (self._now - ago.ago).replace(second=0, microsecond=0)

    def is_telling_day(self, day: DayMark) -> bool:
        """Tell a day worth asking the hour of from the "hôm nay" of small talk."""
        return day.is_firm and day.day is not None and (day.part != "" or not day.day.relative)

    def rank(self, clock: Clock) -> int | None:
        """Return how sure it is that something happened at this hour, 0 the surest; None: it did not."""
        marked = self._marked
        near = [*self._right(clock), *self._left(clock)]
        if any(day.day is not None and day.day.relative == "tomorrow" for day in near):
            return None
        start = self._start_of_said(clock)
        if marked.hit_before(start, _PLANNED) or marked.hit_at(self._end_of_said(clock), _PLANNED_AFTER):
            return None
        if not clock.has_minutes and not near and self._is_length(clock, start):
            return None
        if self._is_labelled(start):
            return _RANK_LABEL
        if marked.hit_before(start, _UNTIL) or (
            clock.first > 0 and _RANGE.fullmatch(marked.between(clock.first)) and not self._left(clock)
        ):
            return _RANK_UNTIL
        if start != clock.first and self._is_said(start, clock.first):
            return _RANK_SAID
        is_plain = clock.has_minutes or near or start in self._sentence_starts
        is_plain = is_plain or "," in marked.between(start) or marked.hit_before(start, _EVENT) is not None
        return _RANK_PLAIN if is_plain else None

    def read(self, clock: Clock) -> tuple[datetime, ...]:
        """Return every moment this hour may mean, in the desk's time zone."""
        meanings = self._meanings(clock)
        found: dict[datetime, None] = {}
        for meaning in meanings:
            day = self._earlier_day(clock) if meaning.day == Day("same") else meaning.day
            found.update(dict.fromkeys(moments(self._now, day, meaning.part, clock.hour, clock.minute)))
        past = [moment for moment in found if moment <= self._now]
        return tuple(past or found)

    def _meanings(self, clock: Clock) -> list[_Meaning]:
        right, left = self._right(clock), self._left(clock)
        marks = [*right, *left]
        after_midnight = self._night_to_dawn(marks, clock)
        if after_midnight is not None:
            return [after_midnight]
        meanings = [_Meaning("", None)]
        for mark in marks:
            meanings = list(dict.fromkeys(joined for one in meanings for joined in self._join(one, mark)))
        if all(meaning.day is None for meaning in meanings):
            meanings = [joined for one in meanings for joined in self._join_far(one, clock)]
        return meanings

    def _join(self, meaning: _Meaning, mark: DayMark) -> Iterator[_Meaning]:
        yield _Meaning(meaning.part or mark.part, meaning.day or mark.day)
        is_asked = mark.bare and mark.phrase in self._ask_when_bare
        if is_asked:
            yield meaning
        is_two_words = bool(mark.part) and mark.day is not None
        passes = mark.phrase in self._ask_when_bare and self._marked.hit_at(mark.last, _HEADS) is not None
        if is_two_words and (is_asked or passes):
            # "tối qua cổng": in the evening, through the gate.
            yield _Meaning(meaning.part or mark.part, meaning.day)

    def _join_far(self, meaning: _Meaning, clock: Clock) -> Iterator[_Meaning]:
        """A day that does not stand beside the hour: sure at the start of a sentence, asked about elsewhere."""
        mark = self._far_day(clock)
        if mark is None:
            yield meaning
            return
        yield _Meaning(meaning.part or mark.part, mark.day)
        is_bare = mark.bare and mark.phrase in self._ask_when_bare
        if is_bare or not self._begins_a_sentence(mark):
            yield meaning

    def _far_day(self, clock: Clock) -> DayMark | None:
        """Return the last day named before the hour, else the next one in its sentence or on a line of its own."""
        behind = bisect(self._firm_starts, clock.first)
        if behind > 0:
            return self._firm_days[behind - 1]
        following = self._firm_days[behind] if behind < len(self._firm_days) else None
        if following is None:
            return None
        is_near = self._sentence_of(following.first) == self._sentence_of(clock.first)
        return following if is_near or self._begins_a_sentence(following) else None

    def _night_to_dawn(self, marks: list[DayMark], clock: Clock) -> _Meaning | None:
        """ "Đêm 22 rạng sáng 23/11": the day depends on which side of midnight the hour is."""
        parts = {mark.part for mark in marks}
        dates = [mark.day for mark in marks if mark.day is not None and mark.day.month is not None]
        if not {"night", "dawn"} <= parts or not dates:
            return None
        if clock.hour < 12:  # noqa: PLR2004 - noon lies between the two halves of a night
            return _Meaning("", dates[-1] if marks[0].part == "dawn" else dates[0])
        return _Meaning("", _day_before(dates[0], self._now))

    def _earlier_day(self, clock: Clock) -> Day | None:
        behind = bisect(self._firm_starts, clock.first)
        return self._firm_days[behind - 1].day if behind else None

    def _right(self, clock: Clock) -> list[DayMark]:
        marks: list[DayMark] = []
        position = clock.last
        while len(marks) < _MOST_MARKS:
            position = self._skip_links(position)
            mark = self._by_first.get(position)
            if mark is None or not _NEAR.fullmatch(self._marked.between(position)):
                break
            marks.append(mark)
            position = mark.last
        return marks

    def _left(self, clock: Clock) -> list[DayMark]:
        marks: list[DayMark] = []
        position = clock.first
        while len(marks) < _MOST_MARKS:
            position = self._skip_links_back(position)
            mark = self._by_last.get(position)
            if mark is None or not _NEAR.fullmatch(self._marked.between(position)):
                break
            marks.append(mark)
            position = mark.first
        return marks

    def _skip_links(self, position: int) -> int:
        for _ in range(_MOST_MARKS):
            hit = self._marked.hit_at(position, _LINKS)
            if (
                hit is None
                or position in self._by_first
                or not _NEAR.fullmatch(self._marked.between(position))
            ):
                break
            position = hit.last
        return position

    def _skip_links_back(self, position: int) -> int:
        for _ in range(_MOST_MARKS):
            hit = self._marked.hit_before(position, _LINKS)
            if (
                hit is None
                or position in self._by_last
                or not _NEAR.fullmatch(self._marked.between(position))
            ):
                break
            position = hit.first
        return position

    def _start_of_said(self, clock: Clock) -> int:
        """Return where the hour begins with the days and small words before it."""
        position = clock.first
        for _ in range(_MOST_MARKS):
            back = self._skip_links_back(position)
            mark = self._by_last.get(back)
            following = mark.first if mark and _NEAR.fullmatch(self._marked.between(back)) else back
            if following == position:
                break
            position = following
        return position

    def _end_of_said(self, clock: Clock) -> int:
        right = self._right(clock)
        return right[-1].last if right else clock.last

    def _is_said(self, start: int, end: int) -> bool:
        return any(self._marked.hit_at(position, _BEFORE) for position in range(start, end))

    def _is_labelled(self, start: int) -> bool:
        label = self._marked.hit_before(start, _LABEL) or self._marked.hit_at(start, _LABEL)
        return label is not None and bool(_NEAR_LABEL.fullmatch(self._marked.between(start)))

    def _is_length(self, clock: Clock, start: int) -> bool:
        if self._marked.hit_before(start, _LASTS) or self._marked.hit_before(clock.first, _LASTS):
            return True
        behind = self._marked.hit_at(clock.last, _LASTS_AFTER)
        return behind is not None and not self._marked.hit_at(behind.last, _HEADS)

    def _begins_a_sentence(self, mark: DayMark) -> bool:
        position = mark.first
        for _ in range(_MOST_MARKS):
            hit = self._marked.hit_before(position, _LINKS | _LABEL)
            if hit is None or position in self._sentence_starts:
                break
            position = hit.first
        return position in self._sentence_starts

    def _sentence_of(self, token: int) -> int:
        return bisect(self._first_tokens, token)


def _first_tokens(marked: "MarkedText") -> frozenset[int]:
    starts: set[int] = set()
    position = 0
    for start, _ in marked.sentences:
        while position < len(marked.tokens) and marked.tokens[position].start < start:
            position += 1
        starts.add(position)
    return frozenset(starts)


def _day_before(day: Day, now: datetime) -> Day:
    for moment in moments(now, day, "", 0, 0):
        earlier = moment.date() - timedelta(days=1)
        return Day("", earlier.day, earlier.month, earlier.year)
    return day


def _is_of_a_paper(marked: "MarkedText", day: DayMark, papers_end_at: Container[int]) -> bool:
    """Tell the date of a declaration ("TK 1045… ngày 20/11") from a day on which something happened."""
    if day.day is None or not day.day.day:
        return False
    position = day.first
    for _ in range(_MOST_MARKS):
        hit = marked.hit_before(position, _LINKS | {"place.not_after"})
        if hit is None:
            break
        position = hit.first
    return position > 0 and marked.tokens[position - 1].end in papers_end_at
