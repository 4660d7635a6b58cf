"""Read where an incident occurred: the author's words after "tại", "ở" or "Địa điểm:"."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText

_LABEL, _BEFORE = frozenset({"place.label"}), frozenset({"place.before"})
_HEADS, _STOP, _NOT_AFTER = (
    frozenset({"place.heads"}),
    frozenset({"place.stop"}),
    frozenset({"place.not_after"}),
)
_COUNTED, _NUMBER = frozenset({"place.counted"}), frozenset({"place.number"})
_COLON = re.compile(r"\s{0,3}[:：]\s{0,3}")
_INNER = re.compile(r"[ \t./\-–+]{0,3}")
_SIGN = re.compile(r"[ \t]{0,2}[,.][ \t]{0,2}")
_COMMA = re.compile(r"\s{0,2},\s{0,2}")
_OUTER = " \t\n,;:.-–/()"
_MOST_WORDS = 14
_FEWEST_LETTERS = 2


def read_place(marked: "MarkedText") -> str | None:
    """Return the first place that a label, else a preposition, else a comma behind the time names.

    Tokens already taken (references, the time, the proposal) end it.
    """
    for reader in (_labelled, _after_preposition, _behind_the_time):
        for position in range(len(marked.tokens)):
            place = reader(marked, position)
            if place is not None:
                return place
    return None


def _labelled(marked: "MarkedText", position: int) -> str | None:
    label = marked.hit_at(position, _LABEL)
    if label is None or position in marked.taken:
        return None
    colon = _COLON.match(marked.text, marked.tokens[label.last - 1].end)
    if colon is None or label.last >= len(marked.tokens) or marked.tokens[label.last].start < colon.end():
        return None
    before = marked.hit_at(label.last, _BEFORE)
    return _phrase(marked, before.last if before else label.last, is_line=True)


def _after_preposition(marked: "MarkedText", position: int) -> str | None:
    before = marked.hit_at(position, _BEFORE)
    if before is None or position in marked.taken or before.last >= len(marked.tokens):
        return None
    if marked.hit_before(position, _NOT_AFTER) is not None or not marked.between(before.last).isspace():
        return None
    first = before.last
    begins_with_head = marked.hit_at(first, _HEADS) is not None
    is_name = not before.bare and _is_name(marked, first)
    if first in marked.taken or not (begins_with_head or is_name):
        return None
    return _phrase(marked, first, is_line=False)


def _behind_the_time(marked: "MarkedText", position: int) -> str | None:
    """Return the bến phà Gót of "6h ngày 23/11, bến phà Gót, xe khách …": between signs, and beginning like a place."""
    is_behind = position - 1 in marked.taken and _SIGN.fullmatch(marked.between(position)) is not None
    if not is_behind or marked.hit_at(position, _HEADS) is None:
        return None
    last, is_cut = _end_of_phrase(marked, position, is_line=False)
    return None if is_cut or last >= len(marked.tokens) else _phrase(marked, position, is_line=False)


def _phrase(marked: "MarkedText", first: int, *, is_line: bool) -> str | None:
    last, is_cut = _end_of_phrase(marked, first, is_line=is_line)
    if is_cut and _is_quantity(marked, first, last):
        last -= 1
    if last == first or last - first > _MOST_WORDS:
        return None
    head = marked.hit_at(first, _HEADS)
    is_only_head = head is not None and head.last == last
    if is_only_head and not is_line and (is_cut or last - first == 1):
        return None
    place = " ".join(marked.text[marked.tokens[first].start : marked.tokens[last - 1].end].split())
    return place.strip(_OUTER) if len(place) >= _FEWEST_LETTERS else None


def _end_of_phrase(marked: "MarkedText", first: int, *, is_line: bool) -> tuple[int, bool]:
    """Return the token after the place, and whether a word that is no place ended it."""
    last = first
    while last < len(marked.tokens) and last - first <= _MOST_WORDS:
        if last > first and not _goes_on(marked, last, is_line=is_line):
            return last, False
        if last in marked.taken:
            return last, True
        head = marked.hit_at(last, _HEADS)
        if not is_line and _is_stop(marked, last, head.last if head else 0):
            return last, True
        is_head_free = head is not None and marked.taken.isdisjoint(range(last, head.last))
        last = head.last if head is not None and is_head_free else last + 1
    return last, False


def _is_quantity(marked: "MarkedText", first: int, last: int) -> bool:
    """Tell the 3 of "bãi C cảng VICT 3 cont" from that of "cổng 3 xe …" and "bến số 3"."""
    token = marked.tokens[last - 1]
    if not token.word.isdigit() or token.gap != " " or marked.hit_at(last, _COUNTED) is None:
        return False
    head = marked.hit_before(last - 1, _HEADS)
    return last - 1 > first and head is None and marked.hit_before(last - 1, _NUMBER) is None


def _goes_on(marked: "MarkedText", position: int, *, is_line: bool) -> bool:
    """Tell whether the place may go on with this token, seen from what stands before it."""
    gap = marked.between(position)
    if "\n" in gap:
        return False
    if _COMMA.fullmatch(gap):
        return is_line or marked.hit_at(position, _HEADS) is not None
    if "." in gap and gap.endswith(" "):
        return marked.tokens[position - 1].end in marked.abbreviation_ends
    return bool(_INNER.fullmatch(gap)) and " - " not in gap and " – " not in gap


def _is_stop(marked: "MarkedText", position: int, head_ends_at: int = 0) -> bool:
    """Tell a word that ends the place from a name spelled like one ("cảng Công Thành") and from a longer head."""
    token = marked.tokens[position]
    is_title = marked.text[token.start : token.end].istitle() and token.end - token.start > 1
    stop = marked.hit_at(position, _STOP)
    return not is_title and stop is not None and stop.last > head_ends_at


def _is_name(marked: "MarkedText", position: int) -> bool:
    word = marked.text[marked.tokens[position].start : marked.tokens[position].end]
    return word[:1].isupper() and marked.hit_at(position, _STOP) is None
