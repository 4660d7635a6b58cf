"""Moments to come, as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rules.due_text import read_due, read_stands_until, read_until

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00


def local(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """A moment at the desk."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("16h30", local(23, 16, 30)),
        ("đến 8h", local(24, 8)),
        ("16:30 25/11", local(25, 16, 30)),
        ("8h 30/11", local(30, 8)),
        ("sau 2h", local(23, 11)),
        ("khi nào xong", None),
        ("30/11", None),
    ],
)
def test_a_deadline_is_an_hour(text: str, at: datetime | None) -> None:
    """The next time the clock shows it, or on the day named; a day alone is no deadline."""
    assert read_due(text, NOW, ZONE) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("hết ngày 30/11", local(30, 23, 59)),
        ("8h 30/11", local(30, 8)),
        ("15/01", local(15, 23, 59, month=1, year=2027)),
        ("31/12/2026", local(31, 23, 59, month=12)),
        ("30/02", None),
        ("khi có lệnh mới", None),
    ],
)
def test_an_end_may_be_a_day(text: str, at: datetime | None) -> None:
    """It counts to the day's last minute; a day that has passed is next year's."""
    assert read_until(text, NOW, ZONE) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Tăng cường giám sát bãi B, có hiệu lực đến 08:00 30/11/2026", local(30, 8)),
        ("Giám sát bãi B (co hieu luc den het ngay 30/11)", local(30, 23, 59)),
        ("Có hiệu lực đến 8h 30/11; báo cáo hằng ngày", local(30, 8)),
        ("Kiểm tra container trước 16h", None),
        ("Giấy phép còn hiệu lực đến 30/11", None),
        ("Có hiệu lực đến khi có lệnh mới", None),
    ],
)
def test_a_directive_says_itself_until_when_it_stands(text: str, at: datetime | None) -> None:
    """Only by the words "có hiệu lực đến" and a moment behind them."""
    assert read_stands_until(text, NOW, ZONE) == at
