"""What else the desk does: texts placed, messages edited, urgency changed, directives put in writing."""

from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.incident import IncidentState
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import (
    change_urgency,
    compose_directive,
    decide_report,
    extend_deadline,
    record_edit,
    sort_text,
)
from bot.workflow.sort_text import Said
from handlers.decision import set_due, toggle
from handlers.log import place, put_into_words, reclass
from storage import attachments, incidents
from tests.support.office import CONTACT, DEPUTY, LEADER, OFFICER, SUPERIOR, Office

PHOTO = ReceivedFile("photo", "file-1", "unique-1", 1000)


async def writes(
    office: Office, account: int, text: str, *files: ReceivedFile, message_id: int | None = None
) -> None:
    """A message without a command."""
    said = Said(text, files)
    await office.does(account, partial(sort_text.sort_text, said=said), message_id=message_id)


async def test_a_text_nobody_can_place_goes_to_an_incident(office: Office) -> None:
    """The desk places it by a button: a new version by its own author, its photo with it; the card says where."""
    incident = await office.reported()
    await writes(office, SUPERIOR, "Chú ý thêm xe 29H-111.22 đi cùng", PHOTO)
    card = office.sees(OFFICER, "unsorted-card")
    assert "Đỗ Quang Minh" in card.text
    await office.does(OFFICER, partial(place, press=card.press(f"Bổ sung {incident.number}")), is_press=True)
    assert (await office.incident(incident.id)).report_version == 2
    assert "29H-111.22" in office.sees(LEADER, "decision-card").text
    placed = office.sees(OFFICER, "unsorted-card")
    assert incident.number in placed.first_line
    assert placed.labels == []
    async with office.desk.database.read() as tx:
        assert len(await attachments.list_of_incident(tx, incident.id)) == 1


async def test_a_text_nobody_can_place_becomes_an_incident(office: Office) -> None:
    """`Vụ việc mới`: numbered, its author the reporter; only whoever serves may do it."""
    await writes(office, SUPERIOR, "Có tin báo cháy ở kho số 2")
    press = office.sees(OFFICER, "unsorted-card").press("Vụ việc mới")
    with pytest.raises(DutyError, match="not-on-duty"):
        await office.does(SUPERIOR, partial(place, press=press))
    await office.does(OFFICER, partial(place, press=press), is_press=True)
    async with office.desk.database.read() as tx:
        (incident,) = await incidents.list_of_desk(tx, 1)
    assert "cháy" in office.sees(LEADER, "decision-card").text
    assert incident.number in office.sees(SUPERIOR, "report-receipt").text
    with pytest.raises(DutyError, match="already-placed"):
        await office.does(OFFICER, partial(place, press=press), is_press=True)


async def edits(office: Office, account: int, message_id: int, text: str) -> None:
    """The author changes a message in the chat."""
    await office.does(account, partial(record_edit.record_edit, text=text), message_id=message_id)


async def test_an_edit_before_the_decision_is_a_new_version(office: Office) -> None:
    """The leader gets the edited report to decide on, the desk is told; a press for the older one changes nothing."""
    incident = await office.reported()
    message = office.last_message[CONTACT]
    await edits(office, CONTACT, message, "Xe 15C-999.99 nghi vấn. Đề nghị mở kiểm tra")
    assert (await office.incident(incident.id)).report_version == 2
    assert "15C-999.99" in office.sees(LEADER, "decision-card").text
    assert "15C-999.99" in office.sees(OFFICER, "message-edited").text
    with pytest.raises(DutyError, match="stale-report"):
        await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    entry = await office.entry("incident:received")
    assert "15C-123.45" in entry.words["text"]


async def test_an_edit_after_the_decision_changes_nothing(office: Office) -> None:
    """It is logged and the desk told; what was decided stays. Of an unknown message nothing is made."""
    incident = await office.reported()
    message = office.last_message[CONTACT]
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    card = office.sees(LEADER, "decision-card").text
    await edits(office, CONTACT, message, "Nhầm, xe 15C-999.99")
    assert (await office.incident(incident.id)).report_version == 1
    assert office.sees(LEADER, "decision-card").text == card
    assert "không làm thay đổi" in office.sees(OFFICER, "message-edited").text
    kinds = await office.log_kinds()
    assert kinds[-1] == "report:edited"
    await edits(office, CONTACT, 5, "Không ai biết tin này")
    assert await office.log_kinds() == kinds


