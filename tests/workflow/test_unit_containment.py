"""Containment cards: an order, its receipt, the leader's answer."""

from functools import partial

import pytest

from bot.errors import DutyError
from bot.rules.containment import ContainmentState
from bot.workflow import contain_incident
from tests.support.office import CONTACT, HEAD, LEADER, OFFICER, OTHER_UNIT, Office


async def test_an_order_is_acknowledged_by_the_unit(office: Office) -> None:
    """The unit reads DỪNG NGAY with Đã nhận, the leader may continue or end it, and neither sees the other's button."""
    incident = await office.reported()
    await office.does(OFFICER, partial(contain_incident.contain, incident_id=incident.id, content="Dừng xe"))
    card = office.sees(CONTACT, "containment-card")
    assert "DỪNG NGAY – ngăn chặn vi phạm" in card.first_line
    assert card.labels == ["Đã nhận"]
    assert office.sees(LEADER, "containment-card").labels == ["Tiếp tục ngăn chặn", "Chấm dứt ngăn chặn"]
    assert office.sees(OFFICER, "containment-card").labels == []
    press = card.press("Đã nhận")
    await office.does(
        HEAD, partial(contain_incident.acknowledge, containment_id=press.subject_id), is_press=True
    )
    assert "Bùi Thu" in office.sees(CONTACT, "containment-card").text
    assert office.sees(CONTACT, "containment-card").labels == []
    with pytest.raises(DutyError, match="incident-not-found"):
        await office.does(OTHER_UNIT, partial(contain_incident.acknowledge, containment_id=press.subject_id))


async def test_the_leaders_answer_is_acknowledged_anew(office: Office) -> None:
    """After Tiếp tục the unit's copy asks for Đã nhận again, and the leader can still end it."""
    incident = await office.reported()
    await office.does(
        CONTACT, partial(contain_incident.contain, incident_id=incident.id, content="Đã giữ xe")
    )
    card = office.sees(LEADER, "containment-card")
    assert office.sees(CONTACT, "containment-card").labels == []  # the unit itself stopped it
    measure = card.press("Tiếp tục").subject_id
    await office.does(
        LEADER, partial(contain_incident.answer, containment_id=measure, state=ContainmentState.CONTINUED)
    )
    assert office.sees(CONTACT, "containment-card").labels == ["Đã nhận"]
    assert office.sees(LEADER, "containment-card").labels == ["Chấm dứt ngăn chặn"]
    await office.does(
        LEADER,
        partial(
            contain_incident.answer,
            containment_id=measure,
            state=ContainmentState.ENDED,
            reason="Hết nghi vấn",
        ),
    )
    ended = office.sees(CONTACT, "containment-card")
    assert "Hết nghi vấn" in ended.text
    assert "xử lý vi phạm hành chính" in ended.text
    assert ended.labels == ["Đã nhận"]
