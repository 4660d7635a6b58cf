"""A unit asks for time (Xin gia hạn); desk or leader grants or refuses."""

from datetime import datetime

from bot.errors import DutyError
from bot.rules.directive import AWAITS_RESULT
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import recipients
from bot.workflow.acknowledge_directive import of_addressee
from bot.workflow.at_hand import open_incident
from bot.workflow.taking import Taking
from storage import directives, people
from storage.times import microseconds


async def ask(step: Taking, addressee_id: int, until_at: datetime | None, reason: str) -> None:
    """Xin gia hạn until a moment, with a reason.

    Raises:
        DutyError: `already-reported`, `reason-missing`, `time-missing`, `time-past`; and what `of_addressee` raises.
    """
    hand, directive, addressee = await of_addressee(step, addressee_id, Step.ASK_EXTENSION)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RESULT:
        raise DutyError("already-reported", number=number, state=addressee.state)
    if not reason:
        raise DutyError("reason-missing", number=number)
    if until_at is None:
        raise DutyError("time-missing", number=number)
    if until_at <= step.now:
        raise DutyError("time-past", number=number, at=until_at)
    extension = await directives.add_extension(
        step.tx,
        addressee_id=addressee.id,
        until_at=until_at,
        reason=reason,
        asked_by=step.actor.person.id,
        asked_at=step.now,
    )
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.EXTENSION_ASKED,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        payload={
            "extension": extension.id,
            "addressee": addressee.id,
            "until_at": microseconds(until_at),
        },
        text={"reason": reason},
    )
    to = [
        *await recipients.desk(step, hand.incident.desk_id),
        *await recipients.leaders(step, hand.incident.desk_id),
    ]
    await step.show(recipients.once(to), "extension-card", extension.id, hand.incident)
    step.answers("extension-asked", number=number, until_at=until_at)


async def judge(step: Taking, extension_id: int, *, grants: bool) -> None:
    """Đồng ý gia hạn, or not.

    Raises:
        DutyError: `already-judged`; and what `open_incident` raises.
    """
    extension = await directives.get_extension(step.tx, extension_id)
    addressee = await directives.get_addressee(step.tx, extension.addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    wanted = Step.GRANT_EXTENSION if grants else Step.REFUSE_EXTENSION
    hand = await open_incident(step, directive.incident_id, wanted)
    number = f"{hand.incident.number}/{directive.n}"
    state = "granted" if grants else "refused"
    if await directives.judge_extension(step.tx, extension.id, state, step.actor.person.id, step.now) is None:
        judge_id = extension.judged_by or step.actor.person.id
        name = (await people.get_person(step.tx, judge_id)).name
        raise DutyError(
            "already-judged", number=number, name=name, at=extension.judged_at, state=extension.state
        )
    if grants:
        await directives.change_addressee(step.tx, addressee, result_due_at=extension.until_at)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.EXTENSION_GRANTED if grants else LogKind.EXTENSION_REFUSED,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        payload={
            "extension": extension.id,
            "addressee": addressee.id,
            "until_at": microseconds(extension.until_at),
        },
    )
    values = {
        "number": number,
        "urgency": hand.incident.urgency,
        "granted": grants,
        "until_at": extension.until_at,
        "name": step.actor.person.name,
    }
    await step.say(
        await recipients.unit(step, unit),
        Screen("extension-judged", values),
        hand.incident,
        subject=f"directive-card:{addressee.id}",
    )
    await step.refresh("extension-card", extension.id)
    await step.refresh("directive-card", addressee.id)
    await step.refresh("roll-call", hand.incident.id)
    step.answers(f"extension-{state}", number=number, gist=await gist(step.tx, hand.incident))
