"""Code holds names and values; every word a person reads is in the templates."""

import ast
import re
import unicodedata
from collections.abc import Iterator

from tests.templates.named import ROOT, modules

CITATIONS = {"Quyết định 888/QĐ-TCHQ năm 2017"}  # a setting's default: data, not a sentence
READING = {"fold.py", "proposal_text.py", "reference_forms.py", "reference_keywords.py"}
"""Rules that take people's letters apart, in patterns; they say nothing."""
SAID = {"Screen", "answers", "DutyError", "button", "Button"}
TWO_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")


def is_vietnamese(text: str) -> bool:
    """Whether a text has letters with the accents of Vietnamese."""
    return any(
        letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1 for letter in text if letter.isalpha()
    )


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The string constants in a tree that document nothing."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def test_no_vietnamese_in_code() -> None:
    """Not a letter of it outside docstrings and comments, but in the patterns that read reports."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in modules()
        if not (path.parent.name == "rules" and path.name in READING)
        for node in strings(tree)
        if is_vietnamese(str(node.value)) and node.value not in CITATIONS
    ]
    assert found == []


def test_what_is_shown_gets_no_sentence() -> None:
    """What a screen, an answer, a refusal or a button is given are names and values, never words in a row."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) in SAID
        for node in strings(call)
        if TWO_WORDS.search(str(node.value))
    ]
    assert found == []


def test_steps_views_and_handlers_hold_no_sentence() -> None:
    """Where screens are made, no string at all has two words in a row, in any language."""
    speaking = {ROOT / "bot" / "workflow", ROOT / "bot" / "views", ROOT / "handlers"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path, tree in modules()
        if speaking & set(path.parents)
        for node in strings(tree)
        if TWO_WORDS.search(str(node.value))
    ]
    assert found == []


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
