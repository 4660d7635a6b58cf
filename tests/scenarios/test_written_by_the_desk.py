"""A report without words: the desk writes it down, its author confirms it."""

from tests.support.desk_under_test import DeskUnderTest, Phone

VOICE = {"kind": "voice", "name": "a.ogg", "base64": "T2dnUzAwMDAwMDAwMDAwMDAwMDA="}


async def _reported(unit: Phone) -> None:
    await unit.sends("", files=[VOICE])
    await unit.presses("Gửi")


async def test_a_report_by_voice_is_put_in_writing_and_confirmed(
    unit: Phone, leader: Phone, officer: Phone, desk: DeskUnderTest
) -> None:
    """The leader reads the desk's note at once, and the report itself when its author confirms it."""
    await _reported(unit)
    await officer.presses("Ghi thành văn")
    await officer.sends("Xe 15C-123.45 phá barie cổng B lúc 8h50")
    await officer.sees("Đã ghi thành văn HP-2026-0001", "chờ người báo xác nhận")
    await leader.sees("chờ ý kiến", "Ý kiến trực ban", "phá barie cổng B")
    asked = await unit.sees("HP-2026-0001 · THƯỜNG · ghi thành văn – đề nghị xác nhận", "phá barie cổng B")
    await unit.presses("Đúng nội dung tôi báo", on=asked)
    assert not (await unit.again(asked)).buttons
    await leader.sees("chờ ý kiến", "Bổ sung", "đ/c Trần Bình: Xe 15C-123.45 phá barie cổng B")
    assert "Ghi thành văn" not in (await officer.sees("chờ ý kiến")).buttons
    assert (await desk.log_kinds())[-2:] == ["note:added", "report:added"]


async def test_what_was_misheard_is_sent_again_in_words(unit: Phone, leader: Phone, officer: Phone) -> None:
    """Whoever wrote it down is told; the next message is the addition."""
    await _reported(unit)
    await officer.presses("Ghi thành văn")
    await officer.sends("Xe phá barie cổng D")
    await unit.presses("Chưa đúng")
    await officer.sees("bản ghi thành văn chưa đúng", "cổng D")
    await unit.sends("Xe 15C-123.45 phá barie cổng B")
    await leader.sees("chờ ý kiến", "Bổ sung", "cổng B")


async def test_a_report_in_words_needs_no_writing_down(unit: Phone, officer: Phone) -> None:
    """The button stands on reports without words only."""
    await unit.sends("Xe 15C-123.45 phá barie cổng B lúc 8h50")
    await unit.presses("Gửi")
    assert "Ghi thành văn" not in (await officer.sees("chờ ý kiến")).buttons
