"""Find days and parts of the day in a report: "tối qua", "ngày 5/11", "ngày 22 tháng 11", "thứ hai"."""

import re
from dataclasses import dataclass

from bot.rules.marked_text import MarkedText

_ITEMS = "time.items."
_DATE_SIGNS = frozenset({"/", ".", "-"})
_DAY, _MONTH, _YEAR = frozenset({"time.day"}), frozenset({"time.month"}), frozenset({"time.year"})
_SAME_DAY = frozenset({"time.same_day"})
_GAP = re.compile(r"[\s:,]{0,3}")
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was named: `relative` ("today", "weekday_1", "same") or a date of which parts may be missing."""

    relative: str = ""
    day: int = 0
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DayMark:
    """A part of the day, a day, or both, in the tokens from `first` up to, not including, `last`.

    Attributes:
        bare: typed without the accents that its words have.
        phrase: the vocabulary's phrase, folded; empty for a date.
        is_firm: it is a day even where no hour stands beside it ("ngày 5/11", but not "5/11").
    """

    first: int
    last: int
    part: str = ""
    day: Day | None = None
    bare: bool = False
    phrase: str = ""
    is_firm: bool = True


def find_days(marked: MarkedText) -> tuple[DayMark, ...]:
    """Return the marks in the order of the text; none begins inside another."""
    marks: list[DayMark] = []
    position = 0
    while position < len(marked.tokens):
        found = None if position in marked.taken else _mark_at(marked, position)
        if found is not None:
            marks.append(found)
        position = found.last if found else position + 1
    return tuple(marks)


def date_spans(marked: MarkedText) -> list[tuple[int, int]]:
    """Return the (start, end) in the text of every day that is surely one: a place ends before it."""
    return [
        (marked.tokens[mark.first].start, marked.tokens[mark.last - 1].end)
        for mark in find_days(marked)
        if mark.day is not None and mark.is_firm
    ]


def _mark_at(marked: MarkedText, position: int) -> DayMark | None:
    same = marked.hit_at(position, _SAME_DAY)
    if same is not None:
        return DayMark(position, same.last, day=Day("same"), phrase=same.phrase)
    named = _named_at(marked, position)
    return named or _numbers_at(marked, position)


def _named_at(marked: MarkedText, position: int) -> DayMark | None:
    for hit in marked.starting.get(position, ()):
        if hit.group.startswith(_ITEMS):
            part, _, relative = hit.group.removeprefix(_ITEMS).partition(".")
            day = Day(relative) if relative else None
            return DayMark(position, hit.last, part, day, bare=hit.bare, phrase=hit.phrase)
    return None


def _numbers_at(marked: MarkedText, position: int) -> DayMark | None:
    day = _number(marked, position, 2)
    if day is None:
        return None
    is_named = _is_after_day_word(marked, position)
    spelled = _spelled_month(marked, position + 1)
    if spelled is not None:
        month, last = spelled
        year = _spelled_year(marked, last)
        return DayMark(
            position, year[1] if year else last, day=Day("", day, month, year[0] if year else None)
        )
    sign = _gap(marked, position + 1)
    month_number = _number(marked, position + 1, 2) if sign in _DATE_SIGNS else None
    if month_number is None:
        is_alone = is_named and marked.tokens[position - 1].accents != "" and sign not in _DATE_SIGNS
        return DayMark(position, position + 1, day=Day("", day), is_firm=False) if is_alone else None
    last = position + 2
    year_number = _number(marked, last, 4) if _gap(marked, last) == sign else None
    if year_number is None:
        if _gap(marked, last) in _DATE_SIGNS and _number(marked, last, 14) is not None:
            return None
        return DayMark(position, last, day=Day("", day, month_number), is_firm=is_named)
    length = len(marked.tokens[last].word)
    if length not in (2, 4):
        return None
    year_number += _CENTURY if length == len("26") else 0
    is_firm = is_named or length == len("2026")
    return DayMark(position, last + 1, day=Day("", day, month_number, year_number), is_firm=is_firm)


def _is_after_day_word(marked: MarkedText, position: int) -> bool:
    if position == 0 or not _GAP.fullmatch(marked.between(position)):
        return False
    if marked.hit_before(position, _DAY) is not None:
        return True
    return any(hit.group.startswith(_ITEMS) for hit in marked.ending.get(position, ()))


def _spelled_month(marked: MarkedText, position: int) -> tuple[int, int] | None:
    word = marked.hit_at(position, _MONTH)
    month = _number(marked, word.last, 2) if word else None
    return (month, word.last + 1) if word is not None and month is not None else None


def _spelled_year(marked: MarkedText, position: int) -> tuple[int, int] | None:
    word = marked.hit_at(position, _YEAR)
    year = _number(marked, word.last, 4) if word else None
    return (year, word.last + 1) if word is not None and year is not None else None


def _number(marked: MarkedText, position: int, most_digits: int) -> int | None:
    if position >= len(marked.tokens) or position in marked.taken:
        return None
    word = marked.tokens[position].word
    return int(word) if word.isdigit() and word.isascii() and len(word) <= most_digits else None


def _gap(marked: MarkedText, position: int) -> str:
    return marked.tokens[position].gap if position < len(marked.tokens) else ""
