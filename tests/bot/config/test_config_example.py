"""`config.example.toml` and the model say the same."""

import re
import tomllib
from pathlib import Path

from bot.config import load
from bot.config.refusals import leaves
from bot.config.settings import FileTree

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"


def keys(tree: dict[str, object], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The path of every key of a TOML tree, in its order."""
    found: list[tuple[str, ...]] = []
    for name, value in tree.items():
        found += keys(value, (*above, name)) if isinstance(value, dict) else [(*above, name)]
    return found


def test_example_has_every_key_in_the_models_order() -> None:
    """With the keys that are empty by default switched on, file and model name the same keys in one order."""
    text = re.sub(r"^# ([a-z_]+ = )", r"\1", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert keys(tomllib.loads(text)) == list(leaves(FileTree))


def test_example_is_the_default() -> None:
    """Taken as it is, the example says exactly what holds without it."""
    assert load(EXAMPLE, {}) == load(None, {})


def test_example_has_a_sentence_for_every_key() -> None:
    """Above every key stands a sentence in each language; the deadlines of all urgencies share a table."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    explained = [line.split()[1] for line in lines if line.startswith("#   ") and " / " in line]
    for number, line in enumerate(lines):
        key = re.match(r"(?:# )?([a-z_]+) = ", line)
        if key is None or key[1] in explained:
            continue
        assert re.match(r"# .+[.;:)…]$", lines[number - 1]), line
        assert re.match(r"# .+[.;:)…]$", lines[number - 2]), line
