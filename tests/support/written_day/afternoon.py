"""Noon to evening: containment, opinions by phone, what is begun and left, strangers, wrong input, reading."""

from tests.support.trouble import change
from tests.support.written_day.desk import WrittenDesk

BREACH = "Công chức giám sát cổng B thực hiện không đúng quy trình nghiệp vụ khi cho xe ra lúc 16h"
SEAL_AGAIN = "Lúc 12h50 tại bãi B cảng Tân Vũ, xe 15C-123.45 seal bị đứt. Đề nghị mở kiểm tra"


async def contained_by_unit(desk: WrittenDesk) -> None:
    """Told to unit, head and leader at once; the leader lets it stand, later ends it."""
    await desk.until("12:00")
    await desk.unit.sends("/khan Lúc 11h50 xe 15C-123.45 nghi chở hàng cấm vào cổng A. Đề nghị cho kiểm tra")
    number = await desk.last()
    await desk.leader.sends(f"DUYET {number}")
    await desk.unit.sends(f"NHAN {number}")
    await desk.unit.sends(f"/nganchan {number} giữ xe 15C-123.45 tại cổng A, lái xe định bỏ chạy")
    for minutes in (2, 1, 2, 3):
        await desk.passes(minutes)
    await desk.leader.presses("Tiếp tục ngăn chặn")
    await desk.unit.presses("Đã nhận")
    await desk.unit.sends(f"KQ {number} đã kiểm tra, hàng đúng khai báo")
    await desk.officer.presses("Xác nhận kết quả")


async def contained_by_desk(desk: WrittenDesk) -> None:
    """An officer orders a unit to stop; nobody answers for six minutes."""
    await desk.officer.sends("/nganchan @03EE dừng xe 15C-678.90, không cho qua cổng")
    await desk.passes(2)
    await desk.passes(1)
    await desk.other_unit.presses("Đã nhận")
    await desk.passes(2)
    await desk.passes(3)
    await desk.leader.presses("Chấm dứt ngăn chặn")
    await desk.leader.sends("Biên phòng đã kiểm tra, cho xe đi")
    await desk.other_unit.presses("Đã nhận")
    await desk.leader.sends(f"TUCHOI {await desk.last()} Không có vi phạm")


async def by_phone(desk: WrittenDesk) -> None:
    """An opinion by phone, owned; another one, disowned."""
    await desk.until("13:00")
    await desk.unit.sends(f"/khan {SEAL_AGAIN}")
    number = await desk.last()
    await desk.officer.sends(f"/ghi dienthoai ykien {number} Giữ xe, mở kiểm tra")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.passes(10)
    await desk.passes(10)
    await desk.leader.presses("Đúng ý kiến tôi")
    await desk.unit.sends(f"KQ {number} đã mở kiểm tra, không vi phạm")
    await desk.officer.presses("Xác nhận kết quả")
    await desk.other_unit.sends(f"/khan {SEAL_AGAIN.replace('15C-123.45', '16H-222.33')}")
    await desk.officer.presses("Ghi ý kiến qua điện thoại")
    await desk.officer.presses("Vừa xong")
    await desk.officer.sends("Đồng ý theo đề xuất")
    await desk.leader.presses("Không phải ý kiến tôi")
    await desk.other_unit.presses("Đã nhận")
    await desk.leader.sends(f"TUCHOI {await desk.last()} Seal đã đứt từ trước, có biên bản")


async def recorded(desk: WrittenDesk) -> None:
    """Ghi việc đã làm, step by step and in one line."""
    await desk.officer.sends("Ghi việc đã làm")
    await desk.officer.presses("Việc đã làm")
    await desk.officer.sends("Kiểm tra camera cổng 3, bình thường")
    await desk.officer.sends("/ghi Kiểm tra niêm phong kho A")
    await desk.officer.sends("/ghi dienthoai 13:10 Biên phòng hỏi lịch tàu, đã trả lời")
    await desk.officer.sends("/ghi fax 13:20 baocao @03EE Xe 16H-333.44 chở quá tải tại bãi C")
    await desk.leader.sends(f"TUCHOI {await desk.last()} Chuyển cảnh sát giao thông")


async def left(desk: WrittenDesk) -> None:
    """A report not sent, a text nobody places, a form nobody fills."""
    await desk.until("14:00")
    await desk.writes_anew(desk.other_unit, "Xe 16H-777.88 cắt seal tại cổng A. Đề nghị cho mở kiểm tra")
    await desk.passes(2)
    await desk.passes(3)
    await desk.officer.presses("Tiếp nhận thay")
    await desk.coming.sends("Nhắn anh em xem lại camera cổng 3 nhé")
    for _ in range(3):
        await desk.passes(5)
    await desk.officer.presses("Bổ sung HP")
    await desk.leader.presses("Chỉ đạo khác")
    await desk.passes(4)
    await desk.leader.sends("Giữ xe, chờ cảnh sát")
    await desk.leader.presses("Đúng, dùng nội dung này")
    await desk.passes(30)
    await desk.leader.presses("Viết tiếp")
    await desk.leader.presses("Gửi chỉ đạo")


async def silent_unit(desk: WrittenDesk) -> None:
    """Nobody acknowledges: contact and head, then the desk, then the leader; the result is late, too."""
    await desk.until("16:20")
    await desk.other_unit.presses("Đã nhận chỉ đạo")
    number = await desk.last()
    await desk.until("16:40")
    await desk.other_unit.sends(f"KQ {number} đã giữ xe, cảnh sát đã nhận")
    await desk.passes(30)
    await desk.officer.presses("Xác nhận kết quả")