async def test_urgency_is_raised_for_everyone(office: Office) -> None:
    """Raised by a button of four, logged, on every card; the leader's comes as a fresh message."""
    incident = await office.reported()
    before = office.sees(LEADER, "decision-card").id
    await office.does(
        OFFICER,
        partial(reclass, press=office.sees(OFFICER, "decision-card").press("Mức độ khẩn")),
        is_press=True,
    )
    press = office.sees(OFFICER, "urgency-choice").press("Hỏa tốc")
    await office.does(OFFICER, partial(reclass, press=press), is_press=True)
    assert (await office.incident(incident.id)).urgency is Urgency.HOATOC
    card = office.sees(LEADER, "decision-card")
    assert "HỎA TỐC" in card.first_line
    assert card.id > before
    assert "HỎA TỐC" in office.sees(CONTACT, "report-receipt").first_line
    entry = await office.entry("urgency:changed")
    assert (entry.facts["from"], entry.facts["to"]) == ("khan", "hoatoc")
    with pytest.raises(DutyError, match="urgency-same"):
        await office.does(
            OFFICER, partial(change_urgency.change, incident_id=incident.id, urgency=Urgency.HOATOC)
        )
    with pytest.raises(DutyError, match="not-on-duty"):
        await office.does(
            CONTACT, partial(change_urgency.change, incident_id=incident.id, urgency=Urgency.THUONG)
        )


async def test_a_directive_is_shown_back_and_changed_by_buttons(office: Office) -> None:
    """Addressees are toggled, the deadline is a preset or typed; an older version's Gửi chỉ đạo is refused."""
    incident = await office.reported()
    await office.does(
        LEADER,
        partial(
            compose_directive.begin, incident_id=incident.id, wanted=Step.DIRECT_OTHERWISE, shown_version=1
        ),
    )
    await writes(office, LEADER, "Giữ xe, mời công an")
    card = office.sees(LEADER, "directive-form")
    assert "✓ 03CC" in card.labels
    assert "CA" in card.labels
    stale = card.press("Gửi chỉ đạo")
    await office.does(LEADER, partial(toggle, press=card.press("CA")), is_press=True)
    assert "✓ CA" in office.sees(LEADER, "directive-form").labels
    with pytest.raises(DutyError, match="form-changed"):
        await office.does(
            LEADER, partial(compose_directive.send, form_id=stale.subject_id, shown_version=stale.version)
        )
    await office.does(LEADER, partial(set_due, press=office.sees(LEADER, "directive-form").press("Hạn khác")))
    await writes(office, LEADER, "16h30")
    card = office.sees(LEADER, "directive-form")
    assert "trước 16:30" in card.text
    send = card.press("Gửi chỉ đạo")
    await office.does(
        LEADER,
        partial(compose_directive.send, form_id=send.subject_id, shown_version=send.version),
        is_press=True,
    )
    card = office.sees(LEADER, "directive-form")
    assert f"{incident.number}/1" in card.text
    assert card.labels == []
    assert "trước 16:30" in office.sees(CONTACT, "directive-card").text


async def test_a_spoken_directive_is_put_in_writing(office: Office) -> None:
    """A voice message leaves at once; its written text comes later, once, and stands on every card."""
    incident = await office.reported()
    await office.does(
        LEADER,
        partial(
            compose_directive.begin, incident_id=incident.id, wanted=Step.DIRECT_OTHERWISE, shown_version=1
        ),
    )
    await writes(office, LEADER, "", ReceivedFile("voice", "file-2", "unique-2", 1000))
    assert (await office.incident(incident.id)).state is IncidentState.IN_PROGRESS
    press = office.sees(LEADER, "roll-call").press("Ghi thành văn")
    with pytest.raises(DutyError, match="not-your-role"):
        await office.does(OFFICER, partial(put_into_words, press=press))
    await office.does(LEADER, partial(put_into_words, press=press), is_press=True)
    await writes(office, LEADER, "Giữ xe tại bãi B")
    assert "Giữ xe tại bãi B" in office.sees(CONTACT, "directive-card").text
    assert "Giữ xe tại bãi B" in office.sees(LEADER, "roll-call").text
    assert "directive:written" in await office.log_kinds()
    with pytest.raises(DutyError, match="already-written"):
        await office.does(LEADER, partial(put_into_words, press=press), is_press=True)


async def test_more_time_is_asked_and_granted(office: Office) -> None:
    """The desk's card shows until when and why; granted, it has no buttons and the unit's deadline moves."""
    incident = await office.reported()
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    addressee = office.sees(CONTACT, "directive-card").press("Xin gia hạn").subject_id
    until_at = office.clock.now() + timedelta(hours=5)
    await office.does(
        CONTACT, partial(extend_deadline.ask, addressee_id=addressee, until_at=until_at, reason="Chờ xe nâng")
    )
    card = office.sees(LEADER, "extension-card")
    assert "Chờ xe nâng" in card.text
    assert card.labels == ["Đồng ý gia hạn", "Không gia hạn"]
    assert office.sees_none(DEPUTY, "extension-card")
    press = card.press("Đồng ý")
    await office.does(OFFICER, partial(extend_deadline.judge, extension_id=press.subject_id, grants=True))
    assert office.sees(LEADER, "extension-card").labels == []
    assert "trước 14:00" in office.sees(CONTACT, "directive-card").text
