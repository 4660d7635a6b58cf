"""docs/states.md says what the rules allow, no more and no less."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.rules import directive, incident

PAGE = Path(__file__).parents[1] / "docs" / "states.md"
FIGURE = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)
ARROW = re.compile(r"^ +([a-z_]+) --> ([a-z_]+)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("position", "rules"),
    [(0, incident.MAY_BECOME), (1, directive.MAY_BECOME)],
    ids=["incident", "addressee"],
)
def test_the_figure_is_the_rule(position: int, rules: Mapping[str, frozenset[str]]) -> None:
    """Every arrow drawn is allowed, and every allowed step is drawn."""
    figure = FIGURE.findall(PAGE.read_text("utf-8"))[position]
    assert set(ARROW.findall(figure)) == {(str(a), str(b)) for a, after in rules.items() for b in after}
