"""What an officer records for others: opinions, receipts, results, reports, calls and work, by phone or fax."""

from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.directive import AddresseeState
from bot.rules.incident import IncidentState
from bot.workflow import confirm_opinion, confirm_result, forms, record_by_desk, show, sort_text
from bot.workflow.sort_text import Said
from handlers.log import record
from storage import directives, incidents
from tests.support.office import CONTACT, LEADER, OFF_DUTY, OFFICER, SUPERIOR, Office


async def notes(office: Office, argument: str) -> None:
    """/ghi … by the officer."""
    await office.does(OFFICER, partial(record_by_desk.typed, argument=argument))


async def presses(office: Office, beginning: str, notice: str = "record-form") -> None:
    """Press a button of the officer's form."""
    press = office.sees(OFFICER, notice).press(beginning)
    await office.does(OFFICER, partial(record, press=press), is_press=True)


async def states(office: Office, incident_id: int) -> list[AddresseeState]:
    async with office.desk.database.read() as tx:
        return [a.state for a in await directives.list_addressees_of_incident(tx, incident_id)]


async def test_an_opinion_by_phone_releases_the_directive_at_once(office: Office) -> None:
    """One line is enough; the mark stands on every card until the leader confirms it."""
    incident = await office.reported()
    office.clock.at += timedelta(minutes=20)
    await notes(office, f"dienthoai 09:10 ykien {incident.number} Giữ xe, mở kiểm tra")
    assert (await office.incident(incident.id)).state is IncidentState.IN_PROGRESS
    mark = "Ý kiến qua điện thoại của đ/c Nguyễn Văn An lúc 09:10"
    for account, notice in (
        (CONTACT, "directive-card"),
        (CONTACT, "report-receipt"),
        (LEADER, "decision-card"),
        (LEADER, "roll-call"),
    ):
        assert mark in office.sees(account, notice).text, (account, notice)
        assert "do đ/c Lê Xuân ghi, chưa xác nhận" in office.sees(account, notice).text
    entry = await office.entry("opinion:directed")
    assert (entry.channel, entry.actor_role) == ("phone", "officer")
    assert entry.recorded_at - entry.occurred_at == timedelta(minutes=10)

    card = office.sees(LEADER, "opinion-by-phone")
    assert card.labels == ["Đúng ý kiến tôi", "Không phải ý kiến tôi"]
    decision = card.press("Đúng").subject_id
    with pytest.raises(DutyError, match="not-your-opinion"):
        await office.does(OFFICER, partial(confirm_opinion.confirm, decision_id=decision))
    await office.does(LEADER, partial(confirm_opinion.confirm, decision_id=decision), is_press=True)
    for account, notice in ((CONTACT, "directive-card"), (LEADER, "decision-card"), (LEADER, "roll-call")):
        assert "chưa xác nhận" not in office.sees(account, notice).text, (account, notice)
    assert office.sees(LEADER, "opinion-by-phone").labels == []
    with pytest.raises(DutyError, match="opinion-answered"):
        await office.does(LEADER, partial(confirm_opinion.disown, decision_id=decision))


async def test_a_disowned_opinion_is_recalled(office: Office) -> None:
    """What it released is taken back, the incident waits again with its card, and the superior is told."""
    incident = await office.reported()
    await notes(office, f"dienthoai ykien {incident.number} đồng ý")
    assert await states(office, incident.id) == [AddresseeState.SENT]
    decision = office.sees(LEADER, "opinion-by-phone").press("Không phải").subject_id
    await office.does(LEADER, partial(confirm_opinion.disown, decision_id=decision), is_press=True)
    assert (await office.incident(incident.id)).state is IncidentState.AWAITING_DECISION
    assert await states(office, incident.id) == [AddresseeState.RECALLED]
    assert "không phải ý kiến của mình" in office.sees(SUPERIOR, "opinion-disowned").text
    assert "không phải của mình" in office.sees(CONTACT, "directive-recalled").text
    assert "Duyệt đề xuất" in office.sees(LEADER, "decision-card").labels
    assert "opinion:disowned" in await office.log_kinds()
    await office.does(LEADER, partial(show.show_story, incident_id=incident.id))
    assert "báo không phải ý kiến mình (do đ/c Lê Xuân ghi)" in office.sees(LEADER, "incident-story").text


