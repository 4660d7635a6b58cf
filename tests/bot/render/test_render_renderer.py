"""Words come from templates: escaped, strict, in the reader's language."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from bot.render import Renderer

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A small pair of languages."""
    files = {
        "vi/words.toml": (
            '[buttons]\nsend = "Gửi"\n[typed]\nsend = ["GUI", "GỬI"]\n[time]\nunknown = "chưa rõ"\n'
        ),
        "en/words.toml": '[buttons]\n"x" = "y"\n',
        "vi/notices/hello/telegram.html.j2": "<b>{{ name }}</b> &amp; {{ 'buttons.send' | word }}\n",
        "en/notices/hello/telegram.html.j2": "Dear <i>{{ name }}</i>\n",
        "vi/notices/letter/telegram.html.j2": "<b>{{ name }}</b>",
        "vi/notices/letter/plain.txt.j2": "Kính gửi {{ name }}",
        "vi/screens/clock.html.j2": (
            "{{ at | when }}|{{ at | when(at) }}|{{ none | when }}|{{ at | age(later) }}|"
            "{{ span | duration }}|{{ 12345.5 | number }}|{{ at | day }}|{{ micros | time }}"
        ),
        "en/screens/clock.html.j2": "{{ at | age(later) }}|{{ span | duration }}|{{ 12345.5 | number }}",
        "vi/screens/short.html.j2": "{{ text | clip(6) }}",
        "vi/screens/lines.html.j2": "{% if true %}\none\n{% endif %}\n{% if 0 %}\ntwo\n{% endif %}\nthree\n",
        "vi/errors/not-leader.html.j2": "{{ name }} không phải lãnh đạo",
        "vi/errors/config-unknown-key.txt.j2": "{{ key }} <> {{ nearest }}",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def renderer(templates: Path) -> Renderer:
    """The renderer over them, in the desk's zone."""
    return Renderer(templates, "Asia/Ho_Chi_Minh")


def test_renderer_escapes_values_and_not_words(renderer: Renderer) -> None:
    """A value cannot bring markup into Telegram's HTML; the template's own markup stays."""
    assert renderer.notice("vi", "hello", {"name": "<a href='x'>&"}) == (
        "<b>&lt;a href=&#39;x&#39;&gt;&amp;</b> &amp; Gửi"
    )


def test_renderer_does_not_escape_plain_text(renderer: Renderer) -> None:
    """Plain text carries values as they are."""
    assert renderer.plain("vi", "letter", {"name": "A & <B>"}) == "Kính gửi A & <B>"


def test_renderer_derives_plain_text_from_html(renderer: Renderer) -> None:
    """Without a plain template the tags go, and what a person typed comes back letter by letter."""
    assert renderer.plain("vi", "hello", {"name": "<b> & 5 < 6"}) == "<b> & 5 < 6 & Gửi"


def test_renderer_speaks_the_readers_language(renderer: Renderer) -> None:
    """English has its own template; what English lacks, or a language nobody has, is said in Vietnamese."""
    assert renderer.notice("en", "hello", {"name": "An"}) == "Dear <i>An</i>"
    assert renderer.notice("fr", "hello", {"name": "An"}).endswith("Gửi")
    assert renderer.error("en", "not-leader", {"name": "An"}) == "An không phải lãnh đạo"
    assert renderer.config_error("vi", "desk.zone", "unknown-key", {"nearest": "&"}) == "desk.zone <> &"


def test_renderer_refuses_a_missing_value(renderer: Renderer) -> None:
    """A value nobody gave is an error, not a hole in a sentence; so are a missing template and word."""
    with pytest.raises(UndefinedError, match="name"):
        renderer.notice("vi", "hello", {})
    with pytest.raises(TemplateNotFound):
        renderer.screen("vi", "nowhere", {})
    with pytest.raises(LookupError):
        renderer.word("en", "buttons.nothing")


def test_renderer_looks_words_up(renderer: Renderer) -> None:
    """A word has a dotted key; of several forms the first is shown; Vietnamese stands in for English."""
    assert renderer.word("en", "buttons.send") == "Gửi"
    assert renderer.word("en", "buttons.x") == "y"
    assert renderer.word("vi", "typed.send") == "GUI"


def test_renderer_shows_moments_in_the_desks_zone(renderer: Renderer) -> None:
    """Times are the desk's, ages and durations are in words of the language, unknown stays unknown."""
    values = {
        "at": NOON,
        "later": NOON + timedelta(hours=2, minutes=5, seconds=31),
        "none": None,
        "span": timedelta(seconds=90),
        "micros": int(NOON.timestamp()) * 1_000_000,
    }
    assert renderer.screen("vi", "clock", values).split("|") == [
        "12:00 23/11/2026",
        "12:00",
        "chưa rõ",
        "2 giờ 5 phút",
        "1 phút 30 giây",
        "12.345,5",
        "23/11/2026",
        "12:00",
    ]
    assert renderer.screen("en", "clock", values) == "2 hours 5 minutes|1 minute 30 seconds|12,345.5"


def test_renderer_leaves_no_empty_lines_for_conditions(renderer: Renderer) -> None:
    """A line that holds only a condition leaves no line behind."""
    assert renderer.screen("vi", "lines", {}) == "one\nthree"


def test_renderer_clips_before_it_escapes(renderer: Renderer) -> None:
    """A clipped value is cut by its own letters, and escaped whole afterwards."""
    assert renderer.screen("vi", "short", {"text": "a&b&c&d&e"}) == "a&amp;b&amp;c…"
