"""A picture to be read on a phone: 1080 pixels wide, large letters, colours that everybody can tell apart.

Measures are pixels of the finished picture; it is drawn larger and made smaller, so that edges are smooth.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH = 1080
MARGIN = 48
RIGHT = WIDTH - MARGIN
TITLE, HEADING, BODY, SMALL = 50, 40, 34, 30
# Okabe and Ito's colours, safe for every kind of colour blindness; told apart by shape as well.
INK, GREY, FAINT, PAPER = "#1b1f23", "#5b646d", "#d9dee3", "#ffffff"
BLUE, LIGHT_BLUE, ORANGE = "#0072b2", "#9ccbe8", "#d55e00"

FONTS = Path(__file__).parent / "fonts"
FINER = 2
ELLIPSIS = "…"
TALLEST = 4000
COLOURS = 96  # as many as a few colours and their smooth edges need; a third of the bytes


@cache
def _font(size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Inter-{'Bold' if is_bold else 'Regular'}.otf", size * FINER)


class Canvas:
    """A white sheet; `y` runs downwards. What is drawn below `height` is cut off by `png`."""

    def __init__(self, tallest: float = TALLEST) -> None:
        self._image = Image.new("RGB", (WIDTH * FINER, round(tallest) * FINER), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    @staticmethod
    def width_of(text: str, size: int = BODY, *, is_bold: bool = False) -> float:
        """How wide a text is."""
        return _font(size, is_bold=is_bold).getlength(text) / FINER

    def fitted(self, text: str, width: float, size: int = BODY, *, is_bold: bool = False) -> str:
        """The text, or as much of it as fits with an ellipsis."""
        if self.width_of(text, size, is_bold=is_bold) <= width:
            return text
        kept = text
        while kept and self.width_of(kept.rstrip() + ELLIPSIS, size, is_bold=is_bold) > width:
            kept = kept[:-1]
        return kept.rstrip() + ELLIPSIS

    def lines(self, text: str, width: float, size: int = BODY, *, is_bold: bool = False) -> list[str]:
        """The text in as many lines as it takes; a word wider than a line is cut short."""
        found: list[str] = []
        for word in text.split():
            longer = f"{found[-1]} {word}" if found else word
            if found and self.width_of(longer, size, is_bold=is_bold) <= width:
                found[-1] = longer
            else:
                found.append(self.fitted(word, width, size, is_bold=is_bold))
        return found

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int = BODY,
        *,
        colour: str = INK,
        is_bold: bool = False,
        anchor: str = "lm",
    ) -> None:
        """One line of text; `anchor` says which point of it stands at (x, y), as Pillow spells it."""
        place = (x * FINER, y * FINER)
        self._draw.text(place, text, colour, _font(size, is_bold=is_bold), anchor)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """A filled rectangle."""
        box = (
            left * FINER,
            top * FINER,
            max(right * FINER - 1, left * FINER),
            max(bottom * FINER - 1, top * FINER),
        )
        self._draw.rectangle(box, colour)

    def panel(
        self, left: float, top: float, right: float, bottom: float, colour: str, edge: str | None = None
    ) -> None:
        """A filled rectangle with round corners, with an edge or without."""
        box = (left * FINER, top * FINER, right * FINER, bottom * FINER)
        self._draw.rounded_rectangle(box, 14 * FINER, colour, edge, 2 * FINER if edge else 0)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 2
    ) -> None:
        """A straight line."""
        points = [(x * FINER, y * FINER) for x, y in (start, end)]
        self._draw.line(points, colour, round(width * FINER))

    def dot(self, x: float, y: float, radius: float, colour: str, *, is_open: bool = False) -> None:
        """A disc, or a ring of the same size."""
        box = ((x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER)
        self._draw.ellipse(box, PAPER if is_open else colour, colour, 4 * FINER)

    def diamond(self, x: float, y: float, radius: float, colour: str, *, is_open: bool = False) -> None:
        """A square on its corner, filled or not."""
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        points = [(px * FINER, py * FINER) for px, py in corners]
        self._draw.polygon(points, PAPER if is_open else colour, colour, 4 * FINER)

    def triangle(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled triangle that points up."""
        corners = [(x, y - radius), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8)]
        self._draw.polygon([(px * FINER, py * FINER) for px, py in corners], colour)

    def png(self, height: float) -> bytes:
        """The picture, so high, as PNG."""
        sheet = self._image.crop((0, 0, WIDTH * FINER, round(height) * FINER))
        written = BytesIO()
        smooth = sheet.resize((WIDTH, round(height)), Image.Resampling.LANCZOS)
        smooth.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        return written.getvalue()
