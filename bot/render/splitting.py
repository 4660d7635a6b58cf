"""Telegram HTML too long for one message, in several: cut where a reader would pause."""

import html
import re
from collections.abc import Iterator

from bot.render.length import utf16_len

_TOKEN = re.compile(r"<[^>]*>|&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);|\n+|[ \t]+|[^<&\n \t]+|[<&]")
_TAG_NAME = re.compile(r"</?([A-Za-z-]+)")


def split_markup(markup: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` UTF-16 units after parsing.

    Cut at the end of a paragraph where one lies in the second half of a piece, else at the end of a line,
    else between words, else within a word; never inside a tag or an entity. Tags open at a cut are closed
    there and opened again in the next piece.
    """
    if _length(markup) <= limit:
        return [markup]
    tokens = list(_tokens(markup, limit))
    pieces: list[str] = []
    open_tags: list[str] = []
    start = 0
    while start < len(tokens):
        end = _cut(tokens, start, limit)
        piece, left_open = _mend(tokens[start:end], open_tags)
        if html.unescape(_bare(piece)).strip():
            pieces.append(piece.strip())
        open_tags, start = left_open, end
    return pieces


def _tokens(markup: str, limit: int) -> Iterator[str]:
    for token in _TOKEN.findall(markup):
        if token[0] in "<&" or utf16_len(token) <= limit:
            yield token
        else:
            step = max(1, limit // 2)  # at most two units a character
            yield from (token[at : at + step] for at in range(0, len(token), step))


def _cut(tokens: list[str], start: int, limit: int) -> int:
    """The index behind the last token of the piece that begins at `start`."""
    used, at = 0, start
    line = word = paragraph = 0
    while at < len(tokens) and used + _length(tokens[at]) <= limit:
        used += _length(tokens[at])
        at += 1
        if tokens[at - 1].startswith("\n\n") and used * 2 >= limit:
            paragraph = at
        elif tokens[at - 1][0] == "\n":
            line = at
        elif tokens[at - 1].isspace():
            word = at
    if at == len(tokens):
        return at
    return paragraph or line or word or max(at, start + 1)


def _mend(tokens: list[str], open_tags: list[str]) -> tuple[str, list[str]]:
    """A piece with the tags open before it opened and those open behind it closed; and the latter."""
    still = list(open_tags)
    for token in tokens:
        if token.startswith("</"):
            if still:
                still.pop()
        elif token.startswith("<") and len(token) > 1:
            still.append(token)
    closing = "".join(f"</{_name(tag)}>" for tag in reversed(still))
    return "".join(open_tags) + "".join(tokens).strip() + closing, still


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found.group(1) if found else ""


def _bare(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", markup)


def _length(markup: str) -> int:
    return utf16_len(html.unescape(_bare(markup)))
