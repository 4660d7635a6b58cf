"""Standing in for each other, on both databases: who may, what is stored, and two who press at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.control.organisation_file import read_organisation
from bot.errors import DutyError
from bot.rules.person import Role
from bot.workflow import answer_substitution, ask_substitution, change_leader, say_ready, waiting_substitution
from bot.workflow.set_up_organisation import SettingUp, set_up_organisation
from storage import organisation, roster
from storage.database import Database
from tests.support.office import ADMIN, DEPUTY, LEADER, OFF_DUTY, OFFICER, SUPERIOR, ZONE, Office, open_office
from tests.support.raw_sql import raw

SECOND = 107
MORE = """
[[people]]
name = "Cao Sơn"
desk = "HP"
roles = ["officer"]
telegram_id = 107
[[shifts]]
desk = "HP"
starts_at = 2026-11-24T08:00:00
ends_at = 2026-11-25T08:00:00
leader = "Hoàng Nam"
officers = ["Lê Xuân"]
"""


@pytest.fixture
async def office(database: Database) -> Office:
    """The tests' desk with a shift for tomorrow: Hoàng Nam leads, Lê Xuân serves; Cao Sơn is free."""
    opened = await open_office(database)
    await set_up_organisation(opened.desk, SettingUp(read_organisation(MORE, ZONE)))
    await opened.post()
    return opened


async def tomorrow(office: Office) -> int:
    """The id of tomorrow's shift."""
    async with office.desk.database.read() as tx:
        now = office.clock.now()
        return (await roster.list_shifts(tx, 1, now, now + timedelta(days=2), now))[-1].id


async def person(office: Office, name: str) -> int:
    """Somebody's id."""
    async with office.desk.database.read() as tx:
        state = await organisation.load(tx, office.clock.now())
    return next(one.ref for one in state.people.values() if one.name == name)


async def serving(office: Office) -> list[tuple[str, str]]:
    """Who serves tomorrow, as the organisation has it."""
    async with office.desk.database.read() as tx:
        state = await organisation.load(tx, office.clock.now())
    shift = max(state.shifts.values(), key=lambda one: one.starts_at)
    return sorted((role.value, state.people[ref].name) for role, ref in shift.members)


async def asked(office: Office) -> int:
    """Lê Xuân asks Cao Sơn; returns the request's id."""
    comes = await person(office, "Cao Sơn")
    shift_id = await tomorrow(office)
    ask = partial(ask_substitution.ask, shift_id=shift_id, role=Role.OFFICER, person_id=comes)
    await office.does(OFFICER, ask)
    return office.sees(SECOND, "substitution-card").press("Nhận trực thay").subject_id


async def test_a_shift_to_come_has_one_person_less_and_one_more(office: Office) -> None:
    """Approved, the other serves from the start, and a file that says otherwise is a conflict, not a change."""
    of = await asked(office)
    assert await serving(office) == [("leader", "Hoàng Nam"), ("officer", "Lê Xuân")]
    await office.does(SECOND, partial(answer_substitution.accept, substitution_id=of))
    await office.does(OFF_DUTY, partial(answer_substitution.judge, substitution_id=of, approves=True))
    assert await serving(office) == [("leader", "Hoàng Nam"), ("officer", "Cao Sơn")]
    entry = await office.entry("shift:changed")
    assert entry.facts["how"] == f"substitution:{of}"
    assert (entry.words["before"], entry.words["after"]) == ("Lê Xuân", "Cao Sơn")
    outcome = await set_up_organisation(office.desk, SettingUp(read_organisation(MORE, ZONE)))
    assert [one.code for one in outcome.plan.conflicts] == ["changed-in-chat"]
    assert await serving(office) == [("leader", "Hoàng Nam"), ("officer", "Cao Sơn")]


async def test_who_must_not_cannot(office: Office) -> None:
    """Only who is asked answers, only that shift's leader or a superior approves, only who asks withdraws."""
    of = await asked(office)
    accept = partial(answer_substitution.accept, substitution_id=of)
    judge = partial(answer_substitution.judge, substitution_id=of, approves=True)
    for account in (OFFICER, LEADER, ADMIN):
        with pytest.raises(DutyError, match="not-asked-you"):
            await office.does(account, accept)
    await office.does(SECOND, accept)
    for account in (LEADER, DEPUTY, OFFICER, SECOND, ADMIN):
        with pytest.raises(DutyError, match="may-not-approve"):
            await office.does(account, judge)
    with pytest.raises(DutyError, match="not-asked-you"):
        await office.does(SECOND, partial(answer_substitution.withdraw, substitution_id=of))
    await office.does(SUPERIOR, judge)
    with pytest.raises(DutyError, match="substitution-ended"):
        await office.does(SUPERIOR, judge)
    assert await serving(office) == [("leader", "Hoàng Nam"), ("officer", "Cao Sơn")]


