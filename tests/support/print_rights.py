"""Writes the one table of rights into docs/rights.md: `python -m tests.support.print_rights`."""

import tomllib
from pathlib import Path

from bot.rules.permission import RIGHTS, Capacity
from bot.rules.step import Step

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rights.md"
BEGIN = "<!-- the table of bot/rules/permission.py begins -->\n"
END = "<!-- the table of bot/rules/permission.py ends -->\n"


def table() -> str:
    """Every step that is about one incident, and in which capacity it may be taken."""
    words = tomllib.loads((ROOT / "templates" / "vi" / "words.toml").read_text("utf-8"))
    rows = [
        ["Step", "Button", "Typed", *(f"`{capacity}`" for capacity in Capacity)],
        ["---", "---", "---", *(":-:" for _ in Capacity)],
        *(_row(step, held, words) for step, held in RIGHTS.items()),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(step: Step, held: frozenset[Capacity], words: dict[str, dict[str, object]]) -> list[str]:
    button = words["buttons"].get(step, "")
    typed = words["typed"].get(step)
    return [
        f"`{step.name}`",
        str(button[0] if isinstance(button, list) else button),
        f"`{typed[0]}`" if isinstance(typed, list) else "",
        *("✓" if capacity in held else "" for capacity in Capacity),
    ]


def written(page: str) -> str:
    """The page with the table as the code has it now."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), encoding="utf-8")
