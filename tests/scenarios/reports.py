"""Reports as units write them, for scenarios."""

from tests.support.desk_under_test import Phone

SEAL = (
    "Hồi 8h30 phát hiện xe 15C-123.45 chở container MSKU9070323 cắt seal tại cổng A cảng Tân Vũ. "
    "Đề nghị cho mở kiểm tra container."
)
NO_PROPOSAL = "Hồi 8h40 phát hiện xe 29H-456.78 có dấu hiệu chở hàng cấm tại bãi B."


async def sent(unit: Phone, text: str = SEAL) -> None:
    """A report that was looked at and sent."""
    await unit.sends(text)
    await unit.presses("Gửi")


async def approved(unit: Phone, leader: Phone) -> None:
    """A report whose proposal was approved."""
    await sent(unit)
    await leader.presses("Duyệt đề xuất")
