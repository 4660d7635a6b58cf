"""By phone, of what stands already: recalls, replacements, answers to a containment; confirmed, or undone."""

from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.containment import ContainmentState
from bot.rules.directive import AddresseeState
from bot.rules.incident import IncidentState
from bot.workflow import (
    acknowledge_directive,
    confirm_opinion,
    confirm_result,
    contain_incident,
    decide_report,
    record_by_desk,
    report_result,
    sort_text,
)
from bot.workflow.sort_text import Said
from handlers.log import record
from storage import containments, directives
from tests.support.office import CONTACT, LEADER, OFFICER, SUPERIOR, Office

S = AddresseeState


async def notes(office: Office, argument: str) -> None:
    """/ghi … by the officer."""
    await office.does(OFFICER, partial(record_by_desk.typed, argument=argument))


async def presses(office: Office, beginning: str) -> None:
    """Press a button of the officer's form."""
    press = office.sees(OFFICER, "record-form").press(beginning)
    await office.does(OFFICER, partial(record, press=press), is_press=True)


async def answers(office: Office, beginning: str) -> None:
    """The leader owns or disowns the opinion recorded last."""
    press = office.sees(LEADER, "opinion-by-phone").press(beginning)
    step = confirm_opinion.confirm if beginning.startswith("Đúng") else confirm_opinion.disown
    await office.does(LEADER, partial(step, decision_id=press.subject_id), is_press=True)


async def states(office: Office, incident_id: int) -> list[AddresseeState]:
    async with office.desk.database.read() as tx:
        return [a.state for a in await directives.list_addressees_of_incident(tx, incident_id)]


async def contained(office: Office, incident_id: int) -> ContainmentState:
    async with office.desk.database.read() as tx:
        return (await containments.list_of_incident(tx, incident_id))[0].state


async def in_hand(office: Office) -> int:
    """An approved report whose directive the unit has acknowledged."""
    incident = await office.reported()
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    addressee = office.sees(CONTACT, "directive-card").press("Đã nhận").subject_id
    await office.does(CONTACT, partial(acknowledge_directive.acknowledge, addressee_id=addressee))
    office.clock.at += timedelta(minutes=5)
    return incident.id


async def test_a_recall_by_phone_counts_at_once_and_is_marked(office: Office) -> None:
    """Words that may recall are asked about; the mark stands wherever the recall does until it is confirmed."""
    incident_id = await in_hand(office)
    await notes(office, "dienthoai ykien 0001 Thu hồi, đã có lực lượng khác")
    assert await states(office, incident_id) == [S.ACKNOWLEDGED]
    await presses(office, "Thu hồi chỉ đạo")
    assert await states(office, incident_id) == [S.RECALLED]
    mark = "do đ/c Lê Xuân ghi, chưa xác nhận"
    for account, notice in (
        (CONTACT, "directive-recalled"),
        (CONTACT, "directive-card"),
        (LEADER, "roll-call"),
        (LEADER, "decision-card"),
    ):
        assert mark in office.sees(account, notice).text, notice
    card = office.sees(LEADER, "opinion-by-phone").text
    assert "Thu hồi chỉ đạo: Thu hồi, đã có lực lượng khác" in card
    assert "HP-2026-0001/1" in card
    entry = await office.entry("directive:recalled")
    assert (entry.channel, entry.actor_role) == ("phone", "officer")
    await answers(office, "Đúng ý kiến tôi")
    for account, notice in (
        (CONTACT, "directive-recalled"),
        (CONTACT, "directive-card"),
        (LEADER, "roll-call"),
    ):
        assert "chưa xác nhận" not in office.sees(account, notice).text, notice


async def test_a_disowned_recall_lets_the_directive_stand_again(office: Office) -> None:
    """The unit reads it as a fresh message and acknowledges anew; superior and desk are told; the log says so."""
    incident_id = await in_hand(office)
    await notes(office, "dienthoai ykien 0001 Thu hồi")
    await presses(office, "Thu hồi chỉ đạo")
    before = office.sees(CONTACT, "directive-card").id
    await answers(office, "Không phải ý kiến tôi")
    assert await states(office, incident_id) == [S.SENT]
    card = office.sees(CONTACT, "directive-card")
    assert card.id > before
    assert "Có hiệu lực trở lại" in card.text
    assert "Đã nhận chỉ đạo" in card.labels
    assert "có hiệu lực trở lại" in office.sees(CONTACT, "directive-recalled").first_line
    for account in (SUPERIOR, OFFICER):
        assert "Chỉ đạo có hiệu lực trở lại: HP-2026-0001/1" in office.sees(account, "opinion-disowned").text
    assert (await office.log_kinds())[-2:] == ["opinion:disowned", "directive:reinstated"]
    await office.does(
        CONTACT, partial(acknowledge_directive.acknowledge, addressee_id=card.press("Đã nhận").subject_id)
    )
    assert await states(office, incident_id) == [S.ACKNOWLEDGED]


