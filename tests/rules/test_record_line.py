"""One line of /ghi: what is understood, and what is left for buttons."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.record import RecordKind, RecordLine, read_clock, read_line, read_opinion, split_reporter
from bot.vocabulary import load_vocabulary

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # 03:00 on the 23rd
WORDS = load_vocabulary().record


def read(argument: str) -> RecordLine:
    return read_line(argument, WORDS, NOW, ZONE)


def test_a_whole_line() -> None:
    """Everything given is understood, in the order of the contract."""
    line = read("dienthoai 02:10 ykien HP-2026-0123 Giữ xe, mở kiểm tra")
    assert line.channel is Channel.PHONE
    assert line.at == datetime(2026, 11, 22, 19, 10, tzinfo=UTC)
    assert line.kind is RecordKind.OPINION
    assert line.number is not None
    assert line.number.means("HP-2026-0123")
    assert line.text == "Giữ xe, mở kiểm tra"


def test_units_stand_behind_the_step_or_the_number() -> None:
    """`@đv` is taken behind the step and behind the number, and nowhere else."""
    assert read("fax ketqua @CA 0123 Đã bàn giao").units == ("CA",)
    assert read("dienthoai ykien 0123 @03CC, @03EE Giữ xe").units == ("03CC", "03EE")
    assert read("@03CC đã gọi lại").units == ()


@pytest.mark.parametrize(
    "argument",
    [
        "Kiểm tra camera cổng 3, bình thường",
        "Báo cáo lãnh đạo tình hình đầu ca",
        "Gói hàng để lại ở quầy 5 đã giao chủ",
        "Văn bản 1234 của đội đã chuyển",
        "Điện thoại bàn hỏng, đã báo sửa",
    ],
)
def test_plain_work_is_left_as_it_was_written(argument: str) -> None:
    """Ordinary words that look like a step or channel are neither."""
    assert read(argument) == RecordLine(text=argument)


def test_an_hour_to_come_was_yesterday() -> None:
    """HH:mm is today, or yesterday where today's is still to come."""
    assert read_clock("23:30", NOW, ZONE) == datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert read_clock("03:00", NOW, ZONE) == NOW
    assert read_clock("03:01", NOW, ZONE) == NOW + timedelta(minutes=1) - timedelta(days=1)
    assert read_clock("25:00", NOW, ZONE) is None


def test_words_of_agreement_alone_approve() -> None:
    """Anything more than agreement is a directive; what may ask or disagree is asked about."""
    assert read_opinion("Đồng ý.", WORDS) is DecisionKind.APPROVE
    assert read_opinion("dong y theo de xuat", WORDS) is DecisionKind.APPROVE
    assert read_opinion("Đồng ý, nhưng giữ thêm tài xế", WORDS) is DecisionKind.DIRECT
    assert read_opinion("Hỏi lại số seal", WORDS) is None
    assert read_opinion("Yêu cầu bổ sung lực lượng", WORDS) is None
    assert read_opinion("Giữ xe", WORDS) is DecisionKind.DIRECT
    assert read_opinion("không đồng ý, chưa đủ căn cứ", WORDS) is None


def test_who_reported_stands_before_a_colon() -> None:
    """A short name before a colon is who said it; an hour or a plate before one is not."""
    assert split_reporter("đ/c Hùng: đã bàn giao") == ("đ/c Hùng", "đã bàn giao")
    assert split_reporter("Lúc 14:30 đã bàn giao") == ("", "Lúc 14:30 đã bàn giao")
    assert split_reporter("Đã bàn giao") == ("", "Đã bàn giao")
