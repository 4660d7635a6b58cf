"""Issuing a directive that stands on a recorded opinion: to its addressees, with its deadlines (Art. 4.3–4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import DutyError
from bot.rules.decision import Decision
from bot.rules.directive import Addressee, Directive
from bot.rules.due_text import read_stands_until
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.person import Role, Unit
from bot.rules.urgency_times import frozen
from bot.workflow import recipients
from bot.workflow.taking import Taking
from storage import directives, people
from storage.times import microseconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the leader wants: text, for whom, by when. `result_due_at` None: the urgency's own time.

    `stands_until`: it stands till then and is not overdue; where None, the text itself may say so.
    """

    content: str
    unit_ids: Sequence[int]
    result_due_at: datetime | None = None
    stands_until: datetime | None = None
    replaces_id: int | None = None
    awaits_text: bool = False


async def issue(step: Taking, incident: Incident, decision: Decision, wanted: Wanted) -> Directive:
    """Store the directive, its addressees and log entry; tell the units, leader and desk.

    Raises:
        DutyError: `no-addressee`.
    """
    if not wanted.unit_ids:
        raise DutyError("no-addressee", number=incident.number)
    times = frozen(incident.times, step.desk.rules.deadlines[incident.urgency])
    stands_until = wanted.stands_until or said_to_stand(step, wanted.content)
    due_at = wanted.result_due_at or (None if stands_until else step.now + times.result_within)
    directive = await directives.add(
        step.tx,
        desk_id=incident.desk_id,
        incident_id=incident.id,
        decision_id=decision.id,
        replaces_id=wanted.replaces_id,
        content=wanted.content,
        awaits_text=wanted.awaits_text,
        issued_at=step.now,
        acknowledge_due_at=step.now + times.acknowledge_within,
        result_due_at=due_at,
        stands_until=stands_until,
    )
    units = [await people.get_unit(step.tx, unit_id) for unit_id in dict.fromkeys(wanted.unit_ids)]
    addressees = [await directives.add_addressee(step.tx, directive.id, u.id, due_at) for u in units]
    await step.log(
        LogKind.DIRECTIVE_ISSUED,
        incident,
        role=decision.decided_as if decision.recorded_by == decision.decided_by else Role.OFFICER,
        directive=directive.n,
        channel=decision.channel,
        occurred_at=decision.decided_at,
        payload={
            "directive": directive.id,
            "decision": decision.id,
            "replaces": wanted.replaces_id,
            "units": [u.code for u in units],
            "addressees": [a.id for a in addressees],
            "acknowledge_due_at": microseconds(directive.acknowledge_due_at),
            "result_due_at": None if due_at is None else microseconds(due_at),
            "stands_until": None if stands_until is None else microseconds(stands_until),
        },
        text={"content": wanted.content, "units": [u.name for u in units]},
    )
    for unit, addressee in zip(units, addressees, strict=True):
        await send_to_addressee(step, incident, unit, addressee)
    await show_roll_call(step, incident)
    return directive


def said_to_stand(step: Taking, content: str) -> datetime | None:
    """Until when a directive stands by its own words (`có hiệu lực đến`); None where that has passed."""
    until_at = read_stands_until(content, step.now, step.desk.rules.time_zone)
    return until_at if until_at is not None and until_at > step.now else None


async def send_to_addressee(
    step: Taking, incident: Incident, unit: Unit, addressee: Addressee, *, again: bool = False
) -> None:
    """The directive's card for one unit; a unit outside the system is told by the desk, and stays unsent till then."""
    if unit.is_outside:
        await directives.mark_undeliverable(step.tx, addressee.id)
        return
    to = await recipients.addressee(step, unit)
    if not any(recipient.chat_id is not None for recipient in to):
        await directives.mark_undeliverable(step.tx, addressee.id)
    await step.show(to, "directive-card", addressee.id, incident, priority=0, again=again)


async def show_roll_call(step: Taking, incident: Incident, *, again: bool = False) -> None:
    """The live card of every addressee's state, for leader and desk; edited where it already stands, or `again`."""
    to = [
        *await recipients.leaders(step, incident.desk_id),
        *await recipients.desk(step, incident.desk_id),
    ]
    await step.show(recipients.once(to), "roll-call", incident.id, incident, again=again)
