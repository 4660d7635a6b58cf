"""`trucban setup` on a real database: repeatable, all or nothing, begun shifts untouched."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.desk import Desk, DeskRules
from bot.render import Renderer
from bot.rules.log_entry import SYSTEM
from bot.rules.organisation.changes import Action
from bot.rules.organisation.entries import OrganisationError
from bot.rules.person import Role
from bot.rules.urgency import Urgency
from bot.sender.prepare import Preparing
from bot.views.cards import draw_card
from bot.vocabulary import TEMPLATES, load_vocabulary
from bot.workflow import report_now, take_over_shift
from bot.workflow.set_up_organisation import Outcome, SettingUp, set_up_organisation
from storage import duty_log, people, shifts
from storage import organisation as stored_organisation
from storage.database import Database
from tests.support.office import TIMES, ZONE, Office, StillClock
from tests.support.organisation import MORNING
from tests.support.organisation_file import PLACES, SHIFT, STAFF, WHOLE, organisation
from tests.support.raw_sql import raw
from tests.support.shift_change import passes

OFFICER_OF_HIS_OWN = STAFF.replace('name = "Lê Xuân"', 'name = "Lê Xuân"\ntelegram_id = 103')


@pytest.fixture
def empty_office(database: Database) -> Office:
    """A desk under test with nothing set up yet."""
    clock = StillClock()
    desk = Desk(
        database,
        clock,
        DeskRules(ZONE, "vi", deputy_basis="", deadlines=dict.fromkeys(Urgency, TIMES)),
        load_vocabulary(),
    )
    return Office(desk, clock, Preparing(Renderer(TEMPLATES, ZONE), partial(draw_card, desk), "vi"))


async def set_up(office: Office, text: str = WHOLE, **options: Any) -> Outcome:
    """Set this up, and deliver what it says."""
    outcome = await set_up_organisation(office.desk, SettingUp(organisation(text), **options))
    await office.post()
    return outcome


async def held(office: Office, account: int) -> set[Role]:
    """The duties of an account now."""
    async with office.desk.database.read() as tx:
        person = await people.find_person_by_account(tx, account)
        assert person is not None
        return {duty.role for duty in (await people.load_actor(tx, person, office.clock.now())).duties}


async def leader(office: Office) -> str:
    """Who leads the responsible shift now."""
    async with office.desk.database.read() as tx:
        shift = await shifts.find_responsible(tx, 1, office.clock.now())
        assert shift is not None
        assert shift.leader_id is not None
        return (await people.get_person(tx, shift.leader_id)).name


async def test_set_up_creates_everything(empty_office: Office) -> None:
    """Desks, units, people, roles and duties stand, a unit outside among them; the log says so once."""
    outcome = await set_up(empty_office, operator="quantri")
    assert {change.action for change in outcome.changes} == {Action.CREATED}
    assert len(outcome.changes) == 1 + 2 + 5 + 1
    assert await held(empty_office, 101) == {Role.LEADER}
    assert await held(empty_office, 102) == {Role.DEPUTY}
    assert await held(empty_office, 201) == set()
    assert await empty_office.log_kinds() == ["organisation:changed", "shift:opened"]
    entry = await empty_office.entry("organisation:changed")
    assert len(entry.facts["changes"]) == len(outcome.changes)
    assert "Nguyễn" not in entry.payload
    assert entry.words["operator"] == "quantri"
    async with empty_office.desk.database.read() as tx:
        readers = await people.list_private_addressees(tx, await people.get_unit(tx, 1))
        assert [unit.is_outside for unit in await people.list_units(tx, 1)] == [False, True]
    assert [reader.name for reader in readers] == ["Trần Bình"]


async def test_a_second_run_changes_nothing(empty_office: Office) -> None:
    """Run again, it changes nothing, logs nothing, says nothing and gives no second code."""
    first = await set_up(empty_office)
    async with empty_office.desk.database.read() as tx:
        before = await stored_organisation.load(tx, MORNING)
    second = await set_up(empty_office)
    async with empty_office.desk.database.read() as tx:
        assert await stored_organisation.load(tx, MORNING) == before
    assert second.changes == ()
    assert [code.code for code in second.codes] == [""]
    assert second.codes[0].expires_at == first.codes[0].expires_at
    assert await empty_office.log_kinds() == ["organisation:changed", "shift:opened"]
    assert empty_office.chats == {}


async def test_what_is_left_out_is_left_alone(empty_office: Office) -> None:
    """A file with one entry, and one key of it, changes only that."""
    await set_up(empty_office)
    outcome = await set_up(empty_office, '[[people]]\ncode = "A-1"\nphone = "0912"\n')
    (change,) = outcome.changes
    assert (change.action, change.was, change.is_now) == (Action.CHANGED, {"phone": ""}, {"phone": "0912"})
    assert await held(empty_office, 101) == {Role.LEADER}


async def test_roles_are_given_and_taken(empty_office: Office) -> None:
    """A changed list of roles is the whole of the roles; a code given later names the same person."""
    await set_up(empty_office)
    text = '[[people]]\ncode = "A-3"\nname = "Lê Xuân"\ndesk = "HP"\nroles = ["officer", "leader"]\n'
    (change,) = (await set_up(empty_office, text)).changes
    assert change.is_now == {"code": "A-3", "roles": ["leader", "officer"]}
    async with empty_office.desk.database.read() as tx:
        assert len(await people.list_active(tx)) == 5
        assert len(await people.list_granted(tx, 1, Role.LEADER)) == 3


async def test_ending_and_resuming(empty_office: Office) -> None:
    """`active = false` ends a person and frees the account; the shift they serve in is named, not touched."""
    await set_up(empty_office)
    outcome = await set_up(empty_office, '[[people]]\ncode = "A-1"\nactive = false\n')
    (change,) = outcome.changes
    assert change.action is Action.ENDED
    assert [one.role for one in outcome.plan.unfit] == [Role.LEADER]
    async with empty_office.desk.database.read() as tx:
        assert await people.find_person_by_account(tx, 101) is None
    again = await set_up(empty_office, '[[people]]\ncode = "A-1"\nactive = true\ntelegram_id = 101\n')
    assert [one.action for one in again.changes] == [Action.RESUMED]
    assert await held(empty_office, 101) == {Role.LEADER}


async def test_accounts_can_be_exchanged(empty_office: Office) -> None:
    """Two people who swapped phones swap accounts in one run."""
    await set_up(empty_office)
    swapped = (
        STAFF.replace("telegram_id = 101", "telegram_id = 0")
        .replace("= 102", "= 101")
        .replace("= 0\n", "= 102\n")
    )
    await set_up(empty_office, PLACES + swapped)
    assert await held(empty_office, 102) == {Role.LEADER}
    assert await held(empty_office, 101) == {Role.DEPUTY}


async def test_a_fault_stores_nothing(empty_office: Office) -> None:
    """With one fault in the file nothing of it is stored."""
    with pytest.raises(OrganisationError):
        await set_up(empty_office, WHOLE + '\n[[people]]\nname = "Vũ Hải"\nunit = "09XX"\nroles = ["unit"]\n')
    async with empty_office.desk.database.read() as tx:
        assert await people.list_desks(tx) == []
        assert await duty_log.list_desks(tx) == []


async def test_system_wide_roles_are_logged_by_the_system(empty_office: Office) -> None:
    """An administrator of no one desk is in the system's own log."""
    await set_up(empty_office)
    await set_up(empty_office, '[[people]]\nname = "Vũ Hải"\nroles = ["admin"]\n')
    async with empty_office.desk.database.read() as tx:
        assert len(await duty_log.read(tx, SYSTEM)) == 1
        assert [one.name for one in await people.list_granted(tx, 1, Role.ADMIN)] == ["Đỗ Minh", "Vũ Hải"]


