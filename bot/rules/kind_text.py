"""Read the kind of incident from the words that show it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.rules.phrases import Hit
    from bot.vocabulary import ReportVocabulary

OTHER = "other"
_FAMILY = "kind."
_NEGATION = frozenset({"kind.negation"})
_MOST_WORDS_AFTER_NEGATION = 3


def read_kind(
    marked: "MarkedText", vocabulary: "ReportVocabulary", proposal: tuple[tuple[int, int], ...]
) -> str:
    """Return the code of the most telling kind the words show, `other` where none does.

    Words of the proposal ("đề nghị soi chiếu …") count only where the rest of the report shows no kind.
    """
    told: set[str] = set()
    asked: set[str] = set()
    spans = iter(proposal)
    span = next(spans, None)
    for position, hits in sorted(marked.starting.items()):
        start = marked.tokens[position].start
        while span is not None and span[1] <= start:
            span = next(spans, None)
        shown = {hit.group.removeprefix(_FAMILY) for hit in hits if _shows_a_kind(marked, hit)}
        is_asked = span is not None and span[0] <= start
        (asked if is_asked else told).update(shown)
    for codes in (told, asked):
        for kind in vocabulary.kinds:
            if kind.code in codes:
                return kind.code
    return OTHER


def _shows_a_kind(marked: "MarkedText", hit: "Hit") -> bool:
    return hit.group.startswith(_FAMILY) and hit.group not in _NEGATION and not _is_denied(marked, hit)


def _is_denied(marked: "MarkedText", hit: "Hit") -> bool:
    """Tell "không phát hiện ma túy" from "phát hiện ma túy": a negation a few words before, no comma between."""
    for position in range(hit.first, max(0, hit.first - _MOST_WORDS_AFTER_NEGATION) - 1, -1):
        if position < hit.first and any(sign in marked.between(position + 1) for sign in ",.;:\n"):
            return False
        negation = marked.hit_before(position, _NEGATION)
        if negation is not None and marked.between(position).isspace():
            return True
    return False
