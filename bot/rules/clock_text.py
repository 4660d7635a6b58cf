"""Find hours in a report (14h30, 14:30, 14 giờ 30, 2 rưỡi, 3h kém 15, hai giờ) and lengths of time before now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.rules.marked_text import MarkedText

_HOUR = frozenset({"time.hour"})
_HOUR_WITH_MINUTES = frozenset({"time.hour", "time.hour_with_minutes"})
_MINUTE, _HALF, _LESS = frozenset({"time.minute"}), frozenset({"time.half"}), frozenset({"time.less"})
_HALF_DAY = frozenset({"time.items.am.", "time.items.pm."})
_BEFORE = frozenset({"time.before", "time.label"})
_NUMBERS = "time.numbers."
_LATEST_HOUR, _LATEST_MINUTE = 24, 59


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour of the day, 0 to 24, in the tokens from `first` up to, not including, `last`."""

    first: int
    last: int
    hour: int
    minute: int = 0
    has_minutes: bool = False


@dataclass(frozen=True, slots=True)
class Ago:
    """A length of time before now."""

    first: int
    last: int
    ago: timedelta


def find_clocks(marked: MarkedText) -> Iterator[Clock]:
    """Yield the hours in the order of the text; lengths of time among them are for the caller to tell apart."""
    position = 0
    while position < len(marked.tokens):
        clock = None if position in marked.taken else _clock_at(marked, position)
        if (
            clock is not None
            and _is_possible(clock)
            and not marked.taken.intersection(range(position, clock.last))
        ):
            yield clock
            position = clock.last
        else:
            position += 1


def clock_spans(marked: MarkedText) -> list[tuple[int, int]]:
    """Return the (start, end) in the text of every hour: a place ends before it."""
    return [
        (marked.tokens[clock.first].start, marked.tokens[clock.last - 1].end) for clock in find_clocks(marked)
    ]


def _clock_at(marked: MarkedText, position: int) -> Clock | None:
    if _is_part_of_a_number(marked, position):
        return None
    hour = _digits(marked, position)
    following = position + 1
    if hour is None:
        word = next(
            (hit for hit in marked.starting.get(position, ()) if hit.group.startswith(_NUMBERS)), None
        )
        return _spoken(marked, position, int(word.group.removeprefix(_NUMBERS)), word.last) if word else None
    gap = _gap(marked, following)
    minutes = _digits(marked, following, 2)
    is_said = marked.hit_before(position, _BEFORE) is not None
    if minutes is not None and (gap == ":" or (gap == "." and is_said)):
        seconds = _digits(marked, following + 1, 2) if _gap(marked, following + 1) == ":" else None
        return Clock(position, following + (1 if seconds is None else 2), hour, minutes, has_minutes=True)
    if gap not in ("", " "):
        return None
    unit = marked.hit_at(following, _HOUR_WITH_MINUTES)
    if unit is None and marked.hit_at(following, _HALF_DAY) is not None:
        return Clock(position, following, hour)
    if unit is None:
        half = marked.hit_at(following, _HALF)
        return Clock(position, half.last, hour, 30, has_minutes=True) if half else None
    clock = _with_minutes(marked, Clock(position, unit.last, hour), unit.phrase)
    return clock if clock is None or clock.has_minutes or unit.group in _HOUR else None


