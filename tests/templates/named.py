"""What the code can name: read from its syntax, so that nothing has to be kept in step by hand."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.rules.notice import NOTICES
from bot.views.cards import CARDS

ROOT = Path(__file__).parents[2]
SPEAKING = ("bot", "handlers", "storage")
# bot/render: what templates may filter with.
FILTERS = ("when", "time", "day", "age", "duration", "number", "word", "clip", "utf16_len")
LOADED = ROOT / "storage" / "message_json.py"  # here a screen comes back from the database, its name a value
OF_THE_CLOCK = (
    ROOT / "bot" / "workflow" / "remind.py"
)  # here its name is that of a row of bot/rules/notice.py


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module that can say something, parsed."""
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for package in SPEAKING
        for path in sorted((ROOT / package).rglob("*.py"))
    )


@cache
def constants() -> frozenset[str]:
    """Every string constant of the code."""
    return frozenset(
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def notices() -> set[str]:
    """Every notice that is shown or said.

    Raises:
        AssertionError: a screen whose name cannot be read here.
    """
    return set(CARDS) | set(NOTICES) | set(_first_arguments("Screen", LOADED, OF_THE_CLOCK))


def reminders() -> set[str]:
    """What the clock says of an incident."""
    return set(NOTICES)


def refusals() -> set[str]:
    """Every code a step is refused with."""
    return set(_first_arguments("DutyError"))


def answers() -> set[str]:
    """Every answer to a step; one put together at run time ends with an ellipsis."""
    return set(_first_arguments("answers"))


def _first_arguments(called: str, *leaving: Path) -> Iterator[str]:
    for path, tree in modules():
        known = _values(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and node.args
                and _name(node.func) == called
                and path not in leaving
            ):
                found = list(_texts(node.args[0], known))
                assert found, f"{path.relative_to(ROOT)}:{node.lineno}: {called} of what?"
                yield from found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _values(tree: ast.Module) -> dict[str, str]:
    """The module's own constants, and those it takes from a neighbour."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            theirs = _own_values(ROOT / Path(*node.module.split(".")).with_suffix(".py"))
            found |= {a.asname or a.name: theirs[a.name] for a in node.names if a.name in theirs}
    return found | _constants_of(tree)


@cache
def _own_values(path: Path) -> dict[str, str]:
    return _constants_of(ast.parse(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _constants_of(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def _texts(node: ast.expr, known: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from _texts(node.body, known)
            yield from _texts(node.orelse, known)
        case ast.Name() if node.id in known:
            yield known[node.id]
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield f"{text}…"
