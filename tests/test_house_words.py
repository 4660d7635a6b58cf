"""Every word a person reads is in `templates/`, in both languages; Python holds codes."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
LANGUAGES = ("vi", "en")
SPEAKING = ("bot", "handlers", "storage")
WORDS = re.compile(r"[^\W\d_]+ [^\W\d_]+")
CITATIONS = {"Quyết định 888/QĐ-TCHQ năm 2017"}  # a setting's default: data, not a sentence


def is_accented(text: str) -> bool:
    """Whether a text has letters that only Vietnamese words have."""
    return any(
        letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1 for letter in text if letter.isalpha()
    )


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The string constants of a module that are no docstrings, of attributes neither."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def test_no_sentence_in_python() -> None:
    """No string of the bot, its handlers or its storage speaks: none has Vietnamese words in a row."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for package in SPEAKING
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in strings(ast.parse(path.read_text(encoding="utf-8")))
        if WORDS.search(str(node.value)) and is_accented(str(node.value)) and node.value not in CITATIONS
    ]
    assert found == []


def test_templates_exist_in_both_languages() -> None:
    """What one language can say, the other can: the same files under both."""
    vietnamese, english = (
        {
            str(path.relative_to(TEMPLATES / language))
            for path in (TEMPLATES / language).rglob("*")
            if path.is_file()
        }
        for language in LANGUAGES
    )
    assert vietnamese ^ english == set()


def test_cli_words_exist_in_both_languages() -> None:
    """The command line's help has the same entries in both languages."""
    files = [
        tomllib.loads((TEMPLATES / language / "words.toml").read_text("utf-8")) for language in LANGUAGES
    ]
    assert list(files[0]["cli"]) == list(files[1]["cli"])
    assert list(files[0]["time"]) == list(files[1]["time"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_can_be_parsed(language: str) -> None:
    """Every template can be parsed; none escapes or unescapes by hand."""
    environment = Environment(autoescape=True)
    for path in sorted((TEMPLATES / language).rglob("*.j2")):
        text = path.read_text(encoding="utf-8")
        environment.parse(text, str(path), str(path))
        assert not re.search(r"\|\s*(?:safe|e|escape)\b|autoescape", text), path


def test_vietnamese_is_vietnamese() -> None:
    """A template of one language has not been left in the other: Vietnamese sentences have accents."""
    bare = [
        str(path.relative_to(TEMPLATES))
        for path in sorted((TEMPLATES / "vi").rglob("*.j2"))
        if len(re.sub(r"{[%{].*?[%}]}|<[^>]*>", "", path.read_text(encoding="utf-8")).split()) > 3
        and not is_accented(path.read_text(encoding="utf-8"))
    ]
    assert bare == []
