"""Chuyển người thực hiện: inside the unit, the directive goes to somebody else."""

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.directive import AWAITS_RESULT
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.workflow import choices, recipients
from bot.workflow.acknowledge_directive import of_addressee, refresh_addressee
from bot.workflow.taking import Taking
from storage import directives, people


async def offer(step: Taking, addressee_id: int) -> None:
    """To whom? One button for each other member of the unit."""
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.HAND_ON)
    number = f"{hand.incident.number}/{directive.n}"
    others = [
        p for p in await people.list_unit_members(step.tx, addressee.unit_id) if p.id != step.actor.person.id
    ]
    if not others:
        raise DutyError("nobody-to-hand-on", number=number)
    keyboard = tuple(
        (button(Step.HAND_ON_TO, addressee.id, addressee.version, str(p.id), label=p.name),) for p in others
    )
    values = {"number": number, "urgency": hand.incident.urgency}
    await choices.offer(step, Screen("hand-on-to", values, keyboard=keyboard), hand.incident)


async def hand_on(step: Taking, addressee_id: int, person_id: int) -> None:
    """Name who carries it out; that person gets the card.

    Raises:
        DutyError: `not-in-unit`, `already-reported`; and what `of_addressee` raises.
    """
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.HAND_ON)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RESULT:
        raise DutyError("already-reported", number=number, state=addressee.state)
    members = {p.id: p for p in await people.list_unit_members(step.tx, addressee.unit_id)}
    if person_id not in members:
        raise DutyError("not-in-unit", number=number)
    performer = members[person_id]
    await directives.change_addressee(step.tx, addressee, performer_id=performer.id)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.DIRECTIVE_HANDED_ON,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        payload={"addressee": addressee.id, "performer": performer.id},
        text={"performer": performer.name},
    )
    await refresh_addressee(step, hand, addressee)
    await step.show(
        recipients.privately(performer), "directive-card", addressee.id, hand.incident, priority=0
    )
    step.answers("handed-on", number=number, name=performer.name)
