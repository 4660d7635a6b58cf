"""A change of shifts, step by step: who answers, who signs, what is taken over, who is told."""

from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import (
    change_leader,
    decide_report,
    own_handover,
    report_now,
    take_over_shift,
)
from storage.database import Database
from tests.support.office import (
    CONTACT,
    DEPUTY,
    LEADER,
    OFFICER,
    SUPERIOR,
    Office,
    open_office,
)
from tests.support.raw_sql import raw
from tests.support.shift_change import (
    END,
    FIRST,
    HANDOVER,
    NEXT_END,
    NEXT_LEADER,
    NEXT_OFFICER,
    SECOND,
    everybody_signs,
    hands_over,
    passes,
    put_next_shift,
    responsible,
    rows,
    takes_over,
    wind,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def office(database: Database) -> Office:
    """A shift from 08:00 to 08:00, and another behind it."""
    office = await open_office(database)
    assert await put_next_shift(database) == SECOND
    await wind(office)
    return office


async def test_the_outgoing_shift_stays_responsible_past_its_end(office: Office) -> None:
    """A leader who does not come leaves the desk with those who are there."""
    await passes(office, END + timedelta(hours=3))
    assert await responsible(office) == FIRST


async def test_responsibility_passes_with_the_leaders_takeover(office: Office) -> None:
    """From the moment of Nhận ca on, not from the planned start, and what was so before stays."""
    await passes(office, END + 40 * MINUTE)
    await takes_over(office, NEXT_OFFICER)
    assert await responsible(office) == FIRST
    await takes_over(office, NEXT_LEADER)
    assert await responsible(office) == SECOND
    (first, second) = await rows(office, "SELECT responsible_from, responsible_until FROM shifts ORDER BY id")
    assert first["responsible_until"] == second["responsible_from"]
    assert "chịu trách nhiệm từ bây giờ" in office.sees(NEXT_LEADER, "shift-began").text
    assert office.sees(NEXT_LEADER, "shift-began").labels == ["Trọng điểm ca trực"]
    assert "Trách nhiệm đã chuyển" in office.sees(LEADER, "duty-passed").text
    entry = await office.entry("shift:taken-over")
    assert (entry.actor_role, entry.facts["passes"], entry.shift_id) == ("leader", True, SECOND)
    opened = await office.entry("shift:opened")
    assert (opened.facts["shift"], opened.facts["outgoing"]) == (SECOND, FIRST)


async def test_a_takeover_before_the_start_counts_from_the_start(office: Office) -> None:
    """Pressed at 07:40 it is a signature; at 08:00 responsibility passes by itself."""
    await passes(office, END - 20 * MINUTE)
    await takes_over(office)
    assert await responsible(office) == FIRST
    await passes(office, END - MINUTE)
    assert await responsible(office) == FIRST
    await passes(office, END)
    assert await responsible(office) == SECOND
    assert "chịu trách nhiệm từ bây giờ" in office.sees(NEXT_LEADER, "shift-began").text


async def test_a_handover_begins_half_an_hour_before_the_end(office: Office) -> None:
    """Not before; then the cards go to both leaders, who see who is to sign."""
    with pytest.raises(DutyError) as early:
        await office.does(LEADER, partial(own_handover.resolve, wanted=Step.HAND_OVER))
    assert early.value.code == "handover-not-yet"
    await passes(office, END - 30 * MINUTE)
    for account in (LEADER, OFFICER, NEXT_LEADER, NEXT_OFFICER):
        assert "chờ hai bên ký" in office.sees(account, "handover-card").first_line
    assert office.sees(LEADER, "handover-card").labels == ["Bàn giao ca"]
    assert office.sees(NEXT_LEADER, "handover-card").labels == ["Nhận ca", "Chưa nhận ca"]
    assert "Tình trạng trang thiết bị" in office.sees(OFFICER, "handover-card").labels
    incident = await office.reported()
    assert incident.number in office.sees(LEADER, "decision-card").text
    assert incident.number in office.sees(NEXT_LEADER, "decision-card").text


async def test_what_waits_is_shown_to_the_coming_leader(office: Office) -> None:
    """Half an hour before the end they see the reports that wait, without buttons to decide yet."""
    await passes(office, END - 40 * MINUTE)
    await office.reported()
    await passes(office, END - 30 * MINUTE)
    card = office.sees(NEXT_LEADER, "decision-card")
    assert "Đ/c nhận ca lúc 08:00" in card.text
    assert card.labels == []


async def test_a_handover_is_complete_when_both_sides_have_signed(office: Office) -> None:
    """Leaders and officers of both; then everybody reads that it is, and nobody is reminded."""
    await passes(office, END)
    await everybody_signs(office)
    assert [one["state"] for one in await rows(office, "SELECT state FROM handovers")] == ["complete"]
    for account in (LEADER, OFFICER, NEXT_LEADER, NEXT_OFFICER, SUPERIOR):
        assert "đã hoàn tất" in office.sees(account, "handover-complete").text
    assert "đã hoàn tất" in office.sees(LEADER, "handover-card").first_line
    assert office.sees(LEADER, "handover-card").labels == []
    assert (await office.log_kinds())[-1] == "handover:completed"
    await passes(office, END + timedelta(hours=5))
    assert office.sees_none(LEADER, "handover-reminder")


async def test_signing_twice_changes_nothing(office: Office) -> None:
    """The second press is told so."""
    await passes(office, END)
    await hands_over(office)
    with pytest.raises(DutyError) as again:
        await hands_over(office)
    assert again.value.code == "already-signed"


@pytest.mark.parametrize("account", [DEPUTY, SUPERIOR, CONTACT])
async def test_nobody_else_signs(office: Office, account: int) -> None:
    """Neither deputy nor superior nor unit takes a side's place."""
    await passes(office, END)
    for act in (hands_over, takes_over):
        with pytest.raises(DutyError) as refused:
            await act(office, account)
        assert refused.value.code == "not-your-handover"


async def test_a_side_signs_for_itself_only(office: Office) -> None:
    """The outgoing leader does not take over, the incoming one does not hand over."""
    await passes(office, END)
    with pytest.raises(DutyError):
        await takes_over(office, LEADER)
    with pytest.raises(DutyError):
        await hands_over(office, NEXT_LEADER)
    assert await responsible(office) == FIRST


async def test_taking_over_without_a_handover_is_logged_and_told_upward(office: Office) -> None:
    """It is never a lock."""
    await passes(office, END)
    await takes_over(office)
    assert await responsible(office) == SECOND
    assert "chưa bấm Bàn giao ca" in office.sees(SUPERIOR, "not-handed-over").text
    assert "shift:not-handed-over" in await office.log_kinds()
    await hands_over(office)
    assert "shift:handed-over" in await office.log_kinds()


async def test_not_taking_over_tells_why_each_time_and_the_third_time_loudly(office: Office) -> None:
    """Outgoing shift, desk and superior read the reason; the superior may lead the shift directly."""
    await passes(office, END)
    refuse = partial(take_over_shift.refuse_take_over, handover_id=HANDOVER)
    with pytest.raises(DutyError) as empty:
        await office.does(NEXT_LEADER, partial(refuse, reason=""))
    assert empty.value.code == "reason-missing"
    for n in (1, 2, 3):
        await office.does(NEXT_LEADER, partial(refuse, reason=f"Thiếu biên bản {n}"))
        said = office.sees(SUPERIOR, "not-taken-over")
        assert f"Thiếu biên bản {n}" in said.text
        assert said.text.startswith("<b>ĐÃ 3 LẦN CHƯA NHẬN CA") is (n == 3)
        assert f"Thiếu biên bản {n}" in office.sees(LEADER, "not-taken-over").text
    assert said.labels == ["Tôi trực tiếp chỉ đạo"]
    assert await responsible(office) == FIRST
    assert (await office.log_kinds()).count("shift:not-taken-over") == 3
    assert "Chưa nhận ca (3 lần): Thiếu biên bản 3" in office.sees(OFFICER, "handover-card").text
    await takes_over(office)
    with pytest.raises(DutyError) as late:
        await office.does(NEXT_LEADER, partial(refuse, reason="Đổi ý"))
    assert late.value.code == "already-signed"


async def test_taking_over_in_the_middle_of_hoatoc_asks_for_a_yes(office: Office) -> None:
    """Nothing changes before the second press."""
    await passes(office, END - 5 * MINUTE)
    await office.does(
        CONTACT, partial(report_now.report, urgency=Urgency.HOATOC, text="Cháy tại bãi B. Đề nghị cứu hộ")
    )
    await passes(office, END)
    await takes_over(office)
    assert await responsible(office) == FIRST
    asked = office.sees(NEXT_LEADER, "takeover-sure")
    assert "HỎA TỐC" in asked.text
    assert asked.press("Nhận ca, đã rõ").extra == take_over_shift.SURE
    await takes_over(office, is_sure=True)
    assert await responsible(office) == SECOND


async def test_taking_over_and_approving_is_one_step(office: Office) -> None:
    """The takeover first, then the opinion of who answers by then; before the start it is refused."""
    await passes(office, END - 40 * MINUTE)
    incident = await office.reported()
    await passes(office, END - 10 * MINUTE)
    act = partial(take_over_shift.take_over_and_approve, incident_id=incident.id, shown_version=1)
    with pytest.raises(DutyError) as early:
        await office.does(NEXT_LEADER, act, is_press=True)
    assert early.value.code == "shift-not-begun"
    await passes(office, END)
    with pytest.raises(DutyError) as plain:
        await office.does(
            NEXT_LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1)
        )
    assert plain.value.code == "take-over-first"
    card = office.sees(NEXT_LEADER, "decision-card")
    assert card.labels == ["Nhận ca và duyệt"]
    await office.does(NEXT_LEADER, act, is_press=True)
    assert await responsible(office) == SECOND
    kinds = await office.log_kinds()
    assert kinds.index("shift:taken-over") < kinds.index("opinion:approved")
    assert (await office.entry("opinion:approved")).facts["decided_as"] == "leader"