def _with_minutes(marked: MarkedText, clock: Clock, unit: str) -> Clock | None:
    position = clock.last
    half = marked.hit_at(position, _HALF)
    if half is not None:
        return Clock(clock.first, half.last, clock.hour, 30, has_minutes=True)
    less = marked.hit_at(position, _LESS)
    fewer = _digits(marked, less.last) if less else None
    if less is not None and fewer is not None:
        hour = (clock.hour or _LATEST_HOUR) - 1
        return Clock(clock.first, _after_unit(marked, less.last + 1), hour, 60 - fewer, has_minutes=True)
    gap = _gap(marked, position)
    minutes = _digits(marked, position)
    if minutes is None:
        # "14h305" is no hour at all; "14h 12345" is an hour and a number.
        is_glued = gap == "" and position < len(marked.tokens) and marked.tokens[position].word.isdigit()
        return None if is_glued else clock
    after_unit = _after_unit(marked, position + 1)
    has_unit = after_unit > position + 1
    two_digits = len(marked.tokens[position].word) == len("05")
    # "2h 15 xe" is two o'clock and fifteen lorries; "14 giờ 30" is half past two.
    is_minutes = gap in ("", ":") or (gap == " " and (has_unit or (two_digits and len(unit) > 1)))
    if not is_minutes or (gap == "" and not two_digits and not has_unit):
        return clock
    return Clock(clock.first, after_unit, clock.hour, minutes, has_minutes=True)


def _spoken(marked: MarkedText, first: int, hour: int, last: int) -> Clock | None:
    unit = marked.hit_at(last, _HOUR)
    if unit is None or len(unit.phrase) == 1:
        half = marked.hit_at(last, _HALF)
        return Clock(first, half.last, hour, 30, has_minutes=True) if half else None
    return _with_minutes(marked, Clock(first, unit.last, hour), unit.phrase)


def find_ago(marked: MarkedText) -> Iterator[Ago]:
    """Yield lengths of time before now: "cách đây 30 phút", "2 tiếng trước", but not "2 tiếng trước cổng"."""
    never, heads = frozenset({"time.ago_never"}), frozenset({"place.heads"})
    for position in range(len(marked.tokens)):
        measured = _length_at(marked, position)
        if measured is None:
            continue
        ago, last = measured
        behind = marked.hit_at(last, frozenset({"time.ago_after"}))
        is_behind = behind is not None and not (
            marked.hit_at(last, never) or marked.hit_at(last, heads) or marked.hit_at(last + 1, heads)
        )
        if is_behind or marked.hit_before(position, frozenset({"time.ago_before"})) is not None:
            yield Ago(position, last, ago)


def _length_at(marked: MarkedText, position: int) -> tuple[timedelta, int] | None:
    half = marked.hit_at(position, frozenset({"time.half_an_hour"}))
    if half is not None:
        return timedelta(minutes=30), half.last
    number = _digits(marked, position)
    if number is None or position in marked.taken or _is_part_of_a_number(marked, position):
        return None
    minutes = marked.hit_at(position + 1, frozenset({"time.duration_minute"}))
    if minutes is not None:
        return timedelta(minutes=number), minutes.last
    hours = marked.hit_at(position + 1, frozenset({"time.duration_hour"}))
    if hours is None or marked.hit_at(hours.last, _HALF) is not None:
        return None
    return timedelta(hours=number), hours.last


def _is_possible(clock: Clock) -> bool:
    if clock.hour == _LATEST_HOUR:
        # "24h" is a day's length; only "24h00" is midnight.
        return clock.has_minutes and clock.minute == 0
    return clock.hour < _LATEST_HOUR and 0 <= clock.minute <= _LATEST_MINUTE


def _is_part_of_a_number(marked: MarkedText, position: int) -> bool:
    """Tell "1.30" and "2:14:30" from an hour's first digits."""
    token = marked.tokens[position]
    return (
        position > 0
        and token.word.isdigit()
        and token.gap in (".", ",", ":", "/", "")
        and marked.between(position) == token.gap
        and marked.tokens[position - 1].word.isdigit()
    )


def _after_unit(marked: MarkedText, position: int) -> int:
    unit = marked.hit_at(position, _MINUTE)
    return unit.last if unit is not None and _gap(marked, position) in ("", " ") else position


def _digits(marked: MarkedText, position: int, exactly: int = 0) -> int | None:
    if position >= len(marked.tokens):
        return None
    word = marked.tokens[position].word
    is_short = len(word) == exactly if exactly else len(word) <= len("30")
    return int(word) if is_short and word.isascii() and word.isdigit() else None


def _gap(marked: MarkedText, position: int) -> str:
    return marked.tokens[position].gap if position < len(marked.tokens) else ""
