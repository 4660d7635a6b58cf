"""docs/sandbox.md names every refusal, path, action, event and fault that the code has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import faults
from sandbox.control.routes import control_routes
from tests.sandbox.driver import Driver

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/sandbox.md").read_text(encoding="utf-8")
SHORTEST = 5


def refusals() -> Iterator[str]:
    """Give the fixed words of every refusal in the code."""
    for path in [*(ROOT / "sandbox/api").glob("*.py"), *(ROOT / "sandbox/methods").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("bad", "ApiError"):
                for part in (inner for argument in node.args for inner in ast.walk(argument)):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value.strip(" :;\"'")


@pytest.mark.parametrize("words", sorted({words for words in refusals() if len(words) >= SHORTEST}))
def test_every_refusal_has_its_line(words: str) -> None:
    """The words of each refusal stand in the document."""
    assert words in DOCS


@pytest.mark.parametrize("kind", sorted(faults.KINDS))
def test_every_fault_is_described(kind: str) -> None:
    """Each kind of fault stands in the document."""
    assert f"`{kind}`" in DOCS


async def test_every_path_is_described(driver: Driver) -> None:
    """The last fixed part of each control path stands in the document."""
    for route in control_routes(driver.world):
        fixed = [part for part in route.path.split("/") if part and not part.startswith("{")]
        assert fixed[-1] in DOCS, route.path
