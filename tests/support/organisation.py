"""The organisation of the tests' desk: one desk, three units and one outside, everybody with a phone of their own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.times import microseconds
from tests.support.raw_sql import insert

TOKEN = "7000000001:AAsandboxsandboxsandboxsandboxsandbox"
USERNAME = "trucban_bot"
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09:00 in Hải Phòng
DESK_CHAT = -1001
UNIT_GROUP = -1002


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account; `role` at the desk or in the unit named."""

    account: int
    name: str
    role: str
    unit: str = ""
    is_contact: bool = False


MEMBERS = (
    Member(101, "Nguyễn Văn An", "leader"),
    Member(102, "Phạm Thị Dung", "leader"),  # the deputy of the shift
    Member(103, "Lê Xuân", "officer"),
    Member(104, "Đỗ Quang Minh", "superior"),
    Member(105, "Vũ Hải", "admin"),
    Member(106, "Hoàng Nam", "leader"),  # not on duty
    Member(201, "Trần Bình", "unit", "03CC", is_contact=True),
    Member(202, "Bùi Thu", "head", "03CC"),
    Member(203, "Ngô Tuấn", "unit", "03CC"),
    Member(301, "Đặng Hòa", "unit", "03EE", is_contact=True),
    Member(401, "Mai Lan", "unit", "03TG"),  # her unit has a group
)
UNITS = {
    "03CC": "Hải quan cửa khẩu cảng Hải Phòng khu vực I",
    "03EE": "Hải quan cửa khẩu cảng Đình Vũ",
    "03TG": "Hải quan cửa khẩu cảng Hải Phòng khu vực III",
}
OUTSIDE = {"CA": "Công an cửa khẩu"}


def scene() -> dict[str, object]:
    """The phones of everybody, for the sandbox; a stranger (900) among them."""
    people = [{"id": m.account, "first_name": m.name, "label": m.name, "started": True} for m in MEMBERS]
    people += [
        {"id": account, "first_name": name, "label": name, "started": True}
        for account, name in ((107, "Cao Việt"), (108, "Tạ Sơn"))  # of the shift behind (shift_change.py)
    ]
    people.append({"id": 900, "first_name": "Người lạ", "label": "Người lạ", "started": True})
    return {
        "title": "Bộ phận trực ban",
        "language": "vi",
        "bots": [{"token": TOKEN, "username": USERNAME, "first_name": "Trực Ban"}],
        "people": people,
        "groups": [
            {"id": UNIT_GROUP, "title": "03TG", "members": [401, 201], "bots": [USERNAME]},
        ],
    }


async def put_organisation(database: Database, *, on_duty: bool = True) -> None:
    """Everybody into the database, and a shift from an hour ago to tomorrow."""
    async with database.transaction() as tx:
        desk = await insert(
            tx, "desks", code="HP", name="Bộ phận trực ban khu vực III", phone="0225 3 123 456"
        )
        units = {
            code: await insert(
                tx,
                "units",
                code=code,
                desk_id=desk,
                name=name,
                chat_id=UNIT_GROUP if code == "03TG" else None,
                is_outside=int(code in OUTSIDE),
            )
            for code, name in (UNITS | OUTSIDE).items()
        }
        ids = {}
        for member in MEMBERS:
            ids[member.account] = await insert(
                tx, "people", name=member.name, telegram_id=member.account, phone=f"09{member.account}"
            )
            await insert(
                tx,
                "grants",
                person_id=ids[member.account],
                role=member.role,
                desk_id=None if member.unit else desk,
                unit_id=units[member.unit] if member.unit else None,
                is_contact=int(member.is_contact),
            )
        if on_duty:
            start = MORNING - timedelta(hours=1)
            shift = await insert(
                tx,
                "shifts",
                desk_id=desk,
                starts_at=microseconds(start),
                ends_at=microseconds(start + timedelta(days=1)),
                responsible_from=microseconds(start),
            )
            for account, role in ((101, "leader"), (102, "deputy"), (103, "officer")):
                await insert(
                    tx,
                    "shift_members",
                    shift_id=shift,
                    person_id=ids[account],
                    role=role,
                    from_at=microseconds(start),
                )
