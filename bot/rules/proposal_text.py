"""Read the proposal (đề xuất xử lý) of a report, in its author's words: it may become the directive as it stands."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.rules.phrases import Hit

_WORDS, _HEADING = frozenset({"proposal.words"}), frozenset({"proposal.heading", "proposal.words"})
_OTHERS, _ACTS = frozenset({"proposal.others"}), frozenset({"place.stop", "proposal.acts"})
_EMPTY = frozenset({"proposal.words", "proposal.heading", "proposal.asks"})
_OUTER = " \t\n,;:.-–+*•>()[]"
_HEADING_GAP = re.compile(r"[ ,/&\-–và]{0,5}")
_COLON = re.compile(r"\s{0,3}[:：]")
_BULLET = re.compile(r"\s{0,4}(?:[-+*•–]|[0-9]{1,2}[.)/]|[a-z][.)])\s?(?=\S)")
_OTHER_HEADING = re.compile(r"\s{0,4}(?:[-+*•–]\s?|[0-9]{1,2}[.)/]\s?)?[^\W\d_][^\n:.]{1,30}:")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MOST_HEADING_WORDS = 4
_MOST_WORDS_OF_A_NAME = 9


@dataclass(frozen=True, slots=True)
class ProposalReading:
    """The proposal, None where there is none, and the (start, end) spans it was read from."""

    proposal: str | None
    spans: tuple[tuple[int, int], ...]


def read_proposal(marked: "MarkedText") -> ProposalReading:
    """Return the sentences from "đề nghị", "đề xuất" … on, and what stands under a heading of that name.

    What only asks for the leader's opinion ("xin ý kiến chỉ đạo") proposes nothing that could be approved.
    """
    spans: list[tuple[int, int]] = []
    sentences = iter(marked.sentences)
    sentence = next(sentences, None)
    for first in sorted(marked.starting):
        hit = marked.hit_at(first, _WORDS)
        if hit is None:
            continue
        start = marked.tokens[first].start
        while sentence is not None and sentence[1] <= start:
            sentence = next(sentences, None)
        is_read = bool(spans) and start < spans[-1][1]
        if sentence is None or is_read or _is_of_others(marked, hit, sentence[0]):
            continue
        spans.append(_under_heading(marked, hit, sentence) or (start, sentence[1]))
    parts = [_tidy(marked.text[start:end]) for start, end in spans if not _only_asks(marked, start, end)]
    return ProposalReading(" ".join(part for part in parts if part) or None, tuple(spans))


def _under_heading(marked: "MarkedText", hit: "Hit", sentence: tuple[int, int]) -> tuple[int, int] | None:
    """Return what "Đề xuất:" or "Kiến nghị, đề xuất xử lý:" is the heading of; None where it is none."""
    last = hit.last
    for _ in range(_MOST_HEADING_WORDS):
        following = marked.hit_at(last, _HEADING)
        if following is None or not _HEADING_GAP.fullmatch(marked.between(last)):
            break
        last = following.last
    colon = _COLON.match(marked.text, marked.tokens[last - 1].end)
    if colon is None:
        return None
    line_end = _line_end(marked.text, colon.end())
    end = max(sentence[1], line_end) if marked.text[colon.end() : line_end].strip() else line_end
    is_empty = not marked.text[colon.end() : end].strip()
    while end < len(marked.text):
        if _BLANK_LINE.match(marked.text, end):
            break
        next_end = _line_end(marked.text, end + 1)
        is_bullet = _BULLET.match(marked.text, end + 1) is not None
        if not (is_bullet or is_empty) or (not is_bullet and _OTHER_HEADING.match(marked.text, end + 1)):
            break
        end, is_empty = next_end, False
    return colon.end(), end


def _is_of_others(marked: "MarkedText", hit: "Hit", sentence_start: int) -> bool:
    """Tell "công ty ABC đề nghị …": between the one who asks and the word stand no act and no comma."""
    for position in range(hit.first, max(0, hit.first - _MOST_WORDS_OF_A_NAME), -1):
        if marked.tokens[position - 1].start < sentence_start:
            return False
        if "," in marked.between(position) or ";" in marked.between(position):
            return False
        if marked.hit_before(position, _OTHERS) is not None:
            return True
        if marked.hit_before(position, _ACTS) is not None:
            return False
    return False


def _only_asks(marked: "MarkedText", start: int, end: int) -> bool:
    """Tell "xin ý kiến chỉ đạo của lãnh đạo": words of asking, and none that says what is to be done."""
    position = marked.token_at(start)
    while position < len(marked.tokens) and marked.tokens[position].start < end:
        hit = marked.hit_at(position, _EMPTY)
        if hit is None:
            return False
        position = hit.last
    return True


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _tidy(part: str) -> str:
    lines = (" ".join(line.split()) for line in part.split("\n"))
    return "\n".join(line for line in lines if line).strip(_OUTER)
