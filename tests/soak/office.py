"""Two desks with their units, and who is on duty when: a leader, a deputy and an officer for each day in turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.organisation.entries import DeskEntry, Organisation, PersonEntry, ShiftEntry, UnitEntry
from bot.rules.person import Role
from tests.support.organisation import TOKEN, USERNAME

LASTS = timedelta(hours=24)
IN_TURN = 3  # leaders and officers of a desk
DESKS = ("HP", "QN")
UNITS = {"HP": ("03CC", "03EE"), "QN": ("20BB", "20CF")}


@dataclass(frozen=True, slots=True)
class Staff:
    """The accounts of one desk, in the order in which they take their turns."""

    code: str
    leaders: tuple[int, ...]
    officers: tuple[int, ...]
    superior: int
    contacts: dict[str, int]


def staff() -> dict[str, Staff]:
    """Everybody by desk."""
    found = {}
    for place, code in enumerate(DESKS, 1):
        base = place * 1000
        found[code] = Staff(
            code,
            tuple(base + 100 + n for n in range(IN_TURN)),
            tuple(base + 200 + n for n in range(IN_TURN)),
            base + 300,
            {unit: base + 400 + n for n, unit in enumerate(UNITS[code])},
        )
    return found


def _people() -> Iterator[tuple[int, str, dict[str, object]]]:
    for one in staff().values():
        for account in one.leaders:
            yield account, f"Lãnh đạo {account}", {"desks": (one.code,), "roles": (Role.LEADER,)}
        for account in one.officers:
            yield account, f"Công chức {account}", {"desks": (one.code,), "roles": (Role.OFFICER,)}
        yield (
            one.superior,
            f"Cấp trên {one.superior}",
            {"desks": (one.code,), "roles": (Role.SUPERIOR, Role.ADMIN)},
        )
        for unit, account in one.contacts.items():
            yield account, f"Đầu mối {account}", {"unit": unit, "roles": (Role.UNIT,), "contact": True}


def organisation(begins: datetime, days: int) -> Organisation:
    """The file an office would write: a table of duties for the whole time, and a day more."""
    return Organisation(
        desks=tuple(
            DeskEntry(n, code, name=f"Bộ phận trực ban {code}", phone="0225 3 123 456")
            for n, code in enumerate(DESKS, 1)
        ),
        units=tuple(
            UnitEntry(n, unit, desk=code, name=f"Hải quan cửa khẩu {unit}")
            for n, (code, unit) in enumerate(((c, u) for c in DESKS for u in UNITS[c]), 1)
        ),
        people=tuple(
            PersonEntry(
                n, code=f"P-{account}", name=name, telegram_id=account, phone=f"09{account}", **values
            )  # type: ignore[arg-type]
            for n, (account, name, values) in enumerate(_people(), 1)
        ),
        shifts=tuple(_shifts(begins, days + 1)),
    )


def _shifts(begins: datetime, days: int) -> Iterator[ShiftEntry]:
    for place, one in enumerate(staff().values()):
        for day in range(days):
            starts_at = begins + day * LASTS
            yield ShiftEntry(
                place * days + day + 1,
                one.code,
                starts_at,
                starts_at + LASTS,
                leader=f"P-{one.leaders[day % IN_TURN]}",
                deputy=f"P-{one.leaders[(day + 1) % IN_TURN]}",
                officers=(f"P-{one.officers[day % IN_TURN]}",),
            )


def scene() -> dict[str, object]:
    """A phone for everybody."""
    return {
        "title": "Hai bộ phận trực ban",
        "language": "vi",
        "bots": [{"token": TOKEN, "username": USERNAME, "first_name": "Trực Ban"}],
        "people": [{"id": account, "first_name": name, "started": True} for account, name, _ in _people()],
        "groups": [],
    }
