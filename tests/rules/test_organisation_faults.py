"""A wrong organisation file is refused with every fault at once, each naming table, entry and key."""

from datetime import UTC, datetime

import pytest

from bot.control.requests import fault_lines
from bot.render import Renderer
from bot.rules.organisation.entries import OrganisationError
from bot.rules.organisation.plan import plan
from bot.rules.organisation.state import OrganisationState
from bot.vocabulary import LANGUAGES, TEMPLATES
from tests.support.organisation_file import PLACES, SHIFT, STAFF, WHOLE, organisation

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ZONE = "Asia/Ho_Chi_Minh"


def faults(text: str) -> list[tuple[str, int, str, str]]:
    """Table, entry, key and code of everything wrong with this text, said in both languages."""
    with pytest.raises(OrganisationError) as refused:
        plan(organisation(text), OrganisationState(), MORNING)
    found = refused.value.faults
    for language in LANGUAGES:
        values = {**fault_lines(refused.value), "source": "o.toml"}
        said = Renderer(TEMPLATES, ZONE).page(language, "cli-setup-faults", values).splitlines()
        assert len(said) == len(found) + 1
        for line, fault in zip(said, found, strict=False):
            assert line.startswith("o.toml: ")
            assert fault.key in line
            assert fault.entry in line
            assert line.endswith((".", "/ :", '"'))
            assert not line.endswith(": ")
    return [(f.table, f.n, f.key, f.code) for f in found]


def person(*lines: str) -> str:
    """The organisation and one more person."""
    return PLACES + STAFF + "\n[[people]]\n" + "\n".join(lines)


def shift(*lines: str) -> str:
    """The organisation and one shift, its times given unless said otherwise."""
    times = ("starts_at = 2026-11-23T08:00:00", "ends_at = 2026-11-24T08:00:00", 'leader = "A-1"')
    keys = {line.partition(" ")[0] for line in lines}
    given = [line for line in times if line.partition(" ")[0] not in keys]
    return PLACES + STAFF + '\n[[shifts]]\ndesk = "HP"\n' + "\n".join([*given, *lines])