async def test_a_begun_shift_is_not_touched(empty_office: Office) -> None:
    """Another leader for the running shift is a conflict; with --replace-shifts it is done, told and logged."""
    await set_up(empty_office, PLACES + OFFICER_OF_HIS_OWN + SHIFT)
    other = SHIFT.replace('leader = "A-1"\ndeputy = "Phạm Thị Dung"', 'leader = "A-2"\ndeputy = ""')
    kept = await set_up(empty_office, other)
    assert [conflict.code for conflict in kept.plan.conflicts] == ["begun"]
    assert kept.changes == ()
    assert await leader(empty_office) == "Nguyễn Văn An"
    empty_office.clock.at += timedelta(hours=1)
    done = await set_up(empty_office, other, replaces_shifts=True, reason="Đ/c An ốm")
    assert done.plan.conflicts == ()
    assert await leader(empty_office) == "Phạm Thị Dung"
    assert await held(empty_office, 101) == set()
    entry = await empty_office.entry("organisation:changed")
    assert entry.words["reason"] == "Đ/c An ốm"
    for account in (101, 102, 103, 104):
        assert "Nguyễn Văn An → <b>đ/c Phạm Thị Dung</b>" in empty_office.sees(
            account, "duty-changed"
        ).text or ("Phạm Thị Dung → chưa có" in empty_office.sees(account, "duty-changed").text)
    async with empty_office.desk.database.read() as tx:
        earlier = await people.list_on_duty(tx, 1, Role.LEADER, MORNING)
    assert [person.name for person in earlier] == ["Nguyễn Văn An"]  # what was so stays so


