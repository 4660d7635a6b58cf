"""What is handed over: open items, the digest, a quiet shift, grave items one by one."""

from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.person import Role
from bot.rules.shift import NoteKind
from bot.rules.urgency import Urgency
from bot.workflow import (
    decide_report,
    note_shift,
    report_now,
    send_digest,
    take_item,
)
from bot.workflow.opinion import Given
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
from tests.support.shift_change import (
    END,
    FIRST,
    NEXT_LEADER,
    NEXT_OFFICER,
    SECOND,
    everybody_signs,
    passes,
    put_next_shift,
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


async def test_open_items_move_with_their_state(office: Office) -> None:
    """The new shift's log names each with state, deadline and directives; private ones without a word."""
    await passes(office, END - 40 * MINUTE)
    decided = await office.reported()
    await office.does(LEADER, partial(decide_report.approve, incident_id=decided.id, shown_version=1))
    waiting = await office.reported()
    await passes(office, END)
    await takes_over(office)
    carried = list(
        await rows(
            office,
            "SELECT incident, shift_id, payload FROM duty_log WHERE kind = 'incident:carried-over' ORDER BY seq",
        )
    )
    assert [(one["incident"], one["shift_id"]) for one in carried] == [
        (decided.number, SECOND),
        (waiting.number, SECOND),
    ]
    assert '"units":{"03CC":"sent"}' in carried[0]["payload"]
    assert waiting.number in office.sees(NEXT_LEADER, "decision-card").text
    assert "Duyệt đề xuất" in office.sees(NEXT_LEADER, "decision-card").labels
    assert office.sees(LEADER, "decision-card").labels == []


async def test_the_digest_goes_to_both_shifts_and_the_superiors_once(office: Office) -> None:
    """By itself, at the planned end, sealed with the log's last entry; its document is ordered with it."""
    await passes(office, END - 40 * MINUTE)
    incident = await office.reported()
    await passes(office, END - MINUTE)
    head = (await rows(office, "SELECT seq, hash FROM duty_log_heads WHERE desk_id = 1"))[0]
    await passes(office, END)
    for account in (LEADER, DEPUTY, OFFICER, NEXT_LEADER, NEXT_OFFICER, SUPERIOR):
        text = office.sees(account, "digest").text
        assert incident.number in text
        assert "quá hạn" in text
        assert len(text) < 900
    assert f"mục {head['seq']}, {head['hash'][:12]}" in text
    assert "chậm" not in text
    sent = await office.entry("digest:sent")
    assert (sent.facts["log"], sent.facts["hash"]) == (head["seq"], head["hash"])
    assert [one["kind"] for one in await rows(office, "SELECT kind FROM documents")] == ["digest"]
    await passes(office, END + timedelta(hours=1))
    assert (await office.log_kinds()).count("digest:sent") == 1


async def test_the_digest_can_be_seen_whole(office: Office) -> None:
    """By who reads at the desk or served; by nobody else."""
    await passes(office, END)
    press = office.sees(NEXT_OFFICER, "digest").press("Xem toàn bộ")
    await office.does(
        NEXT_OFFICER, partial(send_digest.show_digest, digest_id=press.subject_id), is_press=True
    )
    whole = office.sees(NEXT_OFFICER, "digest-whole").text
    assert "Ca trực không phát sinh vụ việc" in whole
    assert "mã băm <code>" in whole
    with pytest.raises(DutyError):
        await office.does(CONTACT, partial(send_digest.show_digest, digest_id=press.subject_id))


async def test_a_quiet_shift_says_so_and_an_officer_confirms_its_work(office: Office) -> None:
    """What was done and the state of the equipment are in the digest and in the log."""
    await passes(office, END - 30 * MINUTE)
    card = office.sees(OFFICER, "handover-card")
    assert "Ca trực không phát sinh vụ việc" in card.text
    assert card.labels == ["Bàn giao ca", "Xác nhận việc đã làm", "Tình trạng trang thiết bị"]
    with pytest.raises(DutyError) as refused:
        await office.does(LEADER, partial(note_shift.ask, shift_id=FIRST, kind=NoteKind.WORK))
    assert refused.value.code == "not-your-shift"
    await office.does(
        OFFICER, partial(note_shift.note, shift_id=FIRST, kind=NoteKind.WORK, text="Tuần tra bãi A, bãi B")
    )
    await office.does(
        OFFICER, partial(note_shift.note, shift_id=FIRST, kind=NoteKind.EQUIPMENT, text="Camera cổng A hỏng")
    )
    await office.does(
        LEADER, partial(note_shift.note, shift_id=FIRST, kind=NoteKind.FOCUS, text="Container lạnh")
    )
    assert office.sees(OFFICER, "handover-card").labels == ["Bàn giao ca"]
    await passes(office, END)
    text = office.sees(NEXT_LEADER, "digest").text
    assert "Ca trực không phát sinh vụ việc." in text
    assert "Trọng điểm: Container lạnh" in text
    assert "Trang thiết bị: Camera cổng A hỏng" in text
    kinds = await office.log_kinds()
    assert {"work:confirmed", "equipment:stated", "focus:set"} <= set(kinds)


async def test_grave_items_are_taken_one_by_one(office: Office) -> None:
    """A handover is complete only with them; what is asked back is answered by those who go."""
    await passes(office, END - 40 * MINUTE)
    incident = await office.reported()
    await passes(office, END)
    await everybody_signs(office)
    assert [one["state"] for one in await rows(office, "SELECT state FROM handovers")] == ["open"]
    card = office.sees(NEXT_LEADER, "handover-item")
    assert card.labels == ["Nhận việc này", "Hỏi lại", f"Xem {incident.number}"]
    item = card.press("Hỏi lại").subject_id
    await office.does(NEXT_LEADER, partial(take_item.ask, item_id=item, question="Xe đang ở đâu?"))
    asked = office.sees(LEADER, "handover-item")
    assert "Hỏi lại: Xe đang ở đâu?" in asked.text
    assert "Trả lời" in asked.labels
    with pytest.raises(DutyError):
        await office.does(LEADER, partial(take_item.take, item_id=item))
    await office.does(OFFICER, partial(take_item.answer, item_id=item, text="Tại bãi B"))
    assert "Trả lời: Tại bãi B" in office.sees(NEXT_LEADER, "handover-item").text
    await office.does(NEXT_OFFICER, partial(take_item.take, item_id=item), is_press=True)
    assert [one["state"] for one in await rows(office, "SELECT state FROM handovers")] == ["complete"]
    kinds = await office.log_kinds()
    assert [k for k in kinds if k.startswith("open-item")] == [
        "open-item:questioned",
        "open-item:answered",
        "open-item:taken",
    ]
    with pytest.raises(DutyError) as late:
        await office.does(NEXT_LEADER, partial(take_item.take, item_id=item))
    assert late.value.code == "handover-over"


async def test_what_is_not_grave_needs_no_taking(office: Office) -> None:
    """An ordinary report within its time goes with Nhận ca alone."""
    await passes(office, END - 5 * MINUTE)
    await office.does(
        CONTACT, partial(report_now.report, urgency=Urgency.KHAN, text="Xe 15C-123.45 nghi vấn")
    )
    await passes(office, END)
    await everybody_signs(office)
    assert [one["state"] for one in await rows(office, "SELECT state FROM handovers")] == ["complete"]


async def test_a_phone_opinion_makes_an_item_grave(office: Office) -> None:
    """What was decided by phone and not confirmed is taken by itself."""
    await passes(office, END - 5 * MINUTE)
    incident = await office.reported()
    given = Given(1, Role.LEADER, office.clock.now(), Channel.PHONE)
    await office.does(
        OFFICER,
        partial(decide_report.approve, incident_id=incident.id, shown_version=1, given=given),
    )
    await passes(office, END)
    assert "ý kiến qua điện thoại chưa xác nhận" in office.sees(NEXT_LEADER, "handover-item").text
    whole = (await rows(office, "SELECT payload FROM digests"))[0]["payload"]
    assert '"unconfirmed":[{"number":"HP-2026-0001"' in whole
