"""An organisation file for tests: written in parts, read as `trucban setup` reads it."""

from zoneinfo import ZoneInfo

from bot.control.organisation_file import read_organisation
from bot.rules.organisation.entries import Organisation

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACES = """
[[desks]]
code = "HP"
name = "Bộ phận trực ban khu vực III"
phone = "0225 3 123 456"
[[units]]
code = "03CC"
desk = "HP"
name = "Hải quan cảng Hải Phòng"
[[units]]
code = "CA"
desk = "HP"
name = "Công an cửa khẩu"
outside = true
"""
STAFF = """
[[people]]
code = "A-1"
name = "Nguyễn Văn An"
title = "Phó Chi cục trưởng"
desk = "HP"
roles = ["leader"]
telegram_id = 101
[[people]]
code = "A-2"
name = "Phạm Thị Dung"
desk = "HP"
roles = ["leader", "officer"]
telegram_id = 102
[[people]]
name = "Lê Xuân"
desk = "HP"
roles = ["officer"]
[[people]]
name = "Đỗ Minh"
desk = ["HP"]
roles = ["superior", "admin"]
telegram_id = 104
[[people]]
name = "Trần Bình"
unit = "03CC"
roles = ["unit"]
contact = true
telegram_id = 201
"""
SHIFT = """
[[shifts]]
desk = "HP"
starts_at = 2026-11-23T08:00:00
ends_at = 2026-11-24T08:00:00
leader = "A-1"
deputy = "Phạm Thị Dung"
officers = ["Lê Xuân"]
"""
WHOLE = PLACES + STAFF + SHIFT


def organisation(text: str = WHOLE) -> Organisation:
    """What a file of this text says."""
    return read_organisation(text, ZONE)