async def test_a_phone_opinion_needs_the_role_at_that_hour(office: Office) -> None:
    """Before the shift nobody led; before the report there was nothing to decide; off duty nobody records."""
    incident = await office.reported()
    with pytest.raises(DutyError, match="nobody-led-then"):
        await notes(office, f"dienthoai 07:10 ykien {incident.number} Giữ xe")
    with pytest.raises(DutyError, match="opinion-before-report"):
        await notes(office, f"dienthoai 08:10 ykien {incident.number} Giữ xe")
    for account in (OFF_DUTY, LEADER, CONTACT):
        with pytest.raises(DutyError, match="not-on-duty"):
            await office.does(
                account, partial(record_by_desk.typed, argument=f"dienthoai ykien {incident.number} Giữ xe")
            )


async def test_a_phone_opinion_that_may_refuse_is_asked_about(office: Office) -> None:
    """Words that begin with Không đồng ý decide nothing before the officer says which way on was meant."""
    incident = await office.reported()
    await notes(office, f"dienthoai ykien {incident.number} Không đồng ý, chưa đủ căn cứ")
    assert (await office.incident(incident.id)).state is IncidentState.AWAITING_DECISION
    await presses(office, "Tiếp tục theo dõi")
    assert (await office.incident(incident.id)).state is IncidentState.IN_PROGRESS
    assert (await office.entry("opinion:watching")).words["content"].startswith("Không đồng ý")


async def test_more_by_phone_on_a_running_incident(office: Office) -> None:
    """On a running incident the leader's words are one more directive."""
    incident = await office.reported()
    await notes(office, f"dienthoai ykien {incident.number} Giữ xe")
    await notes(office, f"dienthoai ykien {incident.number} @03EE Cử người phối hợp")
    assert await states(office, incident.id) == [AddresseeState.SENT, AddresseeState.SENT]
    assert "Cử người phối hợp" in office.sees(301, "directive-card").text


async def test_the_deputy_may_be_meant(database_place: object, office: Office) -> None:
    """Where a document entitles the deputy and T2 has passed, it is asked whose opinion it was."""
    del database_place
    object.__setattr__(office.desk.rules, "deputy_basis", "Quyết định 12")
    incident = await office.reported()
    office.clock.at += timedelta(minutes=11)
    await notes(office, f"dienthoai ykien {incident.number} Giữ xe")
    await presses(office, "Phạm Thị Dung")
    entry = await office.entry("opinion:directed")
    assert entry.facts["decided_as"] == "deputy"
    assert "Phạm Thị Dung" in office.sees(LEADER, "decision-card").text


async def test_a_unit_outside_is_told_by_the_desk(office: Office) -> None:
    """Receipt and result of a unit outside the system are recorded with person and channel, then confirmed."""
    incident = await office.reported()
    await notes(office, f"dienthoai ykien {incident.number} @CA Bàn giao đối tượng")
    assert await states(office, incident.id) == [AddresseeState.UNDELIVERABLE]
    assert any(
        label.startswith("Đã chuyển qua điện thoại") for label in office.sees(OFFICER, "roll-call").labels
    )
    office.clock.at += timedelta(minutes=10)
    await notes(office, f"dienthoai 09:05 chidao @CA {incident.number} Đại úy Hùng, trực ban")
    assert await states(office, incident.id) == [AddresseeState.ACKNOWLEDGED]
    assert "Đại úy Hùng" in office.sees(LEADER, "roll-call").text
    await notes(office, f"fax ketqua @CA {incident.number} Đại úy Hùng: đã tiếp nhận đối tượng")
    card = office.sees(LEADER, "result-card")
    assert "Đại úy Hùng" in card.text
    assert "fax" in card.text
    await office.does(OFFICER, partial(confirm_result.confirm, result_id=card.press("Xác nhận").subject_id))
    assert (await office.incident(incident.id)).state is IncidentState.CLOSED


async def test_the_buttons_of_the_roll_call_ask_what_is_missing(office: Office) -> None:
    """From the card, by phone: the hour by buttons, who took it in words."""
    incident = await office.reported()
    await notes(office, f"dienthoai ykien {incident.number} @CA Bàn giao đối tượng")
    await presses(office, "Đã chuyển qua điện thoại", "roll-call")
    await presses(office, "5 phút trước")
    await office.does(OFFICER, partial(sort_text.sort_text, said=Said("Đại úy Hùng")))
    assert await states(office, incident.id) == [AddresseeState.ACKNOWLEDGED]
    assert "Đã ghi" in office.sees(OFFICER, "record-form").first_line
    entry = await office.entry("directive:acknowledged")
    assert entry.recorded_at - entry.occurred_at == timedelta(minutes=5)


