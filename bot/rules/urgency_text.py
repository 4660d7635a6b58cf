"""Suggest an urgency from the words of a report. A suggestion only: the author presses a button."""

import re
from typing import TYPE_CHECKING

from bot.rules.urgency import Urgency

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.rules.phrases import Hit

_DEGREES = {
    "urgency.khan": Urgency.KHAN,
    "urgency.khan_bare": Urgency.KHAN,
    "urgency.thuongkhan": Urgency.THUONGKHAN,
    "urgency.hoatoc": Urgency.HOATOC,
}
_LABELLED = {**_DEGREES, "urgency.thuong": Urgency.THUONG}
_BARE = "urgency.khan_bare"
_LABEL = frozenset({"urgency.label"})
_COLON = re.compile(r"\s{0,3}[:：]")


def suggest_urgency(marked: "MarkedText") -> Urgency | None:
    """Return the urgency after its label ("mức độ khẩn: …"), else the highest that the words name, else None."""
    found: list[Urgency] = []
    for position, hits in marked.starting.items():
        label = marked.hit_at(position, _LABEL)
        value = marked.hit_at(label.last, _LABELLED) if label else None
        if label is not None and value is not None and _COLON.match(marked.text, _end(marked, label)):
            return _LABELLED[value.group]
        found.extend(_DEGREES[hit.group] for hit in hits if hit.group in _DEGREES and _is_meant(marked, hit))
    return max(found, key=tuple(Urgency).index, default=None)


def _is_meant(marked: "MarkedText", hit: "Hit") -> bool:
    """Tell whether "khan" without its accents is khẩn: at the start, before a colon, or alone in capitals."""
    if hit.group != _BARE or hit.first == 0 or _COLON.match(marked.text, _end(marked, hit)):
        return True
    token = marked.tokens[hit.first]
    return marked.text[token.start : token.end].isupper() and not marked.text.isupper()


def _end(marked: "MarkedText", hit: "Hit") -> int:
    return marked.tokens[hit.last - 1].end
