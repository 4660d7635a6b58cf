"""docs/rights.md prints the table of rights as the code has it."""

from bot.rules.permission import Capacity
from tests.support.print_rights import PAGE, written


def test_the_page_prints_the_table() -> None:
    """Writing the table anew changes nothing; else run `python -m tests.support.print_rights`."""
    page = PAGE.read_text("utf-8")
    assert page == written(page)


def test_every_capacity_is_explained() -> None:
    """What heads a column is also said in a sentence."""
    explained = PAGE.read_text("utf-8").partition("## Capacities")[2].partition("\n## ")[0]
    assert [capacity for capacity in Capacity if f"`{capacity}`" not in explained] == []