async def test_approval_and_withdrawal_at_once_agree(office: Office) -> None:
    """Whoever is first: either the roster changed and the request is approved, or neither."""
    of = await asked(office)
    await office.does(SECOND, partial(answer_substitution.accept, substitution_id=of))
    await asyncio.gather(
        office.does(OFF_DUTY, partial(answer_substitution.judge, substitution_id=of, approves=True)),
        office.does(SUPERIOR, partial(answer_substitution.judge, substitution_id=of, approves=False)),
        office.does(OFFICER, partial(answer_substitution.withdraw, substitution_id=of)),
        return_exceptions=True,
    )
    async with office.desk.database.read() as tx:
        state = (await roster.get_substitution(tx, of)).state
    changed = ("officer", "Cao Sơn") in await serving(office)
    assert changed is (state.value == "approved")
    assert state.value in {"approved", "refused", "withdrawn"}
    kinds = await office.log_kinds()
    assert kinds.count("shift:changed") == int(changed)


async def test_leaders_agree_alone_where_the_office_says_so(office: Office) -> None:
    """With consent set, the deputy leads as soon as they agree; the superior is told."""
    rules = replace(office.desk.rules, roster=replace(office.desk.rules.roster, leaders_agree_alone=True))
    consenting = replace(office, desk=replace(office.desk, rules=rules))
    comes = await person(office, "Phạm Thị Dung")
    ask = partial(ask_substitution.ask, shift_id=await tomorrow(office), role=Role.LEADER, person_id=comes)
    await consenting.does(OFF_DUTY, ask)
    of = consenting.sees(DEPUTY, "substitution-card").press("Nhận trực thay").subject_id
    await consenting.does(DEPUTY, partial(answer_substitution.accept, substitution_id=of))
    assert await serving(office) == [("leader", "Phạm Thị Dung"), ("officer", "Lê Xuân")]
    assert "Hoàng Nam → đ/c Phạm Thị Dung" in consenting.sees(SUPERIOR, "duty-changed").text.replace(
        "<b>", ""
    )


async def test_somebody_who_serves_then_cannot_be_asked(office: Office) -> None:
    """The leader of tomorrow cannot stand in for themselves, nor an officer for whom that hour is taken."""
    shift_id = await tomorrow(office)
    ask = partial(ask_substitution.ask, shift_id=shift_id, role=Role.OFFICER)
    with pytest.raises(DutyError, match="busy-then"):
        await office.does(OFFICER, partial(ask, person_id=await person(office, "Hoàng Nam")))
    with pytest.raises(DutyError, match="shift-not-yours"):
        await office.does(SECOND, partial(ask, person_id=await person(office, "Lê Xuân")))
    await asked(office)
    with pytest.raises(DutyError, match="already-asked"):
        await asked(office)


async def test_a_request_lapses_with_its_shift(office: Office) -> None:
    """When the shift is over, an answer changes nothing and says why."""
    of = await asked(office)
    office.clock.at += timedelta(days=3)
    with pytest.raises(DutyError, match="substitution-ended"):
        await office.does(SECOND, partial(answer_substitution.accept, substitution_id=of))
    assert "ca đã qua" in office.said(SECOND)


async def test_ready_is_said_once(office: Office) -> None:
    """The first answer stands, however often the button is pressed; somebody else's shift takes none."""
    shift_id = await tomorrow(office)
    for _ in range(2):
        await office.does(OFFICER, partial(say_ready.say_ready, shift_id=shift_id))
        office.clock.at += timedelta(minutes=5)
    assert (await office.log_kinds()).count("roll:answered") == 1
    with pytest.raises(DutyError, match="not-in-shift"):
        await office.does(SECOND, partial(say_ready.say_ready, shift_id=shift_id))


async def test_who_led_once_and_left_the_desk_cannot_take_the_shift(office: Office) -> None:
    """Tôi nhận ca ngay: being named in a shift of the last weeks is not enough without the role at this desk."""
    take = partial(change_leader.take_shift_now, desk_id=1)
    async with office.desk.database.transaction() as tx:
        await raw(tx, "DELETE FROM grants WHERE role = 'leader' AND person_id = :of", {"of": 2})
        tx.changed = True
    with pytest.raises(DutyError) as refused:
        await office.does(DEPUTY, take, is_press=True)
    assert refused.value.code == "not-named"
    with pytest.raises(DutyError):
        await office.does(DEPUTY, partial(waiting_substitution.take_now))
    await office.does(OFF_DUTY, take, is_press=True)
