"""Read when an incident occurred: the hour the report says something happened at, with the day around it.

What can be read in two ways is returned as options: unaccented words, a day that stands far from its hour.
"""

from bisect import bisect
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rules.clock_neighbours import LINKS, Neighbours
from bot.rules.clock_rank import Rank, Ranking, Said, Tier
from bot.rules.clock_text import Ago, Clock, find_ago, find_clocks
from bot.rules.day_text import Day, DayMark, find_days
from bot.rules.fold import fold
from bot.rules.moment import CLOCKS_DIFFER_BY, PERHAPS_A_SLIP, moments

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.vocabulary import ReportVocabulary

_HEADS = frozenset({"place.heads"})
_PAPER_WORDS = LINKS | {"place.not_after"}
_NO_DAY = frozenset({"same", "tomorrow"})
_NOON = 12
_MOST_STEPS = 6


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
    neighbours = Neighbours(marked, days)
    local_now = now.astimezone(time_zone)
    reader = _Reader(marked, neighbours, days, local_now, vocabulary)
    for rank, candidate in _candidates(marked, neighbours):
        if isinstance(candidate, Ago):
            return _reading([(local_now - candidate.ago).replace(second=0, microsecond=0)])
        found = reader.read(candidate)
        # "8h sáng nay anh Bình vào thay em": an hour to come, and nothing says that it is past.
        is_plan = rank.said > Said.WITH_A_WORD and all(one > local_now + CLOCKS_DIFFER_BY for one in found)
        if found and not is_plan:
            return _reading(found)
    return WhenReading(has_day_only=any(_is_telling(day) for day in days))


def _candidates(marked: "MarkedText", neighbours: Neighbours) -> list[tuple[Rank, Clock | Ago]]:
    """Return the hours and lengths of time at which it may have occurred, the surest first."""
    clocks = tuple(find_clocks(marked))
    ranking = Ranking(marked, neighbours, clocks)
    ranked = ((ranking.rank(number), clock) for number, clock in enumerate(clocks))
    candidates: list[tuple[Rank, Clock | Ago]] = [(rank, clock) for rank, clock in ranked if rank is not None]
    candidates += [(Rank(Tier.OF_AN_EVENT, Said.WITH_A_WORD), ago) for ago in find_ago(marked)]
    return sorted(candidates, key=lambda one: (one[0], one[1].first))


def _reading(found: Iterable[datetime]) -> WhenReading:
    in_utc = tuple(sorted({moment.astimezone(UTC) for moment in found}))
    return WhenReading(occurred_at=in_utc[0]) if len(in_utc) == 1 else WhenReading(options=in_utc)


def _is_telling(day: DayMark) -> bool:
    """Tell a day worth asking the hour of from the "hôm nay" of small talk."""
    return day.is_firm and day.day is not None and (day.part != "" or not day.day.relative)


class _Reader:
    """Reads the hours of one text."""

    def __init__(
        self,
        marked: "MarkedText",
        neighbours: Neighbours,
        days: tuple[DayMark, ...],
        now: datetime,
        vocabulary: "ReportVocabulary",
    ) -> None:
        self._marked = marked
        self._neighbours = neighbours
        self._now = now
        self._ask_when_bare = frozenset(fold(word) for word in vocabulary.groups["time.ask_when_bare"])
        self._firm = [day for day in days if day.is_firm and day.day and day.day.relative not in _NO_DAY]
        self._firm_starts = [day.first for day in self._firm]

    def read(self, clock: Clock) -> tuple[datetime, ...]:
        """Return every moment this hour may mean, in the desk's time zone."""
        found: dict[datetime, None] = {}
        for meaning in self._meanings(clock):
            day = self._earlier_day(clock) if meaning.day == Day("same") else meaning.day
            found.update(dict.fromkeys(moments(self._now, day, meaning.part, clock.hour, clock.minute)))
        past = [moment for moment in found if moment <= self._now + PERHAPS_A_SLIP]
        return tuple(past or found)

    def _meanings(self, clock: Clock) -> list[_Meaning]:
        marks = [*self._neighbours.right(clock), *self._neighbours.left(clock)]
        across_midnight = self._across_midnight(marks, clock)
        if across_midnight is not None:
            return [across_midnight]
        meanings = [_Meaning("", None)]
        for mark in marks:
            meanings = list(dict.fromkeys(joined for one in meanings for joined in self._join(one, mark)))
        if all(meaning.day is None for meaning in meanings):
            meanings = [joined for one in meanings for joined in self._join_far(one, clock)]
        return meanings

    def _join(self, meaning: _Meaning, mark: DayMark) -> Iterator[_Meaning]:
        yield _Meaning(meaning.part or mark.part, meaning.day or mark.day)
        is_asked = self._is_asked(mark)
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
        if self._is_asked(mark) or not self._neighbours.begins_a_sentence(mark.first):
            yield meaning

    def _is_asked(self, mark: DayMark) -> bool:
        return mark.bare and mark.phrase in self._ask_when_bare

    def _far_day(self, clock: Clock) -> DayMark | None:
        """Return the last day named before the hour, else the next one in its sentence or on a line of its own."""
        behind = bisect(self._firm_starts, clock.first)
        if behind > 0:
            return self._firm[behind - 1]
        following = self._firm[behind] if behind < len(self._firm) else None
        if following is None:
            return None
        sentence = self._neighbours.sentence
        is_near = sentence(following.first) == sentence(clock.first)
        return following if is_near or self._neighbours.begins_a_sentence(following.first) else None

    def _across_midnight(self, marks: list[DayMark], clock: Clock) -> _Meaning | None:
        """Read "đêm 22 rạng sáng 23/11": the day depends on which side of midnight the hour is."""
        dates = [mark.day for mark in marks if mark.day is not None and mark.day.month is not None]
        if not {"night", "dawn"} <= {mark.part for mark in marks} or not dates:
            return None
        return _Meaning("", dates[0] if clock.hour < _NOON else _day_before(dates[0], self._now))

    def _earlier_day(self, clock: Clock) -> Day | None:
        behind = bisect(self._firm_starts, clock.first)
        return self._firm[behind - 1].day if behind else None


def _day_before(day: Day, now: datetime) -> Day:
    for moment in moments(now, day, "", 0, 0):
        earlier = moment.date() - timedelta(days=1)
        return Day("", earlier.day, earlier.month, earlier.year)
    return day


def _is_of_a_paper(marked: "MarkedText", mark: DayMark, papers_end_at: Container[int]) -> bool:
    """Tell the date of a declaration ("TK 1045… ngày 20/11") from a day on which something happened."""
    if mark.day is None or not mark.day.day:
        return False
    position = mark.first
    for _ in range(_MOST_STEPS):
        hit = marked.hit_before(position, _PAPER_WORDS)
        if hit is None:
            break
        position = hit.first
    return position > 0 and marked.tokens[position - 1].end in papers_end_at
