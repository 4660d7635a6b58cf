"""Looking things up: everybody sees what they may, and what they may not see does not exist."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.help import LATER_COMMANDS, LATER_TYPED, ROWS
from bot.rules.number import read_number
from bot.workflow import acknowledge_directive, add_to_report, decide_report, report_result, show, stop_secret
from bot.workflow.taking import Taking
from handlers.register import COMMANDS, TYPED
from storage.database import Database
from tests.support.office import (
    ADMIN,
    CONTACT,
    GROUP_MEMBER,
    LEADER,
    OFF_DUTY,
    OFFICER,
    OTHER_UNIT,
    SUPERIOR,
    Office,
    open_office,
)
from tests.support.organisation import UNIT_GROUP

TEXT = "Lúc 8h15 tại bãi B cảng Tân Vũ, xe 15C-123.45 seal bị đứt. Đề nghị mở kiểm tra"


@pytest.fixture
async def office(database: Database) -> Office:
    """Everybody on duty at 09:00; nothing has happened yet."""
    return await open_office(database)


async def looks(office: Office, account: int, at: Callable[..., Awaitable[None]], notice: str) -> str:
    """What somebody reads."""

    async def look(step: Taking) -> None:
        await at(step)

    await office.does(account, look)
    return office.sees(account, notice).text


async def test_the_whole_story_in_order(office: Office) -> None:
    """Report, note, opinion, directive, receipt and result, in the order they were recorded, files named."""
    incident = await office.reported(TEXT)
    office.clock.at += timedelta(minutes=5)
    await office.does(OFFICER, partial(add_to_report.note, incident_id=incident.id, text="Đã xem camera"))
    await office.does(LEADER, partial(decide_report.approve, incident_id=incident.id, shown_version=1))
    addressee = office.sees(CONTACT, "directive-card").press("Báo kết quả").subject_id
    await office.does(CONTACT, partial(acknowledge_directive.acknowledge, addressee_id=addressee))
    await office.does(
        CONTACT, partial(report_result.report_result, addressee_id=addressee, text="Hàng đúng khai báo")
    )
    written = read_number(incident.number)
    assert written is not None
    story = await looks(office, OFF_DUTY, partial(show.show_written, written=written), "incident-story")
    parts = [
        "phát sinh 08:15",
        "Đã xem camera",
        "đồng ý theo đề xuất",
        "đã nhận chỉ đạo",
        "Hàng đúng khai báo",
    ]
    places = [story.index(part) for part in parts]
    assert places == sorted(places)
    own = await looks(office, CONTACT, partial(show.show_story, incident_id=incident.id), "incident-story")
    assert "Hàng đúng khai báo" in own
    assert "Đã xem camera" not in own  # the desk's own notes stay there


async def test_what_one_may_not_see_does_not_exist(office: Office) -> None:
    """Another unit and an administrator get the same refusal as for a number nobody ever gave."""
    incident = await office.reported(TEXT)
    for account in (OTHER_UNIT, ADMIN):
        with pytest.raises(DutyError) as hidden:
            await office.does(account, partial(show.show_story, incident_id=incident.id))
        with pytest.raises(DutyError) as absent:
            await office.does(account, partial(show.show_story, incident_id=999))
        assert (hidden.value.code, hidden.value.fields) == (absent.value.code, absent.value.fields)
        assert incident.number not in await looks(office, account, show.show_open_items, "open-items")
    for account in (CONTACT, LEADER, OFF_DUTY, SUPERIOR):
        await office.does(account, show.show_open_items)
        assert office.sees(account, "open-items").labels == [incident.number]


async def test_a_group_is_shown_no_more_than_it_may_read(office: Office) -> None:
    """The leader asking in a unit's group shows it nothing of other units, and no duty log."""
    incident = await office.reported(TEXT)
    await office.does(LEADER, show.show_open_items, chat=UNIT_GROUP)
    assert incident.number not in office.sees(UNIT_GROUP, "open-items").text
    with pytest.raises(DutyError, match="incident-not-found"):
        await office.does(LEADER, partial(show.show_story, incident_id=incident.id), chat=UNIT_GROUP)
    with pytest.raises(DutyError, match="log-not-yours"):
        await office.does(LEADER, show.show_log, chat=UNIT_GROUP)
    own = await office.reported("Xe 29H-111.22 vỡ seal tại cổng 2", GROUP_MEMBER)
    await office.does(GROUP_MEMBER, show.show_open_items, chat=UNIT_GROUP)
    assert office.sees(UNIT_GROUP, "open-items").labels == [own.number]


async def test_the_log_of_this_shift(office: Office) -> None:
    """Missing fields first, then every entry with its number; units do not read it."""
    incident = await office.reported("Xe 15C-123.45 nghi vấn")
    text = await looks(office, OFFICER, show.show_log, "shift-log")
    assert text.index("Còn thiếu") < text.index("1. ")
    assert f"{incident.number}: thời gian phát sinh, địa điểm" in text
    with pytest.raises(DutyError, match="log-not-yours"):
        await office.does(CONTACT, show.show_log)


async def test_who_is_on_duty(office: Office) -> None:
    """Leader, deputy and officer with their telephones, for everybody linked."""
    text = await looks(office, CONTACT, show.show_duty, "who-is-on-duty")
    for words in ("Nguyễn Văn An – 09101", "Phạm Thị Dung – 09102", "Lê Xuân – 09103", "0225 3 123 456"):
        assert words in text
    assert "0225 3 123 456" in await looks(office, CONTACT, show.show_phones, "call-desk")


async def test_help_is_of_the_person(office: Office) -> None:
    """Each reads what they can do, and whom to call; an administrator nothing of incidents."""
    unit, leader, admin = [
        await looks(office, who, show.show_help, "help") for who in (CONTACT, LEADER, ADMIN)
    ]
    assert "KQ số" in unit
    assert "DUYET" not in unit
    assert "DUYET" in leader
    assert "/ghi" not in leader
    assert "/vuviec" not in admin
    for text in (unit, leader, admin):
        assert "Không thấy số vụ việc sau 2 phút: gọi trực ban 0225 3 123 456" in text


def test_help_tells_of_every_command_and_word() -> None:
    """What is handled is in the table of help, or said to come later; and nothing else is in it."""
    told = {command for row in ROWS for command in row.commands} | set(LATER_COMMANDS)
    assert told == set(COMMANDS)
    assert {word for row in ROWS for word in row.typed} | set(LATER_TYPED) == set(TYPED)


async def test_a_superiors_secret_is_stopped_too(office: Office) -> None:
    """Whoever writes a classification mark is stopped, also who reports nothing themselves."""
    await office.does(SUPERIOR, partial(stop_secret.stop, text="Gửi công văn MẬT số 12"))
    assert "message:stopped" in await office.log_kinds()
