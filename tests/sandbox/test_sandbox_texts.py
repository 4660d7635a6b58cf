"""How texts become plain text and entities, and how they are refused."""

from typing import Any

import pytest

from sandbox.text.errors import ParseError
from sandbox.text.formatted import format_text
from sandbox.text.units import split_units, units
from tests.sandbox.driver import AN, Driver


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    """Return an entity."""
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Số</b> 1", "Số 1", [entity("bold", 0, 2)]),
        ("😀<i>a</i>", "😀a", [entity("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("1 &lt; 2 &amp;&amp; 3 &#62; 2 &#x1F600; &nbsp;", "1 < 2 && 3 > 2 😀 &nbsp;", []),
        (
            '<a href="https://e.vn/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://e.vn/?a=1&b=2")],
        ),
        ('<a href="https://E.vn">x</a>', "x", [entity("text_link", 0, 1, url="https://e.vn/")]),
        ('<a href="tg://user?id=101">An</a>', "An", [entity("text_mention", 0, 2, user_id=101)]),
        ('<a href="nonsense">x</a>', "x", []),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<blockquote expandable>a\nb</blockquote>", "a\nb", [entity("expandable_blockquote", 0, 3)]),
        ("<s>a</s><u>b</u>", "ab", [entity("strikethrough", 0, 1), entity("underline", 1, 1)]),
        ("  <b> a </b>  ", "a", [entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_html(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    """HTML becomes plain text with entities in UTF-16 units."""
    found = format_text(source, "HTML")
    assert (found.text, found.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("ố<b>a</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2> 3", 'Unsupported start tag "2" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href>", 'Can\'t find end tag corresponding to start tag "a"'),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_refused(source: str, words: str) -> None:
    """Wrong HTML is refused in the words of Telegram's server, with byte offsets."""
    with pytest.raises(ParseError) as raised:
        format_text(source, "html")
    assert str(raised.value).startswith(words)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*b* _i_", "b i", [entity("bold", 0, 1), entity("italic", 2, 1)]),
        (
            "__u__ ~s~ ||h||",
            "u s h",
            [entity("underline", 0, 1), entity("strikethrough", 2, 1), entity("spoiler", 4, 1)],
        ),
        ("`a*b`", "a*b", [entity("code", 0, 3)]),
        ("```py\nx\n```", "x", [entity("pre", 0, 1, language="py")]),
        ("HP\\-2026\\-0123\\.", "HP-2026-0123.", []),
        ("[x](https://e.vn/a\\)b)", "x", [entity("text_link", 0, 1, url="https://e.vn/a)b")]),
        ("[An](tg://user?id=101)", "An", [entity("text_mention", 0, 2, user_id=101)]),
        (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 4)]),
        ("**>a||\nb", "a\nb", [entity("expandable_blockquote", 0, 1)]),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
    ],
)
def test_markdown_v2(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    """MarkdownV2 becomes plain text with entities."""
    found = format_text(source, "MarkdownV2")
    assert (found.text, found.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("HP-2026", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("ố *a", "Can't find end of Bold entity at byte offset 4"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("```py\nx", "Can't find end of PreCode entity at byte offset 0"),
        (">*a\nb", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_markdown_v2_refused(source: str, words: str) -> None:
    """Wrong MarkdownV2 is refused in the words of Telegram's server."""
    with pytest.raises(
        ParseError, match="^" + "".join("\\" + c if not c.isalnum() else c for c in words) + "$"
    ):
        format_text(source, "MarkdownV2")


def test_old_markdown() -> None:
    """The old style nests nothing and escapes four characters."""
    found = format_text("*a* _b_ `c` [d](http://e.vn/) \\*", "Markdown")
    assert found.text == "a b c d *"
    assert [one["type"] for one in found.entities] == ["bold", "italic", "code", "text_link"]
    with pytest.raises(ParseError, match="byte offset 2"):
        format_text("a *b", "Markdown")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start@example_bot x", [("bot_command", 0, 18)]),
        ("1/2 a/b", []),
        ("@an_nguyen, #tin $VND", [("mention", 0, 10), ("hashtag", 12, 4), ("cashtag", 17, 4)]),
        ("xem https://e.vn/a?b=1.", [("url", 4, 18)]),
        ("thư a.b@e.vn gọi +84 225 123 456", [("email", 4, 8), ("phone_number", 17, 15)]),
        ("xe 15C-123.45 lúc 14.05", []),
    ],
)
def test_found_in_plain_text(text: str, kinds: list[tuple[str, int, int]]) -> None:
    """Commands, mentions, tags, addresses and numbers are found where nobody marked them."""
    found = format_text(text, "")
    assert [(one["type"], one["offset"], one["length"]) for one in found.entities] == kinds


def test_long_text_is_cut_between_characters() -> None:
    """A phone cuts at 4096 UTF-16 units and never inside a character."""
    pieces = split_units("a" + "😀" * 4096, 4096)
    assert [units(piece) for piece in pieces] == [4095, 4096, 2]


async def test_limits_count_after_parsing(driver: Driver) -> None:
    """4096 units of text and 1024 of caption are the limit, markup not counted."""
    fits = await driver.ok("sendMessage", chat_id=AN, text="<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert fits["entities"][0]["length"] == 4096
    assert (
        await driver.refused("sendMessage", chat_id=AN, text="a" * 4097) == "Bad Request: message is too long"
    )
    assert (
        await driver.refused("sendMessage", chat_id=AN, text=" \n ") == "Bad Request: message text is empty"
    )
    assert await driver.refused("sendMessage", chat_id=AN) == "Bad Request: message text is empty"


async def test_words_of_a_refusal(driver: Driver) -> None:
    """A wrong markup is refused with its reason, an unknown mode by name."""
    refused = await driver.refused("sendMessage", chat_id=AN, text="<b>x", parse_mode="HTML")
    assert refused == "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    refused = await driver.refused("sendMessage", chat_id=AN, text="x", parse_mode="Word")
    assert refused == "Bad Request: unsupported parse_mode"


async def test_given_entities(driver: Driver) -> None:
    """A bot may give entities itself; a mention by id comes back as a user."""
    given = [
        {
            "type": "text_mention",
            "offset": 0,
            "length": 2,
            "user": {"id": AN, "is_bot": False, "first_name": "?"},
        }
    ]
    sent = await driver.ok("sendMessage", chat_id=AN, text="An", entities=given)
    assert sent["entities"][0]["user"]["last_name"] == "Nguyễn"


async def test_a_person_sends_a_long_text(driver: Driver) -> None:
    """Twenty thousand characters arrive as five messages."""
    sent = await driver.act(AN, "send", text="a" * 20_000)
    assert len(sent["messages"]) == 5
    assert len(await driver.ok("getUpdates")) == 5
