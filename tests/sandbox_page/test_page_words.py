"""The page's own words, read as files."""

from __future__ import annotations

import json
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
WORDS = {
    language: json.loads((PAGE / f"words.{language}.json").read_text("utf-8")) for language in ("vi", "en")
}
SCRIPTS = "\n".join(path.read_text("utf-8") for path in sorted((PAGE / "js").glob("*.js")))


def test_both_languages_say_the_same_things() -> None:
    """Vietnamese and English have the same keys with the same places to fill, and no empty word."""
    assert list(WORDS["vi"]) == list(WORDS["en"])
    for key, text in WORDS["vi"].items():
        other = WORDS["en"][key]
        assert text.strip()
        assert other.strip()
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", other)), key


def test_every_word_asked_for_exists() -> None:
    """Each key the scripts name is in the files."""
    asked = set(re.findall(r'\bt\("(\w+)"', SCRIPTS))
    assert len(asked) > 80
    assert asked - set(WORDS["vi"]) == set()


def test_no_word_lies_unused() -> None:
    """Each key in the files is named by a script, or belongs to a family that a script builds."""
    families = ("kind_", "service_", "action_", "fault_", "theme_", "language_")
    unused = [key for key in WORDS["vi"] if not key.startswith(families) and f'"{key}' not in SCRIPTS]
    hints = {f"{key}_hint" for key in ("plus_minute", "plus_ten", "plus_hour")}
    assert set(unused) <= hints


def test_the_page_takes_nothing_from_elsewhere() -> None:
    """No file of the page names another host, and none uses innerHTML."""
    for path in PAGE.rglob("*"):
        if path.suffix in {".html", ".css", ".js"}:
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(?:src|href|url\(|import|from)\W{0,4}(?:https?:)?//", text), path
            assert "innerHTML" not in text, path
