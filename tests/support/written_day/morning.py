"""09:00 to noon: reports of every kind, and every kind of opinion on them."""

from tests.scenarios.reports import NO_PROPOSAL, SEAL
from tests.support.trouble import photos
from tests.support.written_day.desk import WrittenDesk

VOICE = {"kind": "voice", "name": "a.ogg", "base64": "T2dnUzAwMDAwMDAwMDAwMDAwMDA="}
SCAN = "Lúc 9h10 qua soi chiếu container TCLU4265781 tại bãi soi số 2 có vùng tối bất thường. Đề nghị cho mở kiểm tra"


async def ordinary(desk: WrittenDesk) -> None:
    """Looked at, sent, approved, received, in hand, reported, returned, reported again, confirmed."""
    await desk.unit.sends(SEAL)
    await desk.unit.presses("Gửi")
    await desk.leader.presses("Duyệt đề xuất")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.unit.presses("Đang thực hiện")
    await desk.passes(12)
    await desk.unit.presses("Báo kết quả")
    await desk.unit.sends("Đã mở kiểm tra, hàng đúng khai báo")
    await desk.officer.presses("Trả lại báo cáo")
    await desk.officer.sends("Nêu rõ số kiện và số seal mới")
    returned = await desk.unit.sees("cần báo cáo lại", "số seal mới")
    await desk.unit.sends("480 kiện, seal mới VN880214", reply_to=returned)
    await desk.unit.presses("Báo kết quả")
    await desk.officer.presses("Xác nhận kết quả")


async def ambiguous(desk: WrittenDesk) -> None:
    """Without accents: which seven o'clock? Then single fields are corrected; then it is dropped."""
    await desk.writes_anew(desk.unit, "phat hien xe 15C-123.45 cat seal luc 7h toi qua")
    await desk.unit.presses("19:00 22/11")
    await desk.unit.presses("Sửa")
    await desk.unit.presses("Địa điểm")
    await desk.unit.sends("Bãi soi số 2 cảng Tân Vũ")
    await desk.unit.presses("Thượng khẩn")
    await desk.unit.presses("Bỏ báo cáo này")


async def question(desk: WrittenDesk) -> None:
    """The leader asks, the unit answers, the deputy's card follows; then a directive of the leader's own."""
    await desk.other_unit.sends(f"/khan {SCAN}")
    await desk.leader.presses("Yêu cầu bổ sung")
    await desk.leader.sends("Hàng khai báo là gì, có ảnh soi không?")
    asked = await desk.other_unit.sees("yêu cầu bổ sung", "ảnh soi")
    await desk.other_unit.sends("Khai báo hạt nhựa, ảnh soi gửi kèm", reply_to=asked, files=photos(1))
    await desk.officer.presses("Ý kiến trực ban")
    await desk.officer.sends("Doanh nghiệp này đã có 1 vụ vi phạm tháng 10")
    await desk.leader.presses("Chỉ đạo khác")
    await desk.leader.sends("Giữ nguyên container, soi lại lần 2 với sự có mặt của chủ hàng")
    await desk.leader.presses("03CC")
    await desk.leader.presses("Gửi chỉ đạo")
    card = await desk.unit.sees("soi lại lần 2")
    await desk.unit.sends("đã rõ", reply_to=card)
    await desk.other_unit.presses("Chuyển người thực hiện")
    await desk.other_unit.presses("Đã nhận chỉ đạo")


async def more(desk: WrittenDesk) -> None:
    """While it runs: a further directive, one in another's place, a recall, an extension."""
    number = await desk.last()
    await desk.leader.presses("Chỉ đạo bổ sung")
    await desk.leader.sends("Mời đại diện hãng tàu chứng kiến")
    await desk.leader.presses("Gửi chỉ đạo")
    await desk.leader.sends(f"THUHOI {number}/2 hãng tàu đã ủy quyền cho chủ hàng")
    await desk.other_unit.presses("Đã nhận")
    await desk.leader.presses("Chỉ đạo thay thế")
    await desk.leader.sends("Mở kiểm tra thực tế 100% lô hàng")
    await desk.leader.presses("Gửi chỉ đạo")
    await desk.other_unit.presses("Đã nhận chỉ đạo")
    await desk.unit.presses("Chuyển người thực hiện")
    await desk.unit.presses("Ngô Tuấn")
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.other_unit.sends(f"BOSUNG {number} chủ hàng đã có mặt tại bãi soi")
    await desk.other_unit.presses("Xin gia hạn")
    await desk.other_unit.sends("14h chờ xe nâng")
    await desk.officer.presses("Đồng ý gia hạn")
    await desk.unit.sends(f"GIAHAN {number} 15h thiếu người")
    await desk.officer.presses("Không gia hạn")


