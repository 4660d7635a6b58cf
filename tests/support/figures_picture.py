"""Draws the picture of /thongke for the documents, from sample figures: `python -m tests.support.figures_picture`."""

from pathlib import Path

from bot.documents.makers import MAKERS, Order
from tests.templates.samples_figures import MONTH

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "figures.png"


def take() -> None:
    """Write it anew, as the bot draws it."""
    PICTURE.write_bytes(MAKERS["figures-chart"](Order("figures-chart", "vi", "Asia/Ho_Chi_Minh", MONTH)))


if __name__ == "__main__":
    take()
