"""The house keeps its shape: every module in a layer, files small, no drawer for odds and ends."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage", "sandbox")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
WITHOUT_LAYER = ("bot", "sandbox")  # an empty package file, and the stand-in that no layer imports
LONGEST_FILE = 400
DRAWERS = {"utils", "helpers", "common", "manager", "managers", "misc", "util", "helper"}


def module(path: Path) -> str:
    """The dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layers() -> list[str]:
    """The modules named by the layers contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    rows = next(one["layers"] for one in contracts["contracts"] if one["id"] == "layers")
    return [name.strip(" ()") for row in rows for part in row.split("|") for name in part.split(":")]


def test_every_module_is_in_a_layer() -> None:
    """A new module has to say where it stands; only the sandbox stands outside."""
    known = layers()
    homeless = [
        name
        for name in map(module, SOURCES)
        if not any(name == layer or name.startswith(f"{layer}.") for layer in known)
        and name not in WITHOUT_LAYER
        and not name.startswith("sandbox.")
    ]
    assert len(known) > 20
    assert homeless == []


def test_package_root_is_empty() -> None:
    """`bot/__init__.py` is in no layer because there is nothing in it to import: it is one docstring."""
    (only,) = ast.parse((ROOT / "bot" / "__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(only, ast.Expr)


@pytest.mark.parametrize("package", PACKAGES)
def test_files_stay_small(package: str) -> None:
    """No source file reaches the length at which it must be split."""
    long = [
        f"{module(path)}: {count}"
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] == package
        and (count := len(path.read_text(encoding="utf-8").splitlines())) >= LONGEST_FILE
    ]
    assert long == []


def test_no_drawer_for_odds_and_ends() -> None:
    """Nothing is called utils, helpers, common or manager: such a file has every reason to change."""
    assert [module(path) for path in SOURCES if DRAWERS & set(module(path).split("."))] == []


def test_tests_are_found_by_unique_names() -> None:
    """Test files have names of their own and no package files, as the import mode wants."""
    files = [path for path in (ROOT / "tests").rglob("*.py") if "__pycache__" not in path.parts]
    names = [path.name for path in files if path.name.startswith("test_")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert [path for path in files if path.name == "__init__.py"] == []
