"""`make bench`: every module beside this one that has `run()`, its figures printed as one table and kept as JSON.

Each is run several times and the median counts. The table shows the ratios, each taken within one run; seconds depend
on the machine and are in the JSON only.
"""

import argparse
import importlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

HERE = Path(__file__).parent
RUNS = 3
RATIO = ("ratio", "over")  # how a figure that compares is named


def benches() -> list[str]:
    """The names of the modules that measure something."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """Nested figures as `outer.inner`."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{name}.")
        else:
            yield before + name, float(value)


def measure(name: str, runs: int) -> dict[str, float]:
    """The median of each figure over several runs."""
    module = importlib.import_module(f"tests.bench.{name}")
    rows = [dict(flat(module.run())) for _ in track(range(runs), description=name, transient=True)]
    return {figure: median(row[figure] for row in rows) for figure in rows[0]}


def main(runs: int, wanted: list[str], output: Path) -> None:
    """Measure, print, keep."""
    table = Table("bench", "ratio", "median")
    kept = {}
    for name in wanted or benches():
        kept[name] = measure(name, runs)
        for figure, value in kept[name].items():
            if not any(word in figure for word in RATIO):
                continue
            table.add_row(name, figure, f"{value:.3f}")
        table.add_section()
    Console().print(table)
    output.write_text(json.dumps({"runs": runs, "medians": kept}, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--output", type=Path, default=Path("bench.json"))
    given = parser.parse_args()
    main(given.runs, given.names, given.output)
