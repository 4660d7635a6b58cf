"""The documents say what there is: every setting, command, table, kind of entry; no file or link that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.__main__ import app
from bot.config.refusals import leaves
from bot.config.settings import ASSUMED_DEADLINES, Deadlines, FileTree
from bot.config.source import CLOCK_VARIABLE
from bot.rules.log_entry import LogKind

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
OPERATIONS = (DOCS / "operations.md").read_text("utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")

FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
PLACE = re.compile(r"(?:bot|handlers|storage|templates|sandbox|tests|docs|\.ci)/[\w./-]*")
TABLE = re.compile(r"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", re.MULTILINE)
ALARM = re.compile(r"""alarm\.sound\(\s*"([a-z-]+)"|RefusalKind\.\w+: "([a-z-]+)"|LINE_DOWN = "([a-z-]+)\"""")

by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCED.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """What a link into the page may end in, as GitHub makes it from the headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(page))
    }


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command somebody can type, with its whole name; a group of commands is none itself."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
    else:
        for word, one in below.items():
            yield from commands(one, f"{name} {word}")


def test_every_setting_is_described() -> None:
    """Each key of the configuration has its line in docs/operations.md, the environment's own variable too."""
    described = set(CODE.findall(OPERATIONS))
    keys = {".".join(path) for path in leaves(FileTree) if path[0] != "deadlines"}
    assert keys - described == set()
    assert CLOCK_VARIABLE in described


@pytest.mark.parametrize("place", range(len(Deadlines.model_fields)), ids=list(Deadlines.model_fields))
def test_every_deadline_is_described(place: int) -> None:
    """Each deadline stands in docs/operations.md with the figures assumed for the four degrees of urgency."""
    key = list(Deadlines.model_fields)[place]
    figures = " | ".join(texts[place] for texts in ASSUMED_DEADLINES.values())
    assert f"| `{key}` | {figures} |" in OPERATIONS


def test_every_command_is_described() -> None:
    """Each command of `trucban`, and each of its options, stands in docs/operations.md."""
    described = {code for code in CODE.findall(OPERATIONS) if code.startswith("trucban ")}
    found = dict(commands(typer.main.get_command(app), "trucban"))
    assert "trucban run" in found
    assert found.keys() - described == set()
    options = {name for command in found.values() for parameter in command.params for name in parameter.opts}
    assert [name for name in sorted(options) if name.startswith("--") and name not in OPERATIONS] == []


def test_every_kind_of_entry_is_described() -> None:
    """Each kind of log entry has its line in docs/log-format.md, and no other stands there."""
    page = (DOCS / "log-format.md").read_text("utf-8").partition("## Kinds")[2]
    rows = re.findall(r"^\| `([a-z:-]+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted(LogKind)


def test_every_table_is_described() -> None:
    """Each table of the database is named in docs/architecture.md."""
    sources = [*(ROOT / "storage" / "migrations").glob("*.sql"), *(ROOT / "storage").glob("migrate_*.py")]
    tables = {
        table for path in sources for table in TABLE.findall(path.read_text("utf-8").replace('b"""', ""))
    }
    assert "duty_log" in tables
    assert tables - set(CODE.findall(ARCHITECTURE)) == set()


def test_every_alarm_is_described() -> None:
    """Each alarm an administrator can read is explained in docs/operations.md."""
    sources = [path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py")]
    codes = {code for text in sources for groups in ALARM.findall(text) for code in groups if code}
    assert "line-down" in codes
    assert [code for code in sorted(codes) if f"`{code}" not in OPERATIONS] == []


def test_every_decision_is_listed() -> None:
    """Each page of docs/adr/ is reached from its README."""
    pages = {page.name for page in (DOCS / "adr").glob("*.md")} - {"README.md"}
    assert pages - set(LINK.findall((DOCS / "adr" / "README.md").read_text("utf-8"))) == set()


@by_page
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link of a page names a file that is there, and a heading that is in it."""
    lost = []
    for link in LINK.findall(prose(page)):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            lost.append(link)
    assert lost == []


@by_page
def test_files_named_are_there(page: Path) -> None:
    """Each file or folder of the project that a page names in code type exists."""
    named = {code for code in CODE.findall(prose(page)) if PLACE.fullmatch(code)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
