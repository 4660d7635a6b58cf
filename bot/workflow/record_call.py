"""The desk telephoned the leader about an incident that waits: whether that brought an opinion or not, it is logged."""

from bot.rules.log_entry import LogKind
from bot.rules.person import Role
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import record_by_desk
from bot.workflow.at_hand import open_incident
from bot.workflow.taking import Taking
from storage import people


async def in_vain(step: Taking, incident_id: int) -> None:
    """Đã gọi, không liên lạc được.

    Raises:
        DutyError: what `open_incident` raises.
    """
    await _log(step, incident_id, is_answered=False)


async def with_opinion(step: Taking, incident_id: int) -> None:
    """Đã gọi, có ý kiến: the opinion is asked for, as for every opinion by phone.

    Raises:
        DutyError: what `open_incident` raises.
    """
    await _log(step, incident_id, is_answered=True)
    await record_by_desk.begin(step, incident_id)


async def _log(step: Taking, incident_id: int, *, is_answered: bool) -> None:
    hand = await open_incident(step, incident_id, Step.RECORD)
    leaders = await people.list_on_duty(step.tx, hand.incident.desk_id, Role.LEADER, step.now)
    called = ", ".join(leader.name for leader in leaders)
    await step.log(
        LogKind.CALL_MADE,
        hand.incident,
        role=hand.acting_as,
        payload={"is_answered": is_answered, "to": [leader.id for leader in leaders]},
        text={"text": called, "receiver": called},
    )
    step.answers(
        "called" if is_answered else "called-in-vain",
        number=hand.incident.number,
        gist=await gist(step.tx, hand.incident),
    )