NEW = ('name = "Vũ Hải"', 'unit = "03CC"', 'roles = ["unit"]')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[desks]\n", ("file", 0, "", "not-toml")),
        ("[[poeple]]\n", ("file", 0, "poeple", "unknown-table")),
        ("desks = 3\n", ("file", 0, "desks", "not-a-list")),
        ("desks = [3]\n", ("desks", 1, "", "wrong-type")),
        (person('naem = "Vũ Hải"'), ("people", 6, "naem", "unknown-key")),
        (person('desk = "HP"', 'roles = ["officer"]'), ("people", 6, "name", "missing")),
        (person('code = ""', *NEW), ("people", 6, "code", "empty")),
        (person(f'title = "{"x" * 201}"', *NEW), ("people", 6, "title", "too-long")),
        (person("phone = 22", *NEW), ("people", 6, "phone", "wrong-type")),
        (person('contact = "yes"', *NEW), ("people", 6, "contact", "wrong-type")),
        (person("telegram_id = -5", *NEW), ("people", 6, "telegram_id", "wrong-type")),
        (person("telegram_id = 1.5", *NEW), ("people", 6, "telegram_id", "wrong-type")),
        (person(*NEW[:2], 'roles = "unit"'), ("people", 6, "roles", "wrong-type")),
        (person(*NEW[:2], 'roles = ["boss"]'), ("people", 6, "roles", "unknown-role")),
        (person(*NEW[:2], 'roles = ["deputy"]'), ("people", 6, "roles", "unknown-role")),
        (person(*NEW[:2], "roles = []"), ("people", 6, "roles", "no-roles")),
        (person(NEW[0], NEW[2]), ("people", 6, "unit", "role-needs-unit")),
        (person(NEW[0], 'roles = ["leader"]'), ("people", 6, "desk", "role-needs-desk")),
        (person(*NEW[:2], 'roles = ["leader"]'), ("people", 6, "desk", "role-needs-desk")),
        (person(*NEW, 'desk = "HP"'), ("people", 6, "desk", "no-role-there")),
        (
            person(NEW[0], 'desk = "HP"', 'unit = "03CC"', 'roles = ["officer"]'),
            ("people", 6, "unit", "no-role-there"),
        ),
        (
            person(NEW[0], 'desk = "HP"', 'roles = ["officer"]', "contact = true"),
            ("people", 6, "contact", "contact-needs-unit"),
        ),
        (person(NEW[0], 'unit = "CA"', NEW[2]), ("people", 6, "unit", "outside-unit")),
        (person(NEW[0], 'unit = "09XX"', NEW[2]), ("people", 6, "unit", "unknown-unit")),
        (person(NEW[0], 'desk = "QN"', 'roles = ["officer"]'), ("people", 6, "desk", "unknown-desk")),
        (person('code = "A-1"', *NEW), ("people", 6, "code", "twice")),
        (person('name = "Trần Bình"', *NEW[1:]), ("people", 6, "name", "twice")),
        (person("telegram_id = 101", *NEW), ("people", 6, "telegram_id", "account-taken")),
        (shift('leader = "A-9"'), ("shifts", 1, "leader", "unknown-person")),
        (shift('leader = "Lê Xuân"'), ("shifts", 1, "leader", "not-granted")),
        (shift('deputy = "Lê Xuân"'), ("shifts", 1, "deputy", "not-granted")),
        (shift('officers = ["Đỗ Minh"]'), ("shifts", 1, "officers", "not-granted")),
        (shift('leader = "A-2"', 'officers = ["A-2"]'), ("shifts", 1, "officers", "serves-twice")),
        (shift("ends_at = 2026-11-23T07:00:00"), ("shifts", 1, "ends_at", "backwards")),
        (shift("starts_at = 2026-11-23"), ("shifts", 1, "starts_at", "wrong-type")),
        (
            shift('desk = "QN"').replace('desk = "HP"\nstarts', "starts"),
            ("shifts", 1, "desk", "unknown-desk"),
        ),
        (shift() + SHIFT.replace("23T08", "23T20"), ("shifts", 2, "starts_at", "overlaps")),
        (shift() + SHIFT, ("shifts", 2, "starts_at", "twice")),
        (PLACES + '[[units]]\ncode = "03cc"\nname = "x"\ndesk = "HP"', ("units", 3, "code", "twice")),
        (PLACES + '[[units]]\ncode = "0 3"\nname = "x"\ndesk = "HP"', ("units", 3, "code", "unit-code")),
        (PLACES + '[[units]]\ncode = "X"\nname = "x"\ndesk = "QN"', ("units", 3, "desk", "unknown-desk")),
        (PLACES + '[[desks]]\ncode = "hp"\nname = "x"', ("desks", 2, "code", "desk-code")),
        (PLACES + '[[desks]]\ncode = "QN"', ("desks", 2, "name", "missing")),
    ],
)
def test_organisation_fault(text: str, fault: tuple[str, int, str, str]) -> None:
    """One thing wrong is one fault, named exactly."""
    assert faults(text) == [fault]


def test_every_fault_is_found_at_once() -> None:
    """Nobody runs the command ten times to learn of ten mistakes."""
    text = person("phone = 22", 'naem = "x"', *NEW) + "\n[[desks]]\ncode = 3\n"
    assert len(faults(text)) == 3
    text = person(NEW[0], NEW[2]) + '\n[[units]]\ncode = "X"\n' + SHIFT.replace("A-1", "A-9")
    assert [fault[3] for fault in faults(text)] == ["missing", "missing", "role-needs-unit", "unknown-person"]


def test_shared_name_is_refused_and_listed() -> None:
    """A name that two people have means neither: both are named, with what tells them apart."""
    text = person('code = "B-7"', 'name = "Nguyễn Văn An"', *NEW[1:]) + SHIFT.replace("A-1", "Nguyễn Văn An")
    with pytest.raises(OrganisationError) as refused:
        plan(organisation(text), OrganisationState(), MORNING)
    (fault,) = refused.value.faults
    assert (fault.key, fault.code) == ("leader", "ambiguous-name")
    assert fault.fields["people"] == ["Nguyễn Văn An (A-1) · HP", "Nguyễn Văn An (B-7) · 03CC"]


def test_shared_chats_are_refused() -> None:
    """A group belongs to one unit, or to one desk."""
    text = WHOLE.replace('code = "03CC"\n', 'code = "03CC"\nchat_id = -5\n').replace(
        'code = "HP"\n', 'code = "HP"\nchat_id = -5\n', 1
    )
    assert [fault[3] for fault in faults(text)] == ["chat-taken"]


def test_a_desk_with_units_does_not_end() -> None:
    """A desk ends with its units or after them, not under them."""
    assert [f[3] for f in faults(PLACES.replace("phone =", "active = false\nphone ="))] == ["ended-desk"] * 2
