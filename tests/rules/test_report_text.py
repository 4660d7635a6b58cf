"""Reading a report, beside the samples: it never fails, and what it leaves open it leaves open on purpose."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.courtesy import is_courtesy, is_receipt
from bot.rules.report_text import ReportReading, read_report
from bot.rules.secrecy import classification_mark
from bot.rules.urgency import Urgency
from bot.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary().report
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 7, 30, tzinfo=TIME_ZONE)
WORDS = sorted({word.removeprefix("=") for group in VOCABULARY.groups.values() for word in group})
PIECES = [
    "14h30", "ngày 31/2", "30/02/2026", "24h00", "99:99", "MSKU1234565", "15C-123.45", "104567890123", "0/0/0000",
    "\n", ". ", ", ", ":", "(", "\x00", "\u0301", "\u202e", "٣", "１２", "桂", "0100109106-001", "ß", "ﬁ", "İ",
    "lúc 3h kém 70", "3h ngày 1/1/0001", "23h ngày 31/12/9999", "đêm 0 rạng sáng 1/1/2026, 1h", "0h kém 15",
]  # fmt: skip


def read(text: str, now: datetime = NOW) -> ReportReading:
    """Read a report at half past seven in the morning of 23 November 2026."""
    return read_report(text, now=now, time_zone=TIME_ZONE, vocabulary=VOCABULARY)


def local(moment: datetime | None) -> str:
    """Return a moment as people here read it."""
    return moment.astimezone(TIME_ZONE).strftime("%d/%m %H:%M") if moment else ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    """Any text is read: NUL, lone combining marks and foreign digits included."""
    reading = read(text)
    assert reading.occurred_at is None or reading.occurred_at_options == ()
    is_courtesy(text, VOCABULARY)
    is_receipt(text, VOCABULARY)
    classification_mark(text, VOCABULARY)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_no_words_of_its_own_make_it_fail(text: str) -> None:
    """Whatever order the vocabulary's own words come in, times are aware UTC and options are two or more."""
    reading = read(text)
    times = (*reading.occurred_at_options, *([reading.occurred_at] if reading.occurred_at else []))
    assert all(one.tzinfo is UTC for one in times)
    assert len(reading.occurred_at_options) != 1
    assert not (reading.occurred_at and reading.occurred_at_options)


@pytest.mark.parametrize("text", PIECES)
def test_odd_pieces_are_read_alone(text: str) -> None:
    """Impossible hours, dates beyond the calendar and lone signs are read without a word of complaint."""
    assert read(text).kind == "other"


