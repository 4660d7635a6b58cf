"""What the finders of references share: what was read where, and where a value may stand after its keyword."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from bot.rules.marked_text import MarkedText
from bot.rules.references import Reference

FREE = r"(?<![^\W_])"
"""Regular expression: no letter or digit before."""
DONE = r"(?![^\W_])"
"""Regular expression: no letter or digit after."""

FILLER = frozenset({"reference.filler"})
_GLUE = re.compile(r"[\s:#.()/°º*\-–\[\]]{0,6}")
_PROCEDURE = re.compile(FREE + r"[A-H][0-9]{2}" + DONE)
_MOST_FILLERS = 6


@dataclass(slots=True)
class Found:
    """What has been read so far, with its (start, end) in the text; `masked` is what must not be read."""

    references: list[tuple[int, int, Reference]] = field(default_factory=list)
    masked: list[tuple[int, int]] = field(default_factory=list)
    _used: set[int] = field(default_factory=set)

    def add(self, start: int, end: int, reference: Reference | None) -> bool:
        """Keep a reference unless one of its characters was read before; tell whether it was kept."""
        if reference is None or not self.is_free(start, end):
            return False
        self.references.append((start, end, reference))
        self._used.update(range(start, end))
        return True

    def mask(self, start: int, end: int) -> None:
        """Keep others from reading these characters."""
        self.masked.append((start, end))
        self._used.update(range(start, end))

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether none of these characters was read or masked."""
        return self._used.isdisjoint(range(start, end))


def after_keywords(
    marked: MarkedText, keywords: Container[str], fillers: Container[str] = FILLER
) -> Iterator[int]:
    """Yield the positions in the text at which a value may begin: after a keyword and the small words behind it."""
    for hits in marked.starting.values():
        hit = next((hit for hit in hits if hit.group in keywords), None)
        if hit is not None:
            yield from _after(marked, hit.last, fillers)


def _after(marked: MarkedText, token: int, fillers: Container[str]) -> Iterator[int]:
    for _ in range(_MOST_FILLERS):
        if token >= len(marked.tokens) or not _GLUE.fullmatch(marked.between(token)):
            return
        start = marked.tokens[token].start
        yield start
        filler = marked.hit_at(token, fillers)
        if filler is not None:
            token = filler.last
        elif _PROCEDURE.match(marked.text, start):
            # "TK A11 1045…": the procedure stands between the word and its number.
            token += 2
        else:
            return