async def test_a_superior_leads_the_shift_directly(office: Office) -> None:
    """Nobody else can; it is a recorded substitution, and everybody concerned reads it."""
    incident = await office.reported()
    with pytest.raises(DutyError) as refused:
        await office.does(DEPUTY, partial(change_leader.lead_myself, desk_id=1, shift_id=1))
    assert refused.value.code == "not-superior"
    await office.does(SUPERIOR, partial(change_leader.lead_myself, desk_id=1, shift_id=1), is_press=True)
    for account in (LEADER, OFFICER, SUPERIOR):
        assert "đ/c Đỗ Quang Minh" in office.sees(account, "duty-changed").text
    entry = await office.entry("shift:changed")
    assert (entry.facts["how"], entry.facts["role"]) == ("superior", "leader")
    assert "Duyệt đề xuất" in office.sees(SUPERIOR, "decision-card").labels
    with pytest.raises(DutyError):
        await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    await office.does(SUPERIOR, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    with pytest.raises(DutyError) as again:
        await office.does(SUPERIOR, partial(change_leader.lead_myself, desk_id=1, shift_id=1))
    assert again.value.code == "already-leading"
    held = await rows(
        office, "SELECT role, from_at, until_at FROM shift_members WHERE shift_id = 1 ORDER BY id"
    )
    assert held[0]["until_at"] == held[-1]["from_at"]


async def test_only_who_the_roster_names_takes_the_shift_at_once(office: Office) -> None:
    """The incoming leader did not come: another leader of the roster takes the begun shift, then signs for it."""
    await passes(office, END)
    with pytest.raises(DutyError) as refused:
        await office.does(OFFICER, partial(change_leader.take_shift_now, desk_id=1))
    assert refused.value.code == "not-named"
    await office.does(DEPUTY, partial(change_leader.take_shift_now, desk_id=1), is_press=True)
    assert await responsible(office) == FIRST
    await takes_over(office, DEPUTY)
    assert await responsible(office) == SECOND
    assert "đ/c Phạm Thị Dung" in office.sees(NEXT_LEADER, "duty-changed").text


async def test_those_who_owe_a_signature_are_reminded_then_leaders_then_the_superior(office: Office) -> None:
    """Each reminder counts, takes the place of the last, and the superior hears of it in the end."""
    await passes(office, END)
    await hands_over(office, LEADER)
    await hands_over(office, OFFICER)
    await passes(office, END + 15 * MINUTE)
    assert office.sees(NEXT_LEADER, "handover-reminder").text.startswith("<b>Nhắc lần 1")
    assert "Nhận ca" in office.sees(NEXT_OFFICER, "handover-reminder").labels
    assert office.sees_none(LEADER, "handover-reminder")
    assert office.sees_none(SUPERIOR, "handover-reminder")
    await passes(office, END + 45 * MINUTE)
    assert office.sees(LEADER, "handover-reminder").text.startswith("<b>Nhắc lần 3")
    assert office.sees_none(SUPERIOR, "handover-reminder")
    await passes(office, END + 60 * MINUTE)
    told = office.sees(SUPERIOR, "handover-reminder")
    assert told.labels == ["Tôi trực tiếp chỉ đạo"]
    assert (await office.log_kinds()).count("reminder:sent") == 4


async def test_nobody_to_take_over_is_told_upward(database: Database) -> None:
    """The shift keeps the desk; superiors and administrators hear of it at once."""
    office = await open_office(database)
    await wind(office)
    await passes(office, END)
    assert await responsible(office) == FIRST
    assert "chưa có lãnh đạo ca nhận" in office.sees(SUPERIOR, "no-incoming-leader").text
    assert "shift:prolonged" in await office.log_kinds()


async def test_a_shift_begins_at_once_where_nobody_answers(database: Database) -> None:
    """At its start, without anybody's press, and its people see what waits."""
    office = await open_office(database)
    await put_next_shift(database, starts_at=END)
    async with database.transaction() as tx:
        await raw(tx, "UPDATE shifts SET responsible_until = responsible_from + 1 WHERE id = 1")
    await wind(office)
    incident = await office.reported()
    await passes(office, END)
    assert await responsible(office) == SECOND
    assert incident.number in office.sees(NEXT_LEADER, "decision-card").text
    (second,) = await rows(office, "SELECT starts_at, responsible_from FROM shifts WHERE id = 2")
    assert second["starts_at"] == second["responsible_from"]


async def test_a_handover_never_completed_lapses_aloud(office: Office) -> None:
    """When the next one passes, the superior reads what was never signed."""
    third = await put_next_shift(
        office.desk.database, starts_at=NEXT_END, leader=LEADER, deputy=None, officers=(OFFICER,)
    )
    await wind(office)
    await passes(office, END)
    await takes_over(office)
    await passes(office, NEXT_END)
    (handover,) = await rows(office, "SELECT id FROM handovers WHERE outgoing_id = 2")
    await office.does(LEADER, partial(take_over_shift.take_over, handover_id=handover["id"]), is_press=True)
    assert await responsible(office) == third
    states = await rows(office, "SELECT state FROM handovers ORDER BY id")
    assert [one["state"] for one in states] == ["lapsed", "open"]
    assert "chưa đủ chữ ký" in office.sees(SUPERIOR, "handover-lapsed").text
    assert "handover:lapsed" in await office.log_kinds()
