"""A report with its words, phrases and sentences marked once; every reader of a field looks at the same marks."""

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.rules.clean_text import clean
from bot.rules.fold import fold
from bot.rules.phrases import Hit, Token, phrase_book, tokens_of

if TYPE_CHECKING:
    from bot.vocabulary import ReportVocabulary

_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?=\s|$)|\n")
# An e-mail breaks its lines at about 70 characters; people do not.
_WRAPPED_AT_LEAST = 50


@dataclass(frozen=True, slots=True, eq=False)
class MarkedText:
    """The marks of one text.

    Attributes:
        text: the clean text.
        tokens: words and runs of digits.
        starting, ending: the phrases by the token they begin with, and by the token after their last.
        sentences: (start, end) in `text`, without the sign that ends them.
        abbreviation_ends: where in `text` an abbreviation ends whose full stop ends no sentence.
        taken: per token, true where it is part of something already read (a reference).
    """

    text: str
    tokens: tuple[Token, ...]
    starting: dict[int, tuple[Hit, ...]]
    ending: dict[int, tuple[Hit, ...]]
    sentences: tuple[tuple[int, int], ...]
    abbreviation_ends: frozenset[int]
    taken: frozenset[int] = frozenset()

    def hit_at(self, token: int, groups: Container[str]) -> Hit | None:
        """Return the longest phrase of `groups` that begins with this token."""
        return next((hit for hit in self.starting.get(token, ()) if hit.group in groups), None)

    def hit_before(self, token: int, groups: Container[str]) -> Hit | None:
        """Return the longest phrase of `groups` that ends just before this token."""
        found = [hit for hit in self.ending.get(token, ()) if hit.group in groups]
        return min(found, key=lambda hit: hit.first) if found else None

    def between(self, token: int) -> str:
        """Return everything between the token before and this one."""
        start = self.tokens[token - 1].end if token else 0
        end = self.tokens[token].start if token < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def token_at(self, start: int) -> int:
        """Return the token that begins at this position of the text, or the next one."""
        return bisect_left(self.tokens, start, key=lambda token: token.start)

    def taking(self, spans: list[tuple[int, int]]) -> "MarkedText":
        """Return the same text with the tokens of these (start, end) spans taken."""
        taken: set[int] = set()
        spans = sorted(spans)
        number = 0
        for start, end in spans:
            while number < len(self.tokens) and self.tokens[number].end <= start:
                number += 1
            position = number
            while position < len(self.tokens) and self.tokens[position].start < end:
                taken.add(position)
                position += 1
        return replace(self, taken=self.taken | taken)


def mark(text: str, vocabulary: "ReportVocabulary") -> MarkedText:
    """Clean `text` and mark it. Never raises; takes time in proportion to its length."""
    cleaned = clean(text)
    tokens = tokens_of(cleaned)
    hits = phrase_book(vocabulary).find(tokens)
    starting: dict[int, list[Hit]] = {}
    ending: dict[int, list[Hit]] = {}
    for hit in hits:
        starting.setdefault(hit.first, []).append(hit)
        ending.setdefault(hit.last, []).append(hit)
    abbreviations = frozenset(fold(word) for word in vocabulary.groups["place.abbreviations"])
    ends = _abbreviation_ends(cleaned, tokens, abbreviations)
    return MarkedText(
        text=cleaned,
        tokens=tokens,
        starting={first: tuple(found) for first, found in starting.items()},
        ending={last: tuple(found) for last, found in ending.items()},
        sentences=_sentences(cleaned, ends),
        abbreviation_ends=ends,
    )


def _abbreviation_ends(text: str, tokens: tuple[Token, ...], abbreviations: frozenset[str]) -> frozenset[int]:
    """Return where abbreviations end; a single letter counts in capitals only ("Q. Hải An", but not "lúc 2h.")."""
    return frozenset(
        token.end
        for token in tokens
        if token.word in abbreviations and token.gap and (len(token.word) > 1 or text[token.start].isupper())
    )


def _sentences(text: str, abbreviation_ends: frozenset[int]) -> tuple[tuple[int, int], ...]:
    sentences: list[tuple[int, int]] = []
    start = 0
    line_start = 0
    for match in _SENTENCE_END.finditer(text):
        sign = match.group()
        if sign == "\n":
            wrapped = _is_wrapped(text, line_start, match.start())
            line_start = match.end()
            if wrapped:
                continue
        elif sign == "." and match.start() in abbreviation_ends:
            continue
        if text[start : match.start()].strip():
            sentences.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        sentences.append((start, len(text)))
    return tuple(sentences)


def _is_wrapped(text: str, line_start: int, line_end: int) -> bool:
    """Tell a line that an e-mail program broke from a line its author ended."""
    following = text[line_end + 1 : line_end + 2]
    last = text[line_end - 1 : line_end]
    return line_end - line_start >= _WRAPPED_AT_LEAST and following.islower() and last not in ".!?:;"
