"""A morning at the desk, its figures added up by hand; whose they are, and what nobody else is shown."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.errors import DutyError
from bot.rules.urgency import Urgency
from bot.workflow import (
    acknowledge_directive,
    decide_report,
    record_by_desk,
    report_now,
    report_result,
    show_figures,
)
from storage.database import Database
from tests.support.office import (
    ADMIN,
    CONTACT,
    GROUP_MEMBER,
    LEADER,
    MEMBER,
    OFF_DUTY,
    OFFICER,
    OTHER_UNIT,
    SUPERIOR,
    Office,
    open_office,
)
from tests.support.organisation import UNIT_GROUP
from tests.support.raw_sql import raw

MINUTE = timedelta(minutes=1)
SEAL = "Lúc 8h15 tại bãi B cảng Tân Vũ, xe 15C-123.45 seal bị đứt. Đề nghị mở kiểm tra"


async def asks(office: Office, account: int, dates: str = "", chat: int | None = None) -> str:
    """What somebody is answered to /thongke."""
    await office.does(account, partial(show_figures.show_figures, dates=dates), chat=chat)
    return office.sees(chat or account, "figures").text


async def report(office: Office, account: int) -> int:
    """An urgent report; the id of its incident."""
    await office.does(account, partial(report_now.report, urgency=Urgency.KHAN, text=SEAL))
    async with office.desk.database.read() as tx:
        (row,) = await raw(tx, "SELECT max(id) AS id FROM incidents")
    return int(row["id"])


@pytest.fixture
async def office(database: Database) -> Office:
    """09:00. Decisions after 2, 4, 6 and 8 minutes, one by telephone after 3, one still open after 10.

    The first directive is received after 1 minute and its result comes after 90; the three others are not received.
    """
    office = await open_office(database)
    for minutes in (2, 4, 6, 8):
        incident = await report(office, CONTACT)
        office.clock.at += minutes * MINUTE
        await office.does(LEADER, partial(decide_report.approve, incident_id=incident, shown_version=1))
        if minutes == 2:
            addressee = office.sees(CONTACT, "directive-card").press("Báo kết quả").subject_id
            office.clock.at += MINUTE
            await office.does(CONTACT, partial(acknowledge_directive.acknowledge, addressee_id=addressee))
            office.clock.at += 89 * MINUTE
            await office.does(
                CONTACT,
                partial(report_result.report_result, addressee_id=addressee, text="Hàng đúng khai báo"),
            )
    await report(office, OTHER_UNIT)
    office.clock.at += 3 * MINUTE
    await office.does(OFFICER, partial(record_by_desk.typed, argument="dienthoai ykien 0005 Giữ xe tại bãi"))
    await report(office, OTHER_UNIT)
    office.clock.at += 10 * MINUTE
    return office


async def test_figures_by_hand(office: Office) -> None:
    """2, 3, 4, 6, 8 and 10 minutes so far: the middle is 5, and nine in ten is the one that still waits."""
    text = await asks(office, OFF_DUTY)
    assert text.startswith("<b>Thống kê 01/11/2026 – 23/11/2026</b>\nBộ phận trực ban khu vực III\n")
    assert "<b>Tiếp nhận 6 vụ việc</b> (kỳ trước 01/10/2026 – 23/10/2026: 0)" in text
    assert "Niêm phong (seal) bị đứt, hỏng 6" in text
    assert "Hiện nay: chờ ý kiến lãnh đạo 1 · đang thực hiện 5" in text
    assert "<b>Ý kiến lãnh đạo, từ khi tiếp nhận</b>: 6, quá hạn 3, chưa có 1\n" in text
    assert "Trung vị 5 phút, 9/10 trong ≥ 10 phút\n" in text
    assert (
        "Tự bấm, nhắn 4: HP-2026-0004 8 phút (quá hạn); HP-2026-0003 6 phút (quá hạn); HP-2026-0002 4 phút; "
        "HP-2026-0001 2 phút\n"
    ) in text
    assert "Trực ban ghi từ điện thoại, fax … 1: HP-2026-0005 3 phút\n" in text


async def test_what_is_not_there_counts_at_its_age(office: Office) -> None:
    """One result after 90 minutes, four owed for 10, 13, 21 and 27: the middle is 21 so far, and can grow."""
    text = await asks(office, SUPERIOR)
    result = text.partition("<b>Báo kết quả, từ khi chỉ đạo</b>")[2].partition("\n\n")[0]
    assert result == ": 5, chưa có 4\nTrung vị ≥ 21 phút, 9/10 trong ≥ 1 giờ 30 phút"
    receipt = text.partition("<b>Nhận chỉ đạo, từ khi chỉ đạo</b>")[2].partition("\n\n")[0]
    assert receipt == ": 5, quá hạn 3, chưa có 4\nTrung vị ≥ 13 phút, 9/10 trong ≥ 27 phút"


async def test_a_unit_reads_its_own(office: Office) -> None:
    """Another unit's incidents are neither counted nor named; two members read the same."""
    own = await asks(office, CONTACT)
    assert "đơn vị 03CC" in own
    assert "<b>Tiếp nhận 4 vụ việc</b>" in own
    assert "0005" not in own
    assert await asks(office, MEMBER) == own
    assert "<b>Tiếp nhận 2 vụ việc</b>" in await asks(office, OTHER_UNIT)
    assert "<b>Tiếp nhận 0 vụ việc</b>" in await asks(office, GROUP_MEMBER)


