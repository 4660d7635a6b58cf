"""A recorded day at the desk: two incidents, told act by act; each says what shows that it has happened."""

from dataclasses import dataclass

LEADER, DEPUTY, OFFICER, CONTACT, HEAD, OTHER_UNIT = 101, 102, 103, 201, 202, 301
PHONES = (LEADER, DEPUTY, OFFICER, CONTACT, HEAD, OTHER_UNIT, 104, 105, 106, 203, 401)

SEAL = (
    "Hồi 8h30 phát hiện xe 15C-123.45 chở container MSKU9070323 cắt seal tại cổng A cảng Tân Vũ. "
    "Đề nghị cho mở kiểm tra container."
)
SUSPECTED = "Hồi 8h40 phát hiện xe 29H-456.78 có dấu hiệu chở hàng cấm tại bãi B."


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does: writes `text` (with a photo, or in reply), or presses `button` on what they see.

    `under` are fragments of the message that is pressed or answered. Afterwards `seen_by` sees a message that
    holds all of `sees`: that is how everybody knows that it has happened.
    """

    who: int
    seen_by: int
    sees: tuple[str, ...]
    text: str = ""
    button: str = ""
    under: tuple[str, ...] = ()
    with_photo: bool = False


def writes(who: int, text: str, seen_by: int, *sees: str, to: str = "", photo: bool = False) -> Act:
    """Somebody writes a message."""
    return Act(who, seen_by, sees, text=text, under=(to,) if to else (), with_photo=photo)


def presses(who: int, button: str, under: str, seen_by: int, *sees: str) -> Act:
    """Somebody presses a button under a message that holds `under`."""
    return Act(who, seen_by, sees, button=button, under=(under,))


APPROVED = (
    writes(CONTACT, SEAL, CONTACT, "Xem lại trước khi gửi", "MSKU9070323", photo=True),
    presses(CONTACT, "Gửi", "Xem lại trước khi gửi", LEADER, "HP-2026-0001 · THƯỜNG · chờ ý kiến"),
    presses(LEADER, "Yêu cầu bổ sung", "HP-2026-0001 · THƯỜNG · chờ ý kiến", LEADER, "bổ sung", "Hủy"),
    writes(LEADER, "Seal số mấy, ai phát hiện?", CONTACT, "yêu cầu bổ sung", "Seal số mấy"),
    writes(
        CONTACT,
        "Seal VN123456, tổ giám sát cổng phát hiện",
        LEADER,
        "chờ ý kiến",
        "VN123456",
        to="Seal số mấy",
    ),
    presses(LEADER, "Duyệt đề xuất", "VN123456", CONTACT, "HP-2026-0001/1", "mở kiểm tra container"),
)
"""A report with a photo, a question, its answer, the approval: as far as a directive."""

CARRIED_OUT = (
    presses(LEADER, "Chỉ đạo bổ sung", "HP-2026-0001", LEADER, "chỉ đạo", "Hủy"),
    writes(LEADER, "Chụp ảnh niêm phong, cử người giám sát", LEADER, "Chụp ảnh niêm phong", "Gửi chỉ đạo"),
    presses(LEADER, "03EE", "Chụp ảnh niêm phong", LEADER, "Chụp ảnh niêm phong", "03EE"),
    presses(
        LEADER, "Gửi chỉ đạo", "Chụp ảnh niêm phong", OTHER_UNIT, "HP-2026-0001/2", "Chụp ảnh niêm phong"
    ),
    presses(CONTACT, "Đã nhận chỉ đạo", "HP-2026-0001/1", HEAD, "HP-2026-0001/1", "Đã nhận: đ/c Trần Bình"),
    presses(OTHER_UNIT, "Đã nhận chỉ đạo", "HP-2026-0001/2", OFFICER, "theo dõi thực hiện", "Đặng Hòa"),
    writes(CONTACT, "/nganchan 0001 Đã giữ xe và hàng tại cổng A", LEADER, "ngăn chặn, chờ ý kiến", "giữ xe"),
    presses(LEADER, "Tiếp tục ngăn chặn", "giữ xe", CONTACT, "tiếp tục ngăn chặn", "giữ xe"),
    presses(CONTACT, "Đã nhận", "tiếp tục ngăn chặn", LEADER, "tiếp tục ngăn chặn", "Đơn vị đã nhận"),
    presses(CONTACT, "Báo kết quả", "HP-2026-0001/1", CONTACT, "HP-2026-0001/1", "Hủy"),
    writes(CONTACT, "Đã mở kiểm tra", OFFICER, "HP-2026-0001/1", "Đã mở kiểm tra"),
    presses(OFFICER, "Trả lại báo cáo", "Đã mở kiểm tra", OFFICER, "trả lại", "Hủy"),
    writes(OFFICER, "Chưa nêu số lượng", CONTACT, "cần báo cáo lại", "Chưa nêu số lượng"),
    writes(
        CONTACT,
        "KQ 0001/1 Đã mở kiểm tra, 12 kiện đúng khai báo",
        OFFICER,
        "HP-2026-0001/1",
        "12 kiện đúng khai báo",
    ),
    presses(OFFICER, "Xác nhận kết quả", "12 kiện đúng khai báo", HEAD, "HP-2026-0001/1", "đã xác nhận"),
    presses(OTHER_UNIT, "Báo kết quả", "HP-2026-0001/2", OTHER_UNIT, "HP-2026-0001/2", "Hủy"),
    writes(OTHER_UNIT, "Đã cử hai người giám sát", OFFICER, "HP-2026-0001/2", "hai người giám sát"),
    presses(OFFICER, "Xác nhận kết quả", "hai người giám sát", OTHER_UNIT, "HP-2026-0001/2", "đã xác nhận"),
    writes(CONTACT, "KQ 0001/2 Đã chụp ảnh niêm phong", OFFICER, "HP-2026-0001/2", "Đã chụp ảnh niêm phong"),
    presses(OFFICER, "Xác nhận kết quả", "Đã chụp ảnh niêm phong", CONTACT, "HP-2026-0001 đã kết thúc"),
)
"""More directives, a containment, receipts, a result returned and reported again, everything confirmed."""

DISAGREED = (
    writes(OTHER_UNIT, SUSPECTED, OTHER_UNIT, "Xem lại trước khi gửi", "29H"),
    presses(OTHER_UNIT, "Gửi", "29H", LEADER, "HP-2026-0002 · THƯỜNG · chờ ý kiến"),
    presses(LEADER, "Không đồng ý", "HP-2026-0002 · THƯỜNG · chờ ý kiến", LEADER, "chọn hướng xử lý"),
    presses(LEADER, "Kết thúc vụ việc", "chọn hướng xử lý", LEADER, "kết thúc", "Hủy"),
    writes(LEADER, "Đã xác minh, không vi phạm", OTHER_UNIT, "đã kết thúc", "không vi phạm"),
)
"""A second report, ended by the leader with a reason."""

BRIEF = (
    writes(CONTACT, SEAL, CONTACT, "Xem lại trước khi gửi", "MSKU9070323"),
    presses(CONTACT, "Gửi", "Xem lại trước khi gửi", LEADER, "HP-2026-0001 · THƯỜNG · chờ ý kiến"),
    presses(LEADER, "Duyệt đề xuất", "HP-2026-0001", CONTACT, "HP-2026-0001/1", "mở kiểm tra container"),
)
"""The shortest way from a report to a directive: enough to find out a bot that is broken on purpose."""

DAY = APPROVED + CARRIED_OUT + DISAGREED
