"""A screen in words: the notice, its buttons, its keys."""

from pathlib import Path

from bot.render.renderer import Renderer
from bot.render.speech import LONGEST_TEXT, speak
from bot.rules.message import Button, FileRef, Key, Screen

WORDS = """
[buttons]
add = "Bổ sung"
report = "Báo cáo vụ việc"
"""


def renderer(folder: Path) -> Renderer:
    notice = folder / "vi" / "notices" / "n"
    notice.mkdir(parents=True)
    (notice / "telegram.html.j2").write_text("{{ text }}", encoding="utf-8")
    (folder / "vi" / "words.toml").write_text(WORDS, encoding="utf-8")
    return Renderer(folder, "Asia/Ho_Chi_Minh")


def test_a_button_begins_with_its_words_and_ends_with_its_values(tmp_path: Path) -> None:
    """`Bổ sung HP-2026-0123`; where the words are data they stand alone."""
    row = (
        Button("add", "a:1", "primary", values={"number": "HP-2026-0123"}),
        Button("", "u:3", label="03CC"),
    )
    spoken = speak(renderer(tmp_path), Screen("n", {"text": "x"}, (row,)), "vi")
    assert spoken.keyboard == ((Key("Bổ sung HP-2026-0123", "a:1", "primary"), Key("03CC", "u:3")),)


def test_keys_files_and_an_opened_answer_come_along(tmp_path: Path) -> None:
    """What is not text is handed on; no keys at all differ from keys taken away."""
    files = (FileRef("photo", "f"),)
    made = renderer(tmp_path)
    spoken = speak(made, Screen("n", {"text": "x"}, (), (("report",),), force_reply=True, files=files), "vi")
    assert (spoken.reply_keyboard, spoken.force_reply, spoken.files) == ((("Báo cáo vụ việc",),), True, files)
    assert speak(made, Screen("n", {"text": "x"}, reply_keyboard=()), "vi").reply_keyboard == ()
    assert speak(made, Screen("n", {"text": "x"}), "vi").reply_keyboard is None


def test_a_long_notice_is_several_texts_with_room_for_a_mark(tmp_path: Path) -> None:
    """Values are escaped, and a repeat still fits."""
    spoken = speak(renderer(tmp_path), Screen("n", {"text": "<\n" * 3000}), "vi")
    assert len(spoken.texts) == 2
    assert all(text.count("&lt;") * 2 <= LONGEST_TEXT for text in spoken.texts)
    assert sum(text.count("&lt;") for text in spoken.texts) == 3000
