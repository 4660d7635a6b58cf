"""Telegram counts UTF-16 units; a cut never breaks what people see as one letter."""

import html

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.render.length import clip, utf16_len, without_tags

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇻🇳"


def test_utf16_counts_like_telegram() -> None:
    """Letters of Vietnamese are one unit, emoji two, joined emoji the sum of their parts."""
    assert utf16_len("ế") == 1
    assert utf16_len("😀") == 2
    assert utf16_len(FLAG) == 4
    assert utf16_len(FAMILY) == 11


def test_clip_keeps_joined_emoji_and_marks_whole() -> None:
    """A family, a flag and a letter with its marks are kept or left out, never cut."""
    assert clip(f"ab{FAMILY}", 12) == "ab…"
    assert clip(f"a{FLAG}b{FLAG}", 7) == f"a{FLAG}b…"
    assert clip("e\u0302\u0301e\u0302\u0301", 5) == "e\u0302\u0301…"
    assert clip(f"ab{FAMILY}", 13) == f"ab{FAMILY}"


def test_clip_keeps_entities_whole() -> None:
    """In escaped text an entity counts as the letter it stands for and is never cut."""
    assert clip(Markup("a&amp;b&lt;c"), 5) == "a&amp;b&lt;c"
    assert clip(Markup("a&amp;b&lt;c"), 4) == "a&amp;b…"
    assert isinstance(clip(Markup("a&amp;b&lt;c"), 3), Markup)


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_clip_never_exceeds_its_limit(text: str, limit: int) -> None:
    """Whatever the text, the result fits, and is the text itself when that fits."""
    clipped = clip(text, limit)
    assert utf16_len(clipped) <= limit
    if utf16_len(text) <= limit:
        assert clipped == text


@given(st.text(alphabet="a&<>'\"é😀", max_size=30), st.integers(min_value=1, max_value=20))
def test_clip_of_escaped_text_is_as_clip_of_the_text(text: str, limit: int) -> None:
    """Escaping before or after the cut gives the same words."""
    assert html.unescape(clip(escape(text), limit)) == clip(text, limit)


@given(st.text())
def test_without_tags_gives_back_what_was_typed(text: str) -> None:
    """What a person typed survives escaping and the removal of tags."""
    assert without_tags(f"<b>{escape(text)}</b>") == text