async def finished(desk: WrittenDesk) -> None:
    """Two units report; the last result confirmed closes; reopened with a reason, closed again."""
    number = await desk.last()
    await desk.unit.sends(f"KQ {number} đã cử 2 người phối hợp")
    await desk.other_unit.sends(f"KQ {number} mở kiểm tra, phát hiện 20 kiện ngoài khai báo, đã niêm phong")
    await desk.officer.sends(f"XACNHAN {number}")
    await desk.officer.presses("Xác nhận kết quả")
    await desk.officer.presses("Xác nhận kết quả")
    await desk.leader.presses("Mở lại")
    await desk.leader.sends("Chủ hàng khiếu nại số kiện")
    await desk.leader.presses("Kết thúc vụ việc")
    await desk.leader.sends("Đã kiểm đếm lại, đúng 20 kiện; chuyển Đội kiểm soát lập hồ sơ")


async def album_and_voice(desk: WrittenDesk) -> None:
    """Three photos with a caption; then a voice message which the desk puts in writing."""
    caption = "Xe 29H-456.78 đi sai tuyến tại km 12 quốc lộ 5 lúc 9h05"
    await desk.writes_anew(desk.other_unit, "", files=photos(3), caption=caption)
    await desk.other_unit.presses("Gửi")
    await desk.leader.sends(f"TUCHOI {await desk.last()} Xe đã khai đổi tuyến, có văn bản")
    await desk.writes_anew(desk.other_unit, "", files=[VOICE])
    await desk.other_unit.presses("Gửi")
    await desk.officer.presses("Ghi thành văn")
    await desk.officer.sends("Xe 15C-111.22 phá barie cổng B lúc 9h08")
    await desk.other_unit.presses("Chưa đúng")
    await desk.other_unit.sends("Xe 15C-111.22 phá barie cổng D lúc 9h08, lái xe bỏ chạy")


async def disagreed(desk: WrittenDesk) -> None:
    """Không đồng ý: watched until a time, then closed."""
    await desk.leader.presses("Không đồng ý")
    await desk.leader.presses("Tiếp tục theo dõi")
    await desk.leader.sends("Giao tổ giám sát trích camera, theo dõi đến 11h30")
    await desk.until("11:30")
    await desk.leader.presses("Kết thúc vụ việc")
    await desk.leader.sends("Đã bắt giữ lái xe, bàn giao công an")


async def by_voice(desk: WrittenDesk) -> None:
    """The leader says a directive; it goes at once, and is put in writing when somebody reminds them."""
    await desk.unit.sends("/khan Lúc 11h20 xe 15C-321.00 rơi container tại bãi A. Đề nghị cho phân luồng")
    await desk.leader.presses("Chỉ đạo khác")
    await desk.leader.sends("", files=[VOICE])
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.passes(15)
    await desk.leader.presses("Ghi thành văn")
    await desk.leader.sends("Phân luồng qua cổng B, gọi cẩu của cảng")
    await desk.unit.sends(f"KQ {await desk.last()} đã thông bãi A")
    await desk.officer.presses("Xác nhận kết quả")


async def edited(desk: WrittenDesk) -> None:
    """A message is changed after it was sent; another text is added to what is open; a courtesy starts nothing."""
    await desk.writes_anew(desk.unit, NO_PROPOSAL)
    await desk.unit.presses("Gửi")
    said = next(m for m in reversed(await desk.unit.messages()) if m.text == NO_PROPOSAL)
    await desk.unit.edits(said, NO_PROPOSAL.replace("bãi B", "bãi C"))
    await desk.unit.sends("Lái xe tên Nguyễn Văn C đã bỏ đi")
    await desk.unit.presses("Bổ sung HP")
    await desk.unit.sends("cảm ơn anh")
    await desk.officer.presses("Mức độ khẩn")
    await desk.officer.presses("Khẩn")
    number = await desk.last()
    await desk.leader.sends(f"CHIDAO {number} @03CC @03TG @CA Phối hợp truy tìm lái xe")
    await desk.group_unit.presses("Đã nhận chỉ đạo", chat=-1002)
    await desk.unit.presses("Đã nhận chỉ đạo")
    await desk.officer.sends(
        f"/ghi dienthoai chidao @CA {number} Đã báo trực ban công an cửa khẩu, đ/c Hùng nhận"
    )
    await desk.officer.sends(f"/ghi dienthoai ketqua @CA {number} Đã tìm thấy lái xe tại bến Bính")
    await desk.unit.sends(f"KQ {number} đã nhận bàn giao lái xe")
    await desk.leader.sends(f"THUHOI {number}/1 đã tìm thấy lái xe")
    await desk.leader.sends(f"TUCHOI {number} Đã xử lý xong, lập biên bản tại đơn vị")


EPISODES = (
    ("Một báo cáo thường, từ đầu đến cuối", ordinary),
    ("Giờ chưa rõ, sửa từng mục, bỏ báo cáo", ambiguous),
    ("Báo cáo khẩn: hỏi lại, ý kiến trực ban, chỉ đạo khác", question),
    ("Chỉ đạo bổ sung, thu hồi, thay thế, gia hạn", more),
    ("Kết quả của hai đơn vị, kết thúc, mở lại", finished),
    ("Báo cáo bằng ảnh và bằng lời nói", album_and_voice),
    ("Không đồng ý, theo dõi đến giờ, kết thúc", disagreed),
    ("Chỉ đạo bằng lời nói, ghi thành văn", by_voice),
    ("Sửa tin đã gửi, bổ sung, đơn vị ngoài hệ thống", edited),
)