async def test_a_replacement_by_phone_and_its_undoing(office: Office) -> None:
    """The new directive goes to whom the old one was for; disowned, the new is recalled and the old stands."""
    incident_id = await in_hand(office)
    await notes(office, "dienthoai ykien 0001 Thay bằng: giữ xe tại bãi C")
    await presses(office, "Chỉ đạo thay thế")
    assert await states(office, incident_id) == [S.RECALLED, S.SENT]
    assert "Thay thế chỉ đạo HP-2026-0001/1" in office.sees(CONTACT, "directive-card").text
    await answers(office, "Không phải ý kiến tôi")
    assert await states(office, incident_id) == [S.SENT, S.RECALLED]
    told = office.sees(SUPERIOR, "opinion-disowned").text
    assert "Đã thu hồi chỉ đạo ban hành theo ý kiến đó: HP-2026-0001/2" in told
    assert "Chỉ đạo có hiệu lực trở lại: HP-2026-0001/1" in told


async def test_the_guided_form_asks_which_directive(office: Office) -> None:
    """Button after button; with two directives standing it asks which, and the other one stays."""
    incident_id = await in_hand(office)
    await notes(office, "dienthoai ykien 0001 @03EE Cử người phối hợp")
    await notes(office, "")
    for beginning in ("Ý kiến lãnh đạo", "Điện thoại", "Vừa xong", "HP-2026-0001", "Thu hồi chỉ đạo"):
        await presses(office, beginning)
    form = office.sees(OFFICER, "record-form")
    assert [label for label in form.labels if label.startswith("HP-")] == ["HP-2026-0001/1", "HP-2026-0001/2"]
    await presses(office, "HP-2026-0001/2")
    assert "Cử người phối hợp" in office.sees(OFFICER, "record-form").text
    await office.does(OFFICER, partial(sort_text.sort_text, said=Said("Không cần nữa")))
    assert await states(office, incident_id) == [S.ACKNOWLEDGED, S.RECALLED]


async def contains(office: Office) -> int:
    """A report, and a measure its unit took at once."""
    incident = await office.reported()
    await office.does(
        CONTACT, partial(contain_incident.contain, incident_id=incident.id, content="Đã dừng xe tại cổng A")
    )
    office.clock.at += timedelta(minutes=5)
    return incident.id


async def test_a_containment_is_answered_by_phone(office: Office) -> None:
    """Continued, then ended, each marked; the unit acknowledges it anew."""
    incident_id = await contains(office)
    await notes(office, "dienthoai ykien 0001 Tiếp tục ngăn chặn")
    await presses(office, "Tiếp tục ngăn chặn")
    assert await contained(office, incident_id) is ContainmentState.CONTINUED
    for account in (CONTACT, LEADER):
        assert "chưa xác nhận" in office.sees(account, "containment-card").text
    assert "Đã nhận" in office.sees(CONTACT, "containment-card").labels
    await answers(office, "Đúng ý kiến tôi")
    assert "chưa xác nhận" not in office.sees(CONTACT, "containment-card").text
    office.clock.at += timedelta(minutes=5)
    await notes(office, "dienthoai ykien 0001 Chấm dứt ngăn chặn vì đã rõ chủ hàng")
    await presses(office, "Chấm dứt ngăn chặn")
    assert await contained(office, incident_id) is ContainmentState.ENDED
    await answers(office, "Không phải ý kiến tôi")
    assert await contained(office, incident_id) is ContainmentState.CONTINUED
    assert "Việc ngăn chặn tiếp tục như trước" in office.sees(SUPERIOR, "opinion-disowned").text
    assert "cho tiếp tục ngăn chặn" in office.sees(CONTACT, "containment-card").text
    assert (await office.incident(incident_id)).state is IncidentState.AWAITING_DECISION


async def test_a_disowned_answer_opens_what_closed_by_itself(office: Office) -> None:
    """The incident had closed when nothing was left; an unanswered containment keeps none closed."""
    incident_id = await contains(office)
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident_id, shown_version=1))
    addressee = office.sees(CONTACT, "directive-card").press("Đã nhận").subject_id
    await office.does(CONTACT, partial(report_result.report_result, addressee_id=addressee, text="Xong"))
    result = office.sees(OFFICER, "result-card").press("Xác nhận").subject_id
    await office.does(OFFICER, partial(confirm_result.confirm, result_id=result))
    assert (await office.incident(incident_id)).state is IncidentState.IN_PROGRESS
    await notes(office, "dienthoai ykien 0001 Chấm dứt ngăn chặn")
    await presses(office, "Chấm dứt ngăn chặn")
    assert (await office.incident(incident_id)).state is IncidentState.CLOSED
    await answers(office, "Không phải ý kiến tôi")
    assert (await office.incident(incident_id)).state is IncidentState.IN_PROGRESS
    assert await contained(office, incident_id) is ContainmentState.OPEN
    assert "trở lại chờ ý kiến lãnh đạo" in office.sees(OFFICER, "opinion-disowned").text


async def test_nobody_speaks_of_what_was_not_there_yet(office: Office) -> None:
    """A recall given before the directive left is refused; a number that recalls nothing is, too."""
    incident = await office.reported()
    office.clock.at += timedelta(minutes=20)
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    await notes(office, "dienthoai 09:10 ykien 0001 Thu hồi")
    with pytest.raises(DutyError, match="opinion-too-early"):
        await presses(office, "Thu hồi chỉ đạo")
    assert await states(office, incident.id) == [S.SENT]
