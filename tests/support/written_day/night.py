"""Night and morning: nobody answers, the bot is away, shifts change."""

from datetime import timedelta

from tests.support.trouble import photos
from tests.support.written_day.desk import WrittenDesk

CHASE = "/hoatoc Lúc 2h05 tại cổng A cảng Tân Vũ xe 15C-123.45 bỏ chạy khi bị dừng. Đề nghị cho truy đuổi"


async def silent_leader(desk: WrittenDesk) -> None:
    """T1 leader and desk, T2 the deputy, T3 the superior, then all of them again."""
    await desk.until("02:10", day=24)
    await desk.unit.sends(CHASE)
    await desk.passes(2)
    await desk.officer.presses("Đã gọi, không liên lạc được")
    await desk.passes(1)
    await desk.passes(2)
    await desk.passes(3)
    await desk.passes(3)
    await desk.deputy.presses("Duyệt đề xuất")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.unit.sends(f"KQ {await desk.last()} đã chặn được xe tại cầu Rào")
    await desk.deputy.sends(f"XACNHAN {await desk.last()}")
    await desk.officer.presses("Xác nhận kết quả")


async def several(desk: WrittenDesk) -> None:
    """Three reports wait: one list; put off once."""
    await desk.until("03:00", day=24)
    for number in (1, 2, 3):
        await desk.unit.sends(f"/khan Lúc 2h50 xe 15C-123.4{number} cắt seal. Đề nghị cho mở kiểm tra")
    await desk.passes(5)
    await desk.passes(5)
    last = int(await desk.last())
    for number in (last - 2, last - 1, last):
        await desk.leader.sends(f"DUYET {number:04}")
    for number in (last - 2, last - 1, last):
        await desk.unit.sends(f"NHAN {number:04}")
        await desk.unit.sends(f"KQ {number:04} đã kiểm tra, đúng khai báo")
        await desk.officer.sends(f"XACNHAN {number:04}")
    await desk.unit.sends("/khan Lúc 3h10 xe 15C-999.11 cắt seal. Đề nghị cho mở kiểm tra")
    await desk.passes(5)
    await desk.leader.presses("Nhắc lại sau")
    await desk.passes(10)
    await desk.leader.sends(
        "", files=photos(1), caption=f"HOI {await desk.last()} Seal số mấy, như ảnh này không?"
    )
    await desk.passes(10)
    await desk.passes(10)
    await desk.unit.sends(f"BOSUNG {await desk.last()} Seal VN123456")
    await desk.leader.sends(f"CHIDAO {await desk.last()} Tăng cường giám sát bãi B, có hiệu lực đến 30/11")
    await desk.unit.presses("Đã nhận chỉ đạo")


async def away(desk: WrittenDesk) -> None:
    """The bot is away for 40 minutes and starts again."""
    await desk.until("05:00", day=24)
    await desk.other_unit.sends("/khan Lúc 4h50 xe 16H-123.00 cắt seal. Đề nghị cho mở kiểm tra")
    await desk.stop()
    desk.sandbox.clock.advance(timedelta(minutes=40).total_seconds())
    await desk.start()
    await desk.settles()
    await desk.leader.presses("Duyệt đề xuất")
    await desk.other_unit.presses("Đã nhận chỉ đạo")
    await desk.other_unit.sends(f"KQ {await desk.last()} seal bị va đập, không mất hàng")
    await desk.officer.presses("Xác nhận kết quả")


async def substitution(desk: WrittenDesk) -> None:
    """The coming officer asks to be stood in for: declined; the coming leader is stood in for and takes it back."""
    await desk.until("20:00")
    await desk.coming_officer.sends("/tructhay")
    await desk.coming_officer.presses("Nhờ trực thay 08:00 24/11")
    await desk.coming_officer.presses("Lê Xuân")
    await desk.officer.presses("Không nhận được")
    await desk.coming.sends("/tructhay")
    await desk.coming.presses("Nhờ trực thay 08:00 24/11")
    await desk.coming.presses("Phạm Thị Dung")
    await desk.deputy.presses("Nhận trực thay")
    await desk.superior.presses("Chưa duyệt trực thay")
    await desk.coming.sends("/tructhay")
    await desk.coming.presses("Nhờ trực thay 08:00 24/11")
    await desk.coming.presses("Cao Việt")
    await desk.coming.sends("/tructhay")
    await desk.coming.presses("Nhờ trực thay 08:00 24/11")
    await desk.coming.presses("Thôi nhờ trực thay")


