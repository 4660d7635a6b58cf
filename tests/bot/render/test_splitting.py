"""Long texts come in several messages, and nothing of them is lost or broken."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.render.length import utf16_len, without_tags
from bot.render.splitting import split_markup

PARTS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "&amp;", "&lt;", "một hai ", "x" * 30, "🚢", "\n", "\n\n", " "]
)


def balanced(parts: list[str]) -> str:
    """The parts with tags nested as Telegram demands."""
    still: list[str] = []
    text = ""
    for part in parts:
        if part in {"<b>", "<i>"}:
            if part in still:
                continue
            still.append(part)
        elif part.startswith("</"):
            if not still or still[-1] != part.replace("/", ""):
                continue
            still.pop()
        text += part
    return text + "".join(tag.replace("<", "</") for tag in reversed(still))


def is_balanced(markup: str) -> bool:
    still: list[str] = []
    for closes, name in re.findall(r"<(/?)([a-z]+)>", markup):
        if not closes:
            still.append(name)
        elif not still or still.pop() != name:
            return False
    return not still


@given(st.lists(PARTS, max_size=60), st.integers(20, 120))
def test_nothing_is_lost_and_every_piece_stands_alone(parts: list[str], limit: int) -> None:
    """All letters in order, every piece within the limit, its tags closed, its entities whole."""
    markup = balanced(parts)
    pieces = split_markup(markup, limit)
    assert re.sub(r"\s", "", "".join(map(without_tags, pieces))) == re.sub(r"\s", "", without_tags(markup))
    for piece in pieces:
        assert utf16_len(without_tags(piece)) <= limit
        assert is_balanced(piece)
        assert not re.search(r"&(?!amp;|lt;)", piece)


def test_a_short_text_stays_as_it_is() -> None:
    """One message, untouched."""
    assert split_markup("  <b>a</b>\n", 10) == ["  <b>a</b>\n"]


def test_it_is_cut_between_paragraphs_then_lines_then_words() -> None:
    """Where a reader would pause."""
    assert split_markup("aaaa aaaa\n\nbbbb\nbbbb", 14) == ["aaaa aaaa", "bbbb\nbbbb"]
    assert split_markup("aaaa aaaa\nbbbb bbbb", 14) == ["aaaa aaaa", "bbbb bbbb"]
    assert split_markup("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]
    assert split_markup("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_tag_open_at_the_cut_is_closed_and_opened_again() -> None:
    """A quotation over two messages is a quotation in both."""
    pieces = split_markup("<blockquote expandable>aaaa\nbbbb</blockquote>", 5)
    assert pieces == [
        "<blockquote expandable>aaaa</blockquote>",
        "<blockquote expandable>bbbb</blockquote>",
    ]
