"""References in their canonical forms, and numbers that are none."""

import pytest

from bot.rules.marked_text import mark
from bot.rules.reference_text import read_references
from bot.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary().report


def read(text: str) -> list[tuple[str, str, str | None]]:
    """Return (kind, text, warning) of every reference."""
    found = read_references(mark(text, VOCABULARY), VOCABULARY).references
    return [(one.kind.value, one.text, one.warning and one.warning.value) for one in found]


@pytest.mark.parametrize(
    "written",
    [
        "MSKU1234565",
        "msku1234565",
        "MSKU 123456 5",
        "MSKU-123456-5",
        "MSKU 123.456.5",
        "MSKU 123456(5)",
        "MSKU 12 34 56 5",
    ],
)
def test_containers_are_one_however_they_are_spaced(written: str) -> None:
    """Spaces, dots, hyphens and case make no other container."""
    assert read(f"cont {written} ở bãi") == [("container", "MSKU1234565", None)]


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("15C-123.45", "15C-12345"),
        ("15c 12345", "15C-12345"),
        ("15C12345", "15C-12345"),
        ("xe15C-12345", "15C-12345"),
        ("51D1-234.56", "51D1-23456"),
        ("15B123456", "15B1-23456"),
        ("29LD-01234", "29LD-01234"),
        ("29LĐ 012.34", "29LD-01234"),
        ("16M 4455", "16M-4455"),
        ("桂F·A8231", "桂FA8231"),
    ],
)
def test_plates_are_one_however_they_are_written(written: str, canonical: str) -> None:
    """Dots, hyphens, spaces and case make no other plate; foreign plates are normal."""
    assert read(f"BKS {written}, lái xe") == [("plate", canonical, None)]


def test_a_foreign_plate_needs_its_keyword() -> None:
    """Letters and digits are a plate only after "biển số" and the like."""
    assert read("biển số Lào UN 4521") == [("plate", "UN4521", None)]
    assert read("phòng UN 4521") == []


def test_listed_numbers_share_their_keyword() -> None:
    """Declarations and seals behind the first one are read too, with their codes."""
    assert read("TK 504567890123/A11/02CI, 504567890134 và 504567890111") == [
        ("declaration", "504567890123", None),
        ("procedure", "A11", None),
        ("office", "02CI", None),
        ("declaration", "504567890134", None),
        ("declaration", "504567890111", None),
    ]
    assert read("seal VN0123456/VN0123457") == [("seal", "VN0123456", None), ("seal", "VN0123457", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cont MSKU1234560", [("container", "MSKU1234560", "container_check_digit")]),
        ("MST 0100109107", [("tax_code", "0100109107", "tax_code_check_digit")]),
        ("MST 0100109106-001", [("tax_code", "0100109106-001", None)]),
        ("mst 034089001234", [("tax_code", "034089001234", None)]),
        ("chi cục 99ZZ", [("office", "99ZZ", "unknown_office")]),
        ("B/L COSU6123456780", [("bill", "COSU6123456780", None)]),
        ("AWB 738 1234 5675", [("bill", "738-12345675", None)]),
        ("seal HQ/VN 123456", [("seal", "HQ/VN123456", None)]),
        ("seal HQ 0123456", [("seal", "0123456", None)]),
        (
            "tờ khai 10567890123 loại hình e21",
            [("declaration", "10567890123", None), ("procedure", "E21", None)],
        ),
        ("TK A11 104567890123", [("procedure", "A11", None), ("declaration", "104567890123", None)]),
    ],
)
def test_keywords_make_references(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """What has no form of its own is read after its keyword; what cannot be verified is warned of."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "sđt 0912345678", "cccd 031089001234", "stk 104567890123", "gọi 02253842000",
        "12 cont 40HC, 5 cont 20DC, 45G1", "50T 12345 kg",
        "bãi A12 cổng C03", "giá 1.250.000.000.000đ", "seal 22h15 hôm qua", "seal 20/11/2026",
        "số hiệu 1234567", "HIEU 1234567",
        "20KG 10KM 05PH", "2026-11-23", "mã 1045678901234567", "tờ khai số 12 ngày 20/11/2026",
        "٣١٢٣٤٥٦٧٨٩٠١٢", "TK 045678901234",
        "lúc 15H 2030 người", "100 seal bị hỏng", "vận đơn chưa có",
    ],
)  # fmt: skip
def test_other_numbers_are_no_references(text: str) -> None:
    """Phones, persons, accounts, sizes, yards, prices and dates name nothing."""
    assert read(text) == []