async def test_a_group_is_shown_its_own(office: Office) -> None:
    """The leader asking in a unit's group shows it that unit's figures only; a stranger to it shows none."""
    text = await asks(office, LEADER, chat=UNIT_GROUP)
    assert "đơn vị 03TG" in text
    assert "<b>Tiếp nhận 0 vụ việc</b>" in text
    with pytest.raises(DutyError, match="figures-not-yours"):
        await asks(office, CONTACT, chat=UNIT_GROUP)


async def test_an_administrator_sees_none(office: Office) -> None:
    """Who sees no incidents sees no figures of them, and is told whose they are."""
    with pytest.raises(DutyError, match="figures-not-yours"):
        await asks(office, ADMIN)
    assert "từng đơn vị về đơn vị mình" in office.said(ADMIN)


async def test_private_reports_are_for_the_superior(office: Office) -> None:
    """They are counted beside the rest, for a superior in a private chat; for others they do not exist."""
    async with office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE incidents SET is_private = 1 WHERE number = 'HP-2026-0006'")
    superior, leader = await asks(office, SUPERIOR), await asks(office, LEADER)
    assert "Ngoài ra 1 phản ánh riêng, không tính ở đây." in superior
    assert "phản ánh riêng" not in leader
    for text in (superior, leader):
        assert "<b>Tiếp nhận 5 vụ việc</b>" in text
        assert "HP-2026-0006" not in text


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ("31/02/2026", "Không đọc được ngày “31/02/2026”"),
        ("09/11/2026 01/11/2026", "Ngày đầu 09/11/2026 sau ngày cuối 01/11/2026"),
        ("24/11/2026", "Ngày 24/11/2026 chưa đến"),
        ("01/01/2025 23/11/2026", "nhiều nhất là 366 ngày"),
    ],
)
async def test_bad_dates_are_answered(office: Office, dates: str, said: str) -> None:
    """What is wrong is named, with what to write instead."""
    with pytest.raises(DutyError):
        await asks(office, LEADER, dates)
    assert said in office.said(LEADER)


async def test_another_period(office: Office) -> None:
    """A day in which nothing happened is a quiet day, compared with the day before."""
    text = await asks(office, LEADER, "22/11/2026")
    assert "Thống kê 22/11/2026</b>" in text
    assert "<b>Tiếp nhận 0 vụ việc</b> (kỳ trước 21/11/2026: 0)" in text
    assert "<b>Nhận chỉ đạo, từ khi chỉ đạo</b>: không có" in text


async def test_a_chart_and_a_workbook_are_ordered(office: Office) -> None:
    """Both from the same figures, in the reader's language; only the workbook has every case."""
    async with office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE people SET language = 'en' WHERE telegram_id = 101")
    text = await asks(office, LEADER)
    assert text.startswith("<b>Figures 01/11/2026 – 23/11/2026</b>")
    async with office.desk.database.read() as tx:
        rows: list[Any] = await raw(tx, "SELECT * FROM documents ORDER BY id")
    assert [(row["kind"], row["sent_as"], row["language"]) for row in rows] == [
        ("figures-chart", "photo", "en"),
        ("figures-workbook", "document", "en"),
    ]
    assert rows[1]["name"] == "thongke_2026-11-01_2026-11-23.xlsx"
    assert ['"cases":[{"number"' in row["payload"] for row in rows] == [True, True]
    assert ['"received":[{' in row["payload"] for row in rows] == [False, True]
