"""The desk and everybody at it, for days at the desk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.desk_under_test import DeskUnderTest, Phone, desk_under_test


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskUnderTest]:
    """A running desk: leader 101, deputy 102 (entitled by a document, at once), officer 103."""
    async with desk_under_test(
        tmp_path,
        TRUCBAN_DESK__DEPUTY_BASIS="Quyết định số 12/QĐ",
        TRUCBAN_DEADLINES__THUONG__DECISION_DEPUTY_AFTER="30m",
    ) as running:
        yield running


@pytest.fixture
def leader(desk: DeskUnderTest) -> Phone:
    """Nguyễn Văn An, who leads the running shift."""
    return desk.phone(101)


@pytest.fixture
def deputy(desk: DeskUnderTest) -> Phone:
    """Phạm Thị Dung, deputy of the running shift."""
    return desk.phone(102)


@pytest.fixture
def officer(desk: DeskUnderTest) -> Phone:
    """Lê Xuân, duty officer of the running shift."""
    return desk.phone(103)


@pytest.fixture
def off_duty(desk: DeskUnderTest) -> Phone:
    """Hoàng Nam, a leader who is not on duty."""
    return desk.phone(106)


@pytest.fixture
def superior(desk: DeskUnderTest) -> Phone:
    """Đỗ Quang Minh."""
    return desk.phone(104)


@pytest.fixture
def admin(desk: DeskUnderTest) -> Phone:
    """Vũ Hải, who looks after the system."""
    return desk.phone(105)


@pytest.fixture
def unit(desk: DeskUnderTest) -> Phone:
    """Trần Bình, contact of 03CC."""
    return desk.phone(201)


@pytest.fixture
def head(desk: DeskUnderTest) -> Phone:
    """Bùi Thu, head of 03CC."""
    return desk.phone(202)


@pytest.fixture
def other_unit(desk: DeskUnderTest) -> Phone:
    """Đặng Hòa, contact of 03EE."""
    return desk.phone(301)


@pytest.fixture
def group_unit(desk: DeskUnderTest) -> Phone:
    """Mai Lan of 03TG, whose unit has a group."""
    return desk.phone(401)
