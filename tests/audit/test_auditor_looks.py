"""What the auditor finds, on each database: rows as a broken program or a hand on the database would leave them."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from bot.audit.auditor import Auditor
from bot.config import load
from bot.pulse import Beat, Pulse
from bot.rules.finding import Finding
from bot.scheduler import Scheduler
from bot.workflow import contain_incident, decide_report, save_draft, sort_text
from storage.database import Database
from storage.times import microseconds
from tests.audit.conftest import Audited
from tests.support.office import ADMIN, CONTACT, LEADER, OFFICER, SUPERIOR, open_office
from tests.support.organisation import MORNING
from tests.support.raw_sql import insert, raw


async def change(audited: Audited, statement: str) -> None:
    """Somebody with a hand on the database."""
    async with audited.office.desk.database.transaction() as tx:
        await raw(tx, statement)
        tx.changed = True


async def test_an_office_in_order_has_no_findings(audited: Audited) -> None:
    """Nothing open, then a report, a directive and a containment as they should be: nothing is found."""
    assert await audited.finds() == []
    incident = await audited.office.reported()
    audited.pulse.beat(Beat.POLL)
    await audited.office.does(
        CONTACT, partial(contain_incident.contain, incident_id=incident.id, content="Giữ xe")
    )
    await audited.office.does(
        LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1)
    )
    assert await audited.finds() == []


OF_NO_SHIFT = "DELETE FROM timers WHERE owner_kind <> 'shift'"
STEPS = (
    "decision-overdue",
    "decision-for-deputy",
    "decision-for-superior",
    "decision-told-to-all",
)


@pytest.mark.parametrize("duty", STEPS)
async def test_each_step_of_an_escalation_is_missed(audited: Audited, duty: str) -> None:
    """Whichever row of the four is gone, exactly that is found."""
    await audited.office.reported()
    await change(audited, f"DELETE FROM timers WHERE duty = '{duty}'")  # noqa: S608 - from the list above
    assert await audited.finds() == [("timer-missing", duty)]


async def test_a_step_planned_too_late_is_missed(audited: Audited) -> None:
    """An escalation an hour later than what was frozen for the incident is as good as none."""
    await audited.office.reported()
    await change(audited, "UPDATE timers SET first_at = first_at + 3600000000 WHERE owner_kind = 'incident'")
    assert ("timer-missing", "decision-for-superior") in await audited.finds()


@pytest.mark.parametrize("duty", ["directive-unreceived", "directive-overdue", "containment-overdue"])
async def test_what_units_and_leaders_owe_is_missed(audited: Audited, duty: str) -> None:
    """A receipt, a result, an answer to a containment: without a planned reminder each is found."""
    incident = await audited.office.reported()
    await audited.office.does(
        CONTACT, partial(contain_incident.contain, incident_id=incident.id, content="Giữ xe")
    )
    await audited.office.does(
        LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1)
    )
    await change(audited, f"DELETE FROM timers WHERE duty = '{duty}'")  # noqa: S608 - from the list above
    assert await audited.finds() == [("timer-missing", duty)]


async def test_what_is_begun_and_would_not_be_brought_up_is_missed(audited: Audited) -> None:
    """A report not sent and a text nobody placed, without their clocks, are found as well; with them they are not."""
    await audited.office.does(CONTACT, partial(save_draft.write, text="Lúc 8h xe 15C-123.45 tại cổng A"))
    await audited.office.does(
        SUPERIOR, partial(sort_text.sort_text, said=sort_text.Said("Chú ý xe 29H-111.22", ()))
    )
    assert await audited.finds() == []
    await change(audited, OF_NO_SHIFT)
    assert await audited.finds() == [("timer-missing", "draft-unsent"), ("timer-missing", "text-unsorted")]
    assert "tin chưa rõ vụ việc" in audited.office.sees(OFFICER, "audit-found").text


async def test_a_shift_that_would_end_in_silence_is_found(audited: Audited) -> None:
    """The digest of the running shift is not planned: found at once, not when the shift is over."""
    await change(audited, "DELETE FROM timers WHERE duty = 'send_digest'")
    assert await audited.finds() == [("timer-missing", "send_digest")]
    assert "không có lịch gửi bản tổng hợp" in audited.office.sees(LEADER, "audit-found").text


async def test_turns_taken_that_told_nobody_are_found(audited: Audited) -> None:
    """Three turns without a message are silence, even if the fourth is planned."""
    incident = await audited.office.reported()
    await audited.office.does(
        LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1)
    )
    await change(audited, "UPDATE timers SET n = 3, state = 'fired' WHERE duty = 'directive-unreceived'")
    async with audited.office.desk.database.transaction() as tx:
        row = (await raw(tx, "SELECT * FROM timers WHERE duty = 'directive-unreceived'"))[0]
        await insert(tx, "timers", **{**row, "id": 9999, "n": 4, "state": "waiting"})
        tx.changed = True
    assert await audited.finds() == [("reminder-missing", "directive-unreceived")]


async def test_nothing_is_judged_before_the_clocks_are_wound(database: Database) -> None:
    """A timer loop that has not begun has two minutes to; then what it did not plan is found."""
    office = await open_office(database)
    recorded: list[str] = []

    async def record(found: Sequence[Finding]) -> None:
        recorded.extend(one.about for one in found)

    auditor = Auditor(database, office.clock, load(None, {}), Pulse(office.clock), record)
    office.clock.at += timedelta(minutes=1)
    await auditor.look()
    assert recorded == []
    office.clock.at += timedelta(minutes=1)
    await auditor.look()
    assert recorded == ["send_digest"]


async def test_a_report_told_to_all_again_and_again_is_no_silence(audited: Audited) -> None:
    """Reminders of one chain stand under one name; each still counts for the duty that said it."""
    await audited.office.reported()
    scheduler = Scheduler(audited.office.desk)
    for _ in range(12):
        audited.office.clock.at += timedelta(minutes=10)
        await scheduler.fire_due()
        await audited.office.post()
        audited.pulse.beat(Beat.POLL)
        assert await audited.finds() == []
    assert "Đã báo cáo tất cả lãnh đạo" in audited.office.sees(LEADER, "decision-told-to-all").text


async def test_rows_that_stand_still_are_late(audited: Audited) -> None:
    """Messages to send, updates, due turns: late after two minutes in which somebody could have taken them."""
    at = microseconds(MORNING)
    async with audited.office.desk.database.transaction() as tx:
        await insert(tx, "inbox", bot_id=1, update_id=1, lane=5, raw="{}", received_at=at, state="new")
        await insert(
            tx,
            "timers",
            duty="x",
            subject_id=1,
            owner_kind="x",
            owner_id=1,
            first_at=at,
            n=1,
            due_at=at,
            rank=3,
            state="waiting",
            set_at=at,
        )
        tx.changed = True
    assert await audited.finds(1) == []
    assert await audited.finds(1) == [("inbox-late", ""), ("timer-late", "")]
    assert audited.auditor.is_stalled
    audited.office.clock.at += timedelta(hours=3)  # the machine slept: everybody gets their time again
    assert await audited.finds(1) == []
    assert not audited.auditor.is_stalled


async def test_a_poll_without_an_answer_is_silence_unless_the_line_is_known_to_be_down(
    audited: Audited,
) -> None:
    """Five minutes without a word from Telegram: found, a stall; with an alarm about the line it is neither."""
    assert await audited.finds(4) == []
    assert await audited.finds(2) == [("poll-silent", "")]
    assert audited.auditor.is_stalled
    audited.alarms.add("line-down receiving")
    assert await audited.finds(1) == []


async def test_a_shift_without_a_leader_is_no_stall(audited: Audited) -> None:
    """No restart gives a shift its leader: the watchdog is not to end the bot over it."""
    await change(audited, "UPDATE shift_members SET role = 'officer' WHERE role = 'leader'")
    assert await audited.finds() == [("leader-missing", "")]
    assert not audited.auditor.is_stalled
    assert not audited.auditor.is_content


async def test_an_update_given_up_on_is_told_to_the_desk_for_a_day(audited: Audited) -> None:
    """The desk reads whose message it was and telephones; after a day it is history."""
    async with audited.office.desk.database.transaction() as tx:
        await insert(
            tx,
            "inbox",
            bot_id=1,
            update_id=7,
            lane=CONTACT,
            raw="{}",
            received_at=microseconds(MORNING),
            state="dead",
        )
        tx.changed = True
    assert await audited.finds() == [("update-dead", "")]
    assert "tin của đ/c Trần Bình gửi lúc 09:00" in audited.office.sees(OFFICER, "audit-found").text
    assert audited.office.sees_none(ADMIN, "audit-found")
    audited.office.clock.at += timedelta(hours=25)
    assert await audited.finds() == []
    assert await audited.office.log_kinds() == ["audit:found", "audit:ended"]


async def test_what_is_for_the_superiors_only_is_told_to_them(audited: Audited) -> None:
    """Phản ánh riêng: neither leader nor desk reads of it, not even that a reminder is missing."""
    await audited.office.reported()
    await change(audited, "UPDATE incidents SET is_private = 1")
    await change(audited, OF_NO_SHIFT)
    assert ("timer-missing", "decision-overdue") in await audited.finds()
    audited.office.sees(SUPERIOR, "audit-found")
    audited.office.sees(ADMIN, "audit-found")
    for account in (LEADER, OFFICER):
        assert audited.office.sees_none(account, "audit-found")


async def test_many_findings_are_one_message(audited: Audited) -> None:
    """Every timer of five reports gone: one message with ten lines and the count of the rest; each is in the log."""
    for _ in range(5):
        await audited.office.reported()
    await change(audited, OF_NO_SHIFT)
    assert len(await audited.finds()) == 20
    told = [m for m in audited.office.chats[LEADER] if m.notice == "audit-found"]
    assert len(told) == 1
    assert "Kiểm tra tự động phát hiện 20 vấn đề" in told[0].first_line
    assert told[0].text.count("•") == 10
    assert "và 10 vấn đề khác" in told[0].text
    assert (await audited.office.log_kinds()).count("audit:found") == 20