async def slow(desk: WrittenDesk) -> None:
    """A result that is late, more time asked for, a recall nobody acknowledges, nothing left to do, an end."""
    await desk.until("20:30")
    await desk.unit.sends("/khan Lúc 20h20 xe 15C-777.00 đứt seal tại bãi B. Đề nghị cho mở kiểm tra")
    number = await desk.last()
    await desk.leader.presses("Duyệt đề xuất")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.passes(120)
    await desk.unit.sends(f"GIAHAN {number} 23h30 chờ xe nâng")
    await desk.passes(10)
    await desk.officer.presses("Đồng ý gia hạn")
    await desk.leader.sends(f"THUHOI {number}/1 chuyển sang theo dõi")
    await desk.passes(10)
    await desk.unit.presses("Đã nhận")
    await desk.passes(120)
    await desk.leader.sends(f"CHIDAO {number} Theo dõi xe tại bãi B, có hiệu lực đến 1h30")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.until("01:31", day=24)
    await desk.leader.sends(f"THUHOI {number}/2 hết thời gian theo dõi")
    await desk.unit.presses("Đã nhận")
    await desk.leader.sends(f"TUCHOI {number} Không phát hiện vi phạm")


async def roll_call(desk: WrittenDesk) -> None:
    """07:30: are you ready? 07:50: who has not answered."""
    await desk.until("07:30", day=24)
    await desk.coming.presses("Sẵn sàng nhận ca")
    await desk.coming_officer.sends("SANSANG")
    await desk.until("07:50", day=24)


async def shift_change(desk: WrittenDesk) -> None:
    """Equipment, Bàn giao ca, the digest, Chưa nhận ca, Nhận ca, items one by one."""
    await desk.unit.sends("/hoatoc Lúc 7h40 cháy container TCLU4265781 tại bãi A. Đề nghị cho di dời hàng")
    await desk.officer.presses("Tình trạng trang thiết bị")
    await desk.officer.sends("Camera cổng A hỏng, còn lại bình thường")
    await desk.officer.presses("Bàn giao ca")
    await desk.until("08:00", day=24)
    await desk.coming.presses("Chưa nhận ca")
    await desk.coming.sends("Chưa có biên bản bàn giao seal")
    await desk.coming_officer.presses("Nhận ca")
    await desk.passes(15)
    await desk.coming.presses("Nhận ca")
    await desk.coming.presses("Nhận ca, đã rõ")
    await desk.leader.presses("Bàn giao ca")
    await desk.coming.presses("Trọng điểm ca trực")
    await desk.coming.sends("Container lạnh tuyến cao tốc")
    await desk.coming.presses("Hỏi lại")
    await desk.coming.sends("Xe chữa cháy đã đến chưa?")
    await desk.officer.presses("Trả lời")
    await desk.officer.sends("Đã đến lúc 7h55")
    for _ in range(4):
        if not any("Nhận việc này" in message.buttons for message in await desk.coming.messages()):
            break
        await desk.coming.presses("Nhận việc này")
    await desk.coming.presses("Xem toàn bộ")
    await desk.coming.presses("Duyệt đề xuất")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.unit.sends(f"KQ {await desk.last()} đã di dời, dập tắt lúc 8h20")
    await desk.coming_officer.presses("Xác nhận kết quả")


async def quiet(desk: WrittenDesk) -> None:
    """The next change, nobody planned behind it: who leads now?"""
    await desk.until("07:30", day=25)
    await desk.until("08:30", day=25)
    await desk.superior.presses("Tôi trực tiếp chỉ đạo")


EPISODES = (
    ("Nhờ trực thay", substitution),
    ("Quá hạn, gia hạn, thu hồi, hết việc, hết hiệu lực", slow),
    ("02:10, lãnh đạo không trả lời", silent_leader),
    ("Nhiều việc chờ cùng lúc, nhắc lại sau, đơn vị không trả lời câu hỏi", several),
    ("Hệ thống gián đoạn 40 phút", away),
    ("Điểm danh trước ca", roll_call),
    ("Bàn giao ca, nhận ca", shift_change),
    ("Ca sau, chưa có ai trong lịch tiếp theo", quiet),
)
