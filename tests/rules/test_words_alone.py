"""Folding, cleaning, courtesies and classification marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clean_text import clean
from bot.rules.courtesy import is_courtesy, is_receipt
from bot.rules.fold import accents, fold, fold_aligned
from bot.rules.secrecy import classification_mark
from bot.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary().report


def test_folding_takes_accents_case_and_d_away() -> None:
    """Composed, decomposed and Icelandic look-alikes fold to the same letters."""
    assert fold("Đường ĐỘ Ðà ðồng") == "duong do da dong"
    assert fold(unicodedata.normalize("NFD", "Hỏa tốc")) == fold("HOẢ TỐC") == "hoa toc"


def test_both_places_of_a_tone_are_one_spelling() -> None:
    """Hoả and hỏa have the same accents; tối and tôi have not."""
    assert accents("hoả") == accents("hỏa")
    assert accents("tối") != accents("tôi")


@given(st.text())
def test_aligned_folding_keeps_positions(text: str) -> None:
    """The folded text is as long as the text, whatever is in it."""
    assert len(fold_aligned(text)) == len(text)


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    """A clean text is composed, stays as it is, and holds no control or bidi character."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(char) == "Cc" for char in cleaned if char not in "\n\t")
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def test_cleaning_keeps_lines_and_families() -> None:
    """Line ends become a line feed, a family emoji stays one."""
    assert clean("a\r\nb\rc\x00\u202e") == "a\nb\nc"
    assert clean("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    "text", ["rõ", "RÕ!", "đã rõ ạ", "nhận rõ", "ok", "Vâng", "ro", "da ro", "Rõ, cảm ơn anh", "received"]
)
def test_receipts_acknowledge(text: str) -> None:
    """Words of receipt alone, with an address or thanks, are a receipt, and a courtesy."""
    assert is_receipt(text, VOCABULARY)
    assert is_courtesy(text, VOCABULARY)


@pytest.mark.parametrize("text", ["cảm ơn anh nhiều", "em cam on a", "thanks", "👍", "🙏🏽 👌", "❤️"])
def test_thanks_are_a_courtesy_only(text: str) -> None:
    """Thanks and thumbs start no report and acknowledge nothing."""
    assert is_courtesy(text, VOCABULARY)
    assert not is_receipt(text, VOCABULARY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🔥",
        "👍 xe 15C-12345",
        "ok?",
        "rõ chưa anh",
        "ok xe 15C-12345 đã ra",
        "anh ơi",
        "không rõ",
        "chưa rõ",
        "vâng " * 60,
    ],
)
def test_anything_more_is_neither(text: str) -> None:
    """A question, an address alone, or a word more is no courtesy."""
    assert not is_courtesy(text, VOCABULARY)
    assert not is_receipt(text, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT", "MẬT"),
        ("[MẬT] báo cáo", "MẬT"),
        ("HÀNG HÓA\nMẬT\nKÍNH GỬI", "MẬT"),
        ("Báo cáo TỐI MẬT về", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("độ mật: A", "độ mật"),
        ("văn bản đóng dấu Mật", "đóng dấu mật"),
        ("TÀI LIỆU MẬT", "tài liệu mật"),
        ("gửi anh văn bản mật số 5", "văn bản mật"),
    ],
)
def test_classification_marks_stop(text: str, mark: str) -> None:
    """Marks in accented capitals standing alone and the four phrases are found, composed or not."""
    assert classification_mark(text, VOCABULARY) == mark
    assert classification_mark(unicodedata.normalize("NFD", text), VOCABULARY) == mark


@pytest.mark.parametrize(
    "text",
    [
        "mặt hàng", "MẶT HÀNG", "có mặt", "mật ong", "NHẬP KHẨU MẬT ONG", "MẬT ong rừng", "mật độ", "bí mật",
        "BÍ MẬT", "BẢO MẬT HỆ THỐNG", "mật khẩu",
        "MAT", "tai lieu mat", "do mat", "tối mật", "tài liệu mật ong", "tài liệu mất", "độ mặn", "Mật",
        "CHỞ MẬT TỪ LÀO", "",
    ],
)  # fmt: skip
def test_ordinary_words_pass(text: str) -> None:
    """Honey, goods, density, passwords and secrets in small letters are ordinary words."""
    assert classification_mark(text, VOCABULARY) is None
