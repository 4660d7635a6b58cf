"""Who is at the desk of the written day, and how its page calls them."""

from tests.support.organisation import MEMBERS, UNIT_GROUP, scene

STRANGER = 900
COMING_DEPUTY, COMING_OFFICER = 107, 108
CALLED = {
    101: "Nguyễn Văn An, lãnh đạo trực ban",
    102: "Phạm Thị Dung, lãnh đạo trực thay",
    103: "Lê Xuân, công chức trực ban",
    104: "Đỗ Quang Minh, lãnh đạo cấp trên",
    105: "Vũ Hải, quản trị hệ thống",
    106: "Hoàng Nam, lãnh đạo ca sau",
    COMING_DEPUTY: "Cao Việt, lãnh đạo trực thay ca sau",
    COMING_OFFICER: "Tạ Sơn, công chức ca sau",
    201: "Trần Bình, đầu mối 03CC",
    202: "Bùi Thu, lãnh đạo 03CC",
    203: "Ngô Tuấn, công chức 03CC",
    301: "Đặng Hòa, đầu mối 03EE",
    401: "Mai Lan, công chức 03TG",
    STRANGER: "người lạ",
    UNIT_GROUP: "nhóm của 03TG",
}
# What the organisation's file adds to the tests' desk: who comes after the shift that runs.
ORGANISATION = """
[[people]]
name = "Cao Việt"
desk = "HP"
roles = ["leader"]
telegram_id = 107
phone = "09107"
[[people]]
name = "Tạ Sơn"
desk = "HP"
roles = ["officer"]
telegram_id = 108
phone = "09108"
[[shifts]]
desk = "HP"
starts_at = 2026-11-24T08:00:00
ends_at = 2026-11-25T08:00:00
leader = "Hoàng Nam"
deputy = "Cao Việt"
officers = ["Tạ Sơn"]
"""


def phones() -> dict[str, object]:
    """The tests' phones, and those of the coming shift."""
    found = scene()
    known = {member.account for member in MEMBERS} | {STRANGER}
    people = list(found["people"])  # type: ignore[call-overload]
    people += [
        {"id": account, "first_name": name.partition(",")[0], "started": True}
        for account, name in CALLED.items()
        if account > 0 and account not in known
    ]
    return found | {"people": people}