async def test_a_shift_to_come_is_changed_and_taken_away(empty_office: Office) -> None:
    """Before its start a shift follows the file; changed in chat it does not; ended it is not to be."""
    await set_up(empty_office)
    later = SHIFT.replace("11-24T08", "11-25T08").replace("11-23T08", "11-24T08")
    assert [c.action for c in (await set_up(empty_office, later)).changes] == [Action.CREATED]
    changed = later.replace('leader = "A-1"\ndeputy = "Phạm Thị Dung"', 'leader = "A-2"\ndeputy = "A-1"')
    assert [c.action for c in (await set_up(empty_office, changed)).changes] == [Action.CHANGED]
    assert "ca trực 08:00 24/11/2026" in empty_office.sees(101, "duty-changed").text
    async with empty_office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE shifts SET changed_in_chat = 1 WHERE responsible_until IS NULL")
    kept = await set_up(empty_office, later)
    assert [conflict.code for conflict in kept.plan.conflicts] == ["changed-in-chat"]
    taken = await set_up(empty_office, changed + "active = false\n", replaces_shifts=True, reason="Đổi lịch")
    assert [c.action for c in taken.changes] == [Action.ENDED]
    assert (await set_up(empty_office, changed + "active = false\n")).changes == ()
    empty_office.clock.at += timedelta(days=2)
    assert await leader(empty_office) == "Nguyễn Văn An"  # none follows: the last shift goes on


async def test_the_next_shift_answers_once_its_leader_takes_over(empty_office: Office) -> None:
    """Its start alone changes nothing while another shift answers."""
    later = SHIFT.replace("11-24T08", "11-25T08").replace("11-23T08", "11-24T08").replace("A-1", "A-2")
    later = later.replace('deputy = "Phạm Thị Dung"', 'deputy = "A-1"')
    await set_up(empty_office, WHOLE + later)
    await passes(empty_office, MORNING + timedelta(hours=23))
    assert await held(empty_office, 101) == {Role.LEADER}
    assert await held(empty_office, 102) == {Role.DEPUTY}
    press = empty_office.sees(102, "handover-card").press("Nhận ca")
    await empty_office.does(102, partial(take_over_shift.take_over, handover_id=press.subject_id))
    assert await held(empty_office, 101) == {Role.DEPUTY}
    assert await held(empty_office, 102) == {Role.LEADER}


async def test_a_shift_set_up_in_advance_answers_at_its_start(empty_office: Office) -> None:
    """A new desk's first shift begins by itself."""
    later = SHIFT.replace("11-24T08", "11-25T08").replace("11-23T08", "11-24T08")
    await set_up(empty_office, PLACES + STAFF + later)
    assert await held(empty_office, 101) == set()
    await passes(empty_office, MORNING + timedelta(hours=23))
    assert await held(empty_office, 101) == {Role.LEADER}
    assert "shift:opened" in await empty_office.log_kinds()


async def test_a_shift_named_to_take_over_can_be_taken_away(empty_office: Office) -> None:
    """The handover that named it has nobody to take over then, and its clock stops."""
    later = SHIFT.replace("11-24T08", "11-25T08").replace("11-23T08", "11-24T08").replace("A-1", "A-2")
    later = later.replace('deputy = "Phạm Thị Dung"', 'deputy = "A-1"')
    await set_up(empty_office, WHOLE + later)
    await passes(empty_office, MORNING + timedelta(hours=22, minutes=45))
    press = empty_office.sees(102, "handover-card").press("Nhận ca")
    await empty_office.does(102, partial(take_over_shift.take_over, handover_id=press.subject_id))
    await set_up(empty_office, later + "active = false\n")
    await passes(empty_office, MORNING + timedelta(hours=24))
    assert "Hết ca trực mà chưa có lãnh đạo ca nhận" in empty_office.sees(104, "no-incoming-leader").text
    assert await held(empty_office, 101) == {Role.LEADER}


async def test_waiting_incidents_are_shown_to_the_leader(empty_office: Office) -> None:
    """What was reported while nobody was responsible is shown to the leader as soon as there is one, once."""
    await set_up(empty_office, PLACES + STAFF)
    await empty_office.does(
        201, partial(report_now.report, urgency=Urgency.KHAN, text="Xe 15C-123.45 nghi vấn")
    )
    assert empty_office.sees_none(101, "decision-card")
    assert "chưa có lãnh đạo ca trực" in empty_office.sees(104, "nobody-on-duty").text
    await set_up(empty_office, SHIFT)
    assert "HP-2026-0001" in empty_office.sees(101, "decision-card").text
    said = [len(messages) for messages in empty_office.chats.values()]
    await set_up(empty_office, SHIFT)
    assert [len(messages) for messages in empty_office.chats.values()] == said


async def test_new_codes_only_when_asked_or_expired(empty_office: Office) -> None:
    """A good code stays the only one; after a day, or when asked, there is another and the first is void."""
    (first,) = (await set_up(empty_office)).codes
    (asked,) = (await set_up(empty_office, new_codes=True)).codes
    assert asked.code not in {"", first.code}
    empty_office.clock.at += timedelta(hours=24)
    (later,) = (await set_up(empty_office)).codes
    assert later.code not in {"", first.code, asked.code}
    (only,) = (await set_up(empty_office, PLACES + OFFICER_OF_HIS_OWN)).changes
    assert only.is_now == {"telegram_id": 103}
    async with empty_office.desk.database.read() as tx:
        assert (
            await tx.find("find_good_link_code", person_id=later.person_id, now=empty_office.clock.now())
            is None
        )