async def private(desk: WrittenDesk) -> None:
    """Phản ánh riêng: the superior alone."""
    await desk.until("17:00")
    await desk.writes_anew(desk.performer, BREACH)
    await desk.performer.presses("Phản ánh riêng")
    await desk.performer.presses("Bổ sung")
    await desk.performer.sends("Xe đó biển 15C-111.22")


async def secret(desk: WrittenDesk) -> None:
    """Marked as secret: stopped, deleted, told; a false alarm is cleared."""
    await desk.unit.sends("TỐI MẬT: kế hoạch kiểm tra tại bãi C")
    await desk.officer.presses("Không phải nội dung mật")


async def strangers(desk: WrittenDesk) -> None:
    """Unknown accounts, wrong codes, frozen accounts."""
    await desk.stranger.sends("/start")
    await desk.stranger.sends("Cho hỏi giờ làm việc của hải quan?")
    await desk.stranger.sends("1234567890")
    await desk.leader.sends("/khoataikhoan Ngô Tuấn")
    await desk.performer.sends("Tôi bị mất máy")
    await desk.control("phones/301/block", {})
    await desk.unit.sends("/khan Lúc 16h55 xe 15C-555.66 rời bãi B không phép")
    number = await desk.last()
    await desk.leader.sends(f"CHIDAO {number} @03EE Chặn xe tại cổng Đình Vũ")
    await desk.control("phones/301/unblock", {})
    await desk.settles()
    await desk.other_unit.sends(f"NHAN {number}")
    await desk.other_unit.sends(f"KQ {number} xe đã quay lại bãi")
    await desk.officer.presses("Xác nhận kết quả")


async def wrong(desk: WrittenDesk) -> None:
    """Bad input: each answer says what is wrong and what to do."""
    await desk.other_unit.sends("/khan Lúc 16h30 xe 16H-999.00 đứt seal tại bãi A")
    number = await desk.last()
    for text in (
        "DUYET",
        f"DUYET {number}",
        "DUYET 0099",
        f"CHIDAO {number}",
        f"CHIDAO {number} @99ZZ Giữ xe",
        f"TUCHOI {number}",
        f"THUHOI {number}/1",
        "/nhatky 31/02/2026",
        "/thongke 31/11/2026",
        "/khongco",
    ):
        await desk.leader.sends(text)
    for text in (
        f"KQ {number} xong",
        f"NHAN {number}",
        "/khan",
        "BOSUNG 0001",
        f"XACNHAN {number}",
        "SANSANG",
    ):
        await desk.other_unit.sends(text)
    await desk.coming.sends(f"DUYET {number}")
    await desk.deputy.sends(f"DUYET {number}")
    await desk.group_unit.sends("/vuviec", chat=-1002)
    await desk.officer.sends("/nganchan dừng xe")
    await desk.officer.sends("/ghi")
    await desk.officer.sends("THUHOI")
    await desk.leader.sends(f"TUCHOI {number} Seal thay theo biên bản")
    await desk.leader.sends(f"DUYET {number}")


async def reading(desk: WrittenDesk) -> None:
    """What is going on, who is on duty, figures, the log, help."""
    await desk.until("18:00")
    await desk.unit.sends("/vuviec")
    await desk.unit.sends("/vuviec 0001")
    await desk.unit.sends("/catruc")
    await desk.unit.sends("Gọi trực ban")
    await desk.leader.sends("/lichtruc")
    await desk.leader.sends("/lichtruc cuatoi")
    await desk.officer.sends("/thongke")
    await desk.officer.sends("/nhatky")
    await desk.officer.sends("/tim seal")
    await desk.unit.sends("/trogiup")
    await desk.leader.sends("/trogiup")
    await desk.officer.sends("/trogiup")
    await desk.unit.sends("/ngonngu")
    await desk.unit.presses("Tiếng Việt")
    await desk.officer.sends("/lichtruc cuatoi")
    await desk.group_unit.sends("/start")
    await desk.leader.sends("/bangiao")


async def audited(desk: WrittenDesk) -> None:
    """A reminder is missing: found within a minute."""
    await desk.until("19:00")
    await desk.unit.sends("/khan Lúc 18h50 xe 15C-444.55 đứt seal tại bãi B. Đề nghị cho mở kiểm tra")
    await change(desk, "DELETE FROM timers WHERE duty = 'decision-for-superior' AND state = 'waiting'")
    for _ in range(3):
        await desk.passes(1)
        await desk.looked_at()
    await desk.leader.presses("Duyệt đề xuất")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.unit.sends(f"KQ {await desk.last()} seal cũ, không vi phạm")
    await desk.officer.presses("Xác nhận kết quả")


EPISODES = (
    ("Đơn vị ngăn chặn ngay", contained_by_unit),
    ("Trực ban ra lệnh dừng ngay, lãnh đạo chưa trả lời", contained_by_desk),
    ("Ý kiến qua điện thoại: được xác nhận, và không được xác nhận", by_phone),
    ("Ghi việc đã làm", recorded),
    ("Báo cáo chưa gửi, tin chưa rõ vụ việc, phần viết dở", left),
    ("Đơn vị không trả lời", silent_unit),
    ("Phản ánh riêng", private),
    ("Dừng tin có dấu hiệu mật", secret),
    ("Người lạ, khóa tài khoản, chặn bot", strangers),
    ("Nhập sai", wrong),
    ("Đang có gì, ai đang trực, thống kê, nhật ký, trợ giúp", reading),
    ("Kiểm tra tự động phát hiện thiếu lịch nhắc", audited),
)