@pytest.mark.parametrize(
    "piece", ["\u0301", "đ", "1", "a ", "14h30 ", "tại bãi ", "đề nghị. ", "MSKU1234565 "]
)
def test_twenty_thousand_characters_are_read(piece: str) -> None:
    """A text of 20,000 characters is read like any other."""
    assert read((piece * 20_000)[:20_000]).kind == "other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lúc 14 giờ 30 phút", "22/11 14:30"),
        ("14:05 phát hiện", "22/11 14:05"),
        ("ngày 05.11 lúc 3h", "05/11 03:00"),
        ("22h hôm qua", "22/11 22:00"),
        ("3h kém 15 sáng", "23/11 02:45"),
        ("hai giờ sáng", "23/11 02:00"),
        ("2 rưỡi sáng nay", "23/11 02:30"),
        ("1h đêm qua", "23/11 01:00"),
        ("12h đêm qua", "23/11 00:00"),
        ("24h00 ngày 22/11", "23/11 00:00"),
        ("chiều thứ sáu lúc 3h", "20/11 15:00"),
        ("cách đây 2 tiếng", "23/11 05:30"),
        ("Giờ: 05:10\nNgày: 22/11/2026", "22/11 05:10"),
        ("At 2:10 pm yesterday", "22/11 14:10"),
        ("vào hồi 21 giờ 10, ngày 22 tháng 11 năm 2026", "22/11 21:10"),
        ("Đêm 22 rạng sáng 23/11, khoảng 23h", "22/11 23:00"),
        ("hom qua 22h", "22/11 22:00"),
    ],
)
def test_hours_are_the_nearest_past(text: str, expected: str) -> None:
    """Hours as officers write them; without a day the nearest before now is meant."""
    assert local(read(text).occurred_at) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10h toi phat hien xe", {"22/11 10:00", "22/11 22:00"}),
        ("3h chieu phat hien xe", {"22/11 15:00", "23/11 03:00"}),
        ("9h toi qua cong 2", {"22/11 09:00", "22/11 21:00"}),
        ("hàng nhập ngày 20/11, phát hiện lúc 6h", {"20/11 06:00", "23/11 06:00"}),
        ("lúc 8h15", {"22/11 08:15", "23/11 08:15"}),
    ],
)
def test_what_can_be_two_times_is_asked(text: str, expected: set[str]) -> None:
    """Unaccented words, a day far from its hour, an hour just ahead: both times are offered, neither is chosen."""
    reading = read(text)
    assert reading.occurred_at is None
    assert {local(one) for one in reading.occurred_at_options} == expected


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7", "chờ khoảng 2h rồi", "dự kiến 15h30 xuất bến", "mai 8h giao ca", "14h30 họp giao ban nhé",
        "sáng nay có xe",
        "30/2/2026 lúc", "lúc 25h70", "TK 104567890123 mở ngày 20/11", "5g heroin",
        "đề nghị trả lời trước 16h", "14h sáng",
    ],
)  # fmt: skip
def test_what_is_no_time_stays_unknown(text: str) -> None:
    """Plans, lengths of time, impossible hours and days without an hour are no time of occurrence."""
    reading = read(text)
    assert (reading.occurred_at, reading.occurred_at_options) == (None, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("khẩn: cháy kho", Urgency.KHAN),
        ("Khan: chay kho", Urgency.KHAN),
        ("xe cháy ở cổng 2, KHAN", Urgency.KHAN),
        ("THƯỢNG KHẨN", Urgency.THUONGKHAN),
        ("thuong khan cont bi pha", Urgency.THUONGKHAN),
        ("hoả tốc", Urgency.HOATOC),
        ("hoa toc anh oi", Urgency.HOATOC),
        ("khẩn, à không, hỏa tốc", Urgency.HOATOC),
        ("đề nghị khẩn trương", None),
        ("de nghi khan truong", None),
        ("khăn lụa 200 chiếc", None),
        ("hang khan hiem", None),
        ("xe cho khan", None),
        ("không khẩn", None),
        ("công điện hỏa tốc số 12", None),
    ],
)
def test_urgency_is_suggested_by_its_own_words_only(text: str, expected: Urgency | None) -> None:
    """Khẩn trương, khăn and khan hiếm suggest nothing; "khan" only at the start, before a colon, in capitals."""
    assert read(text).urgency_suggestion == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("không phát hiện ma túy", "other"),
        ("phát hiện ma túy", "narcotics"),
        ("đội kiểm soát chống buôn lậu báo", "other"),
        ("bổ sung hồ sơ luồng vàng", "other"),
        ("hàng giá trị cao", "other"),
        ("hom qua tai kho thieu 2 kien", "other"),
        ("chay xe qua cong, gui hang o kho", "other"),
        ("cháy xe ở cổng", "safety"),
        ("đề nghị soi chiếu nghi ma túy", "narcotics"),
        ("xe bốc cháy gây ùn tắc", "safety"),
    ],
)
def test_kind_needs_its_own_words(text: str, expected: str) -> None:
    """A denial, an office's name and a look-alike show no kind; words of the proposal only where nothing else does."""
    assert read(text).kind == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xe mất seal. Đơn vị kính đề nghị cho cân lại.", "đề nghị cho cân lại"),
        ("3. Kiến nghị, đề xuất:\n- giữ hàng\n- lấy mẫu", "- giữ hàng\n- lấy mẫu"),
        ("cty ABC de nghi huy to khai", None),
        ("DN đề nghị hủy, đơn vị đề xuất không hủy", "đề xuất không hủy"),
        ("Theo đề nghị của chi cục, xe đã ra", None),
        ("Xin phép giữ xe ở KV. 1. Trân trọng", "Xin phép giữ xe ở KV. 1"),
    ],
)
def test_the_proposal_is_the_units_own(text: str, expected: str | None) -> None:
    """The unit's words from đề nghị on; what a company asks for is no proposal."""
    proposal = read(text).proposal
    assert (proposal and proposal.removeprefix("- ")) == (expected and expected.removeprefix("- "))


def test_old_and_future_times_are_warned_of() -> None:
    """Over 24 hours ago and ahead of now are kept, and asked about."""
    old = read("lúc 6h ngày 21/11")
    ahead = read("lúc 22h ngày 23/11/2026")
    exactly = read("lúc 7h30 ngày 22/11")
    assert [one.code for one in old.warnings] == ["occurred_long_ago"]
    assert [one.code for one in ahead.warnings] == ["occurred_in_future"]
    assert exactly.warnings == ()
    assert exactly.occurred_at == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seal bị đứt. Xin ý kiến chỉ đạo", None),
        ("seal dut roi. xin y kien chi dao a", None),
        ("Seal bị đứt, đề nghị lãnh đạo cho ý kiến chỉ đạo gấp!", None),
        ("Seal bị đứt. Đề xuất: xin ý kiến của lãnh đạo trực ban về hướng xử lý.", None),
        ("Seal bị đứt. Đề nghị mở kiểm tra. Xin ý kiến chỉ đạo", "Đề nghị mở kiểm tra"),
        ("Seal bị đứt. Xin ý kiến chỉ đạo cho giữ xe", "Xin ý kiến chỉ đạo cho giữ xe"),
        ("Seal broken. We request instructions", None),
    ],
)
def test_asking_for_an_opinion_proposes_nothing(text: str, expected: str | None) -> None:
    """Words that only ask for the leader's opinion leave nothing to approve; what is asked leave for does."""
    assert read(text).proposal == expected
