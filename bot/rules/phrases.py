"""Find the vocabulary's phrases in a text, in one pass, accents typed or not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.rules.clean_text import clean
from bot.rules.fold import accents, fold, fold_aligned

if TYPE_CHECKING:
    from bot.vocabulary import ReportVocabulary

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+")
_NEVER = ".never"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or one run of digits; `gap` is what stands before it: a space for any white space, else the signs."""

    start: int
    end: int
    word: str
    accents: str
    gap: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of `group` in the tokens from `first` up to, not including, `last`.

    `bare` is true where the phrase has accents and the author typed none of them.
    """

    group: str
    first: int
    last: int
    bare: bool
    phrase: str


@dataclass(slots=True)
class _Node:
    """A step of the tree of phrases: the next words, and what ends here as (group, accents, strict, phrase)."""

    following: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    ends: list[tuple[str, tuple[str, ...], bool, str]] = field(default_factory=list)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut clean `text` into words and runs of digits."""
    folded = fold_aligned(text)
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        signs = text[end:start]
        gap = signs.strip() or (" " if signs else "")
        end = match.end()
        tokens.append(Token(start, end, folded[start:end], accents(match.group()), gap))
    return tuple(tokens)


class PhraseBook:
    """The phrases of a vocabulary, ready to be found; made once for each vocabulary."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(group, phrase)

    def _add(self, group: str, phrase: str) -> None:
        strict = phrase.startswith("=")
        plain = clean(phrase.removeprefix("="))
        tokens = tokens_of(plain)
        node = self._root
        for number, token in enumerate(tokens):
            edge = (token.gap if number else "", token.word)
            node = node.following.setdefault(edge, _Node())
        node.ends.append((group, tuple(token.accents for token in tokens), strict, fold(plain)))

    def find(self, tokens: tuple[Token, ...]) -> tuple[Hit, ...]:
        """Return every phrase found, in the order of the text, the longest first where several begin together.

        A phrase inside a longer one of its family's `never` group is left out.
        """
        hits: list[Hit] = []
        hidden: dict[str, list[tuple[int, int]]] = {}
        for first in range(len(tokens)):
            for hit in self._starting_at(tokens, first):
                family, dot, _ = hit.group.rpartition(_NEVER)
                if dot:
                    hidden.setdefault(family, []).append((hit.first, hit.last))
                else:
                    hits.append(hit)
        return tuple(_without_hidden(hits, hidden))

    def _starting_at(self, tokens: tuple[Token, ...], first: int) -> list[Hit]:
        found: list[Hit] = []
        node = self._root
        for last in range(first, len(tokens)):
            token = tokens[last]
            following = node.following.get((token.gap if last > first else "", token.word))
            if following is None:
                break
            node = following
            typed = tuple(word.accents for word in tokens[first : last + 1]) if node.ends else ()
            for group, meant, strict, phrase in node.ends:
                bare = any(meant) and not any(typed)
                same = all(one in ("", other) for one, other in zip(typed, meant, strict=True))
                if same and not (strict and typed != meant):
                    found.append(Hit(group, first, last + 1, bare, phrase))
        found.reverse()
        return found


def _without_hidden(hits: list[Hit], hidden: dict[str, list[tuple[int, int]]]) -> Iterable[Hit]:
    covers = {family: _longest_cover(spans) for family, spans in hidden.items()}
    for hit in hits:
        cover = covers.get(hit.group.split(".", 1)[0], {}).get(hit.first)
        inside = cover is not None and cover[0] <= hit.first and hit.last <= cover[1]
        if not inside or cover == (hit.first, hit.last):
            yield hit


def _longest_cover(spans: list[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    cover: dict[int, tuple[int, int]] = {}
    for span in sorted(spans, key=lambda span: span[1] - span[0]):
        cover.update(dict.fromkeys(range(*span), span))
    return cover


@lru_cache(maxsize=4)
def phrase_book(vocabulary: "ReportVocabulary") -> PhraseBook:
    """Return the phrase book of a vocabulary; the kinds of incident are the groups `kind.<code>`."""
    kinds = {f"kind.{kind.code}": kind.words for kind in vocabulary.kinds}
    return PhraseBook({**vocabulary.groups, **kinds})