async def test_a_report_by_phone(office: Office) -> None:
    """Received when the call came, recorded now, by the officer for the unit; the urgency it names is asked about."""
    office.clock.at += timedelta(minutes=30)
    await notes(office, "dienthoai 09:20 baocao @03EE HỎA TỐC: cháy kho số 2. Đ/c Hòa báo")
    assert "Mức độ khẩn?" in office.sees(OFFICER, "record-form").first_line
    await presses(office, "Hỏa tốc")
    card = office.sees(LEADER, "decision-card")
    assert "HỎA TỐC" in card.first_line
    async with office.desk.database.read() as tx:
        (incident,) = await incidents.list_of_desk(tx, 1)
    assert incident.channel == "phone"
    assert incident.recorded_at - incident.received_at == timedelta(minutes=10)
    assert "Hải quan cửa khẩu cảng Đình Vũ" in card.text
    await notes(office, f"fax baocao @03EE {incident.number} Đã khống chế đám cháy")
    assert (await office.incident(incident.id)).report_version == 2
    assert "Đã khống chế" in office.sees(LEADER, "decision-card").text


async def test_plain_work_is_recorded_at_once(office: Office) -> None:
    """`/ghi` and a sentence is work done; the duty leader may write it too."""
    await notes(office, "Kiểm tra camera cổng 3, bình thường")
    entry = await office.entry("work:done")
    assert entry.words["text"] == "Kiểm tra camera cổng 3, bình thường"
    assert "Đã ghi nhật ký" in office.said(OFFICER)
    await office.does(LEADER, partial(record_by_desk.typed, argument="Kiểm tra quân số"))
    assert (await office.log_kinds()).count("work:done") == 2


async def test_without_a_step_it_is_saved_and_asked_what_it_was(office: Office) -> None:
    """A channel alone tells no step: the words are safe in the log, and a button makes them what they were."""
    incident = await office.reported()
    await notes(office, f"dienthoai 09:00 {incident.number} Giữ xe lại, chờ công an")
    assert (await office.entry("note:added")).words["text"] == "Giữ xe lại, chờ công an"
    assert (await office.incident(incident.id)).state is IncidentState.AWAITING_DECISION
    await presses(office, "Ý kiến lãnh đạo", "record-saved")
    assert (await office.incident(incident.id)).state is IncidentState.IN_PROGRESS
    assert "Giữ xe lại, chờ công an" in office.sees(CONTACT, "directive-card").text


async def test_a_call_is_answered_or_not(office: Office) -> None:
    """A call asks by buttons whether somebody answered."""
    await notes(office, "goi Lãnh đạo trực ban về vụ xe 15C")
    await presses(office, "Không liên lạc được")
    entry = await office.entry("call:made")
    assert entry.facts["is_answered"] is False
    assert entry.channel == "phone"


async def test_the_guided_form_survives_and_can_be_cancelled(office: Office) -> None:
    """Alone, `/ghi` asks step by step; Hủy records nothing."""
    before = await office.log_kinds()
    await notes(office, "")
    await presses(office, "Ý kiến lãnh đạo")
    await presses(office, "Điện thoại")
    press = office.sees(OFFICER, "record-form").press("Hủy")

    await office.does(OFFICER, partial(forms.cancel, form_id=press.subject_id), is_press=True)
    assert "Đã bỏ" in office.sees(OFFICER, "record-form").first_line
    assert await office.log_kinds() == before


async def test_the_opinion_button_of_the_card_leads_through(office: Office) -> None:
    """From the decision card, by phone: hour, what was said, and the words."""
    incident = await office.reported()
    office.clock.at += timedelta(minutes=10)
    await presses(office, "Ghi ý kiến qua điện thoại", "decision-card")
    await presses(office, "Giờ khác")
    await office.does(OFFICER, partial(sort_text.sort_text, said=Said("09:05")))
    await presses(office, "Chỉ đạo")
    await office.does(OFFICER, partial(sort_text.sort_text, said=Said("Giữ xe chờ công an")))
    assert (await office.incident(incident.id)).state is IncidentState.IN_PROGRESS
    assert "lúc 09:05" in office.sees(CONTACT, "directive-card").text


async def test_what_nobody_owes_cannot_be_recorded(office: Office) -> None:
    """A directive that was never given cannot be passed on."""
    incident = await office.reported()
    with pytest.raises(DutyError, match="nothing-owed"):
        await notes(office, f"dienthoai chidao @CA {incident.number} Đại úy Hùng")
