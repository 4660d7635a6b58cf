"""Whatever is written, it is read or refused; entities lie inside the text."""

import html
import re
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from sandbox.text.errors import ParseError
from sandbox.text.formatted import Formatted, format_text
from sandbox.text.units import split_units, units

PIECES = [
    "<b>",
    "</b>",
    "<a\thref='x.vn'>",
    "</a>",
    "<pre>",
    "<",
    ">",
    "&lt;",
    "&",
    "*",
    "_",
    "__",
    "~",
    "||",
    "`",
    "```",
    "[",
    "](",
    ")",
    "\\",
    "\n>",
    "**>",
    "!",
    ".",
    "ố",
    "😀",
    "@an_nguyen",
    "/start",
    "a.vn",
    "\r",
    "\u202e",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
TEXTS = st.one_of(MARKUP, st.text(max_size=60))


@given(TEXTS, st.sampled_from(["", "HTML", "MarkdownV2", "Markdown"]))
def test_read_or_refused(text: str, mode: str) -> None:
    """No text breaks the readers, and every entity lies inside the plain text."""
    found = Formatted("")
    with suppress(ParseError):
        found = format_text(text, mode)
    assert found.text == found.text.strip(" \t\n")
    for entity in found.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= found.length


@given(st.text(max_size=200))
def test_escaped_html_says_the_same(text: str) -> None:
    """A text escaped for HTML reads like the bare text."""
    assert format_text(html.escape(text, quote=False), "HTML") == format_text(text, "")


@given(st.text(max_size=200).filter(lambda text: "\\" not in text))
def test_escaped_markdown_says_the_same(text: str) -> None:
    """A text escaped for MarkdownV2 reads like the bare text."""
    escaped = re.sub(r"([_*\[\]()~`>#+\-=|{}.!])", r"\\\1", text)
    assert format_text(escaped, "MarkdownV2") == format_text(text, "")


@given(st.text(max_size=300), st.integers(2, 50))
def test_pieces_make_the_whole(text: str, limit: int) -> None:
    """A cut text is whole again when put together, and no piece is too long."""
    pieces = split_units(text, limit)
    assert "".join(pieces) == text
    assert all(units(piece) <= limit for piece in pieces)
