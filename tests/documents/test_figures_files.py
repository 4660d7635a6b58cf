"""The chart and the workbook: a picture that fits a phone, cells that are never formulas, made in a process apart."""

import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageFont

from bot.documents.canvas import FONTS, WIDTH
from bot.documents.columns import columns
from bot.documents.makers import MAKERS, Order
from bot.documents.process import make_document
from bot.vocabulary import LANGUAGES
from tests.templates.samples_figures import EACH_KIND, FIGURES, MINUTE, MONTH, NONE, unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TALLEST_ON_A_PHONE = 2000
FORMULA = '=HYPERLINK("https://example.org","x")'
CASE = {
    "number": "HP-2026-0001",
    "stage": "decision",
    "unit": "03CC",
    "since": MONTH["now"] - timedelta(minutes=7),
    "until": None,
    "due_at": MONTH["now"] - timedelta(minutes=2),
    "waited": 7 * MINUTE,
    "is_open": True,
    "is_over": True,
    "is_recorded": False,
}
RECEIVED = {
    "number": "HP-2026-0001",
    "at": MONTH["last_at"],
    "kind": "seal_alert",
    "unit": "03CC",
    "state": "in_progress",
}
WHOLE = {**MONTH, "desk": FORMULA, "received": [RECEIVED], "cases": [CASE]}


def made(kind: str, values: Mapping[str, Any], language: str = "vi") -> bytes:
    """The document, made in this process."""
    return MAKERS[kind](Order(kind, language, ZONE.key, values))


def cells(content: bytes, sheet: int) -> Iterator[tuple[str, str | float]]:
    """The cells of a sheet of the workbook: its place and what is in it."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        texts = ["".join(part.text or "" for part in one.iter(f"{NAMESPACE}t")) for one in strings]
        tree = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314
    for cell in tree.iter(f"{NAMESPACE}c"):
        assert cell.find(f"{NAMESPACE}f") is None, cell.attrib
        value = cell.findtext(f"{NAMESPACE}v") or ""
        yield cell.attrib["r"], texts[int(value)] if cell.attrib.get("t") == "s" else float(value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("values", [*FIGURES, EACH_KIND], ids=range(len(FIGURES) + 1))
def test_the_picture_fits_a_phone(language: str, values: Mapping[str, Any]) -> None:
    """1080 pixels wide, no taller than a phone's screen, and not empty."""
    with Image.open(BytesIO(made("figures-chart", values, language))) as picture:
        assert picture.size[0] == WIDTH
        assert picture.size[1] <= TALLEST_ON_A_PHONE
        assert len(picture.convert("L").getcolors() or ()) > 20


def test_a_picture_of_many_units_and_long_names() -> None:
    """What does not fit is cut with an ellipsis, and no more units than fit are shown."""
    rows = [unit(f"03{n:02}-{'X' * 20}", "Tên rất dài " * 20, 9, NONE, NONE, NONE) for n in range(200)]
    values = {
        **MONTH,
        "rows": rows,
        "desk": "Bộ phận trực ban " * 8,
        "units": [f"03{n:02}" for n in range(40)],
    }
    with Image.open(BytesIO(made("figures-chart", values))) as picture:
        assert picture.size[1] <= TALLEST_ON_A_PHONE * 1.4


def test_every_letter_is_in_the_font() -> None:
    """Vietnamese letters and the signs of the figures are drawn, none as the box of a letter that is missing."""
    for weight in ("Regular", "Bold"):
        font = ImageFont.truetype(FONTS / f"Inter-{weight}.otf", 40)
        missing = bytes(font.getmask("\ufffe"))
        for letter in "ạặẫỗữỵđĐơưƠƯ≥–…·“”":
            assert bytes(font.getmask(letter)) != missing, letter


def test_columns_are_days_weeks_or_months() -> None:
    """As many as a narrow screen can show; nothing gets lost between them."""
    for days, word, count in ((1, "by_day", 1), (45, "by_day", 45), (46, "by_week", 7), (200, "by_week", 29)):
        found = columns(_days(days), ZONE)
        assert (found[0], len(found[1]), sum(one.count for one in found[1])) == (word, count, days)
    word, months = columns(_days(366), ZONE)
    assert word == "by_month"
    assert [one.count for one in months][:3] == [31, 28, 31]
    assert months[0].label == "01/2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_workbook_is_a_formula(language: str) -> None:
    """What people wrote stands there as they wrote it; `cells` fails on any formula."""
    content = made("figures-workbook", WHOLE, language)
    found = {place: value for sheet in range(1, 6) for place, value in cells(content, sheet)}
    assert FORMULA in dict(cells(content, 1)).values()
    assert found


def test_the_workbook_can_be_worked_with() -> None:
    """Days, counts and lengths are Excel's own numbers; every case is there with its deadline."""
    content = made("figures-workbook", WHOLE)
    days = dict(cells(content, 2))
    assert (days["A1"], days["B1"], days["C1"]) == ("Ngày", "Tiếp nhận", "Niêm phong (seal) bị đứt, hỏng")
    assert days["A2"] == (date(2026, 11, 1) - date(1899, 12, 30)).days
    assert (days["B24"], days["C24"]) == (3, 1)
    cases = dict(cells(content, 4))
    assert cases["A2"] == "HP-2026-0001"
    assert cases["D2"] == pytest.approx(_excel(CASE["since"]))
    assert cases["G2"] == pytest.approx(7 / 24 / 60)
    assert [cases.get(f"{column}2") for column in "EHIJ"] == [None, "có", "có", None]
    assert dict(cells(content, 5))["E2"] == "Đang thực hiện"


def test_the_same_figures_are_the_same_file() -> None:
    """Made again after a stop, the bytes are the same, so it is kept once."""
    for kind in ("figures-chart", "figures-workbook"):
        assert made(kind, WHOLE) == made(kind, WHOLE)


async def test_both_are_made_in_a_process_apart() -> None:
    """As the bot makes them: from JSON, by another process, within its limits."""
    for kind, magic in (("figures-chart", b"\x89PNG"), ("figures-workbook", b"PK")):
        content = await make_document(Order(kind, "vi", ZONE.key, WHOLE))
        assert content.startswith(magic)
        assert content == made(kind, WHOLE)
    width, height = struct.unpack(">II", made("figures-chart", WHOLE)[16:24])
    assert width < height


@pytest.mark.parametrize(
    ("greed", "complaint"),
    [
        ("bytearray(3 * 1024**3)", "MemoryError"),
        ("resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))", "limit"),
    ],
)
def test_a_process_is_held_to_its_limits(greed: str, complaint: str) -> None:
    """It fails for want of memory before the machine does, and cannot give itself more of the processor."""
    code = f"import resource; from bot.documents.limits import keep_within; keep_within(); {greed}"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert complaint in ended.stderr


def _days(count: int) -> list[dict[str, Any]]:
    first = datetime(2026, 1, 1, tzinfo=ZONE)
    return [{"at": first + timedelta(days=n), "count": 1} for n in range(count)]


def _excel(at: datetime) -> float:
    return (at.astimezone(ZONE).replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
