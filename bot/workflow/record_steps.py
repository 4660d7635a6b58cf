"""The steps an officer of the shift records for others, each with its channel and its own time (Art. 4.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, Addressee, AddresseeState, Directive
from bot.rules.incident import Incident, IncidentState, ReportKind
from bot.rules.log_entry import LogKind
from bot.rules.person import DutyDesk, Unit
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import (
    add_to_report,
)
from bot.workflow.acknowledge_directive import refresh_addressee
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.keep_files import keep
from bot.workflow.report_incident import Reported, receive
from bot.workflow.report_result import Told, store_result
from bot.workflow.taking import Taking
from storage import directives, people

Files = Sequence[ReceivedFile]


@dataclass(frozen=True, slots=True)
class Came:
    """By which means something came, and when."""

    channel: Channel
    at: datetime


async def work(step: Taking, desk_id: int, text: str, came: Came, incident: Incident | None = None) -> int:
    """Nội dung thực hiện: block (1) of the form. Returns the entry's number."""
    return await _log(step, LogKind.WORK_DONE, desk_id, text, came, incident)


async def call(
    step: Taking, desk_id: int, text: str, came: Came, incident: Incident | None, *, is_answered: bool
) -> int:
    """A telephone call, answered or not. Returns the entry's number."""
    return await _log(step, LogKind.CALL_MADE, desk_id, text, came, incident, is_answered=is_answered)


async def report(
    step: Taking, desk: DutyDesk, unit: Unit | None, text: str, came: Came, urgency: Urgency, files: Files
) -> Incident:
    """A unit's report that came by phone, fax …: received when it came, recorded now."""
    reading = read_report(
        text, now=came.at, time_zone=step.desk.rules.time_zone, vocabulary=step.desk.vocabulary.report
    )
    reported = Reported(
        text=text,
        fields=understood(reading),
        kind=reading.kind,
        urgency=urgency,
        desk=desk,
        unit=unit,
        reporter_id=step.actor.person.id,
        written_at=came.at,
        channel=came.channel,
        received_at=came.at,
    )
    incident, report_id = await receive(step, reported)
    await keep(step, files, "report", report_id, incident.id)
    return incident


async def addition(step: Taking, incident_id: int, text: str, came: Came, files: Files) -> Incident:
    """More on an incident, or the answer to the leader's question, that came by phone, fax ….

    Raises:
        DutyError: what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, Step.RECORD)
    is_answer = hand.incident.state is IncidentState.AWAITING_ANSWER
    kind = ReportKind.ANSWER if is_answer else ReportKind.ADDITION
    return await add_to_report.new_version(
        step, hand, kind, text, files, written_at=came.at, channel=came.channel
    )


async def passed_on(step: Taking, addressee_id: int, receiver: str, came: Came) -> None:
    """A directive was passed on by phone, fax …; `receiver` took it. Counts as the addressee's receipt.

    Raises:
        DutyError: `already-acknowledged`, `directive-recalled`; and what `open_incident` raises.
    """
    hand, directive, addressee = await _addressee(step, addressee_id)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RECEIPT:
        by = addressee.acknowledged_by
        name = (await people.get_person(step.tx, by)).name if by is not None else addressee.receiver
        raise DutyError("already-acknowledged", number=number, name=name, at=addressee.acknowledged_at)
    await _receipt(step, hand, directive, addressee, receiver, came)
    unit = await people.get_unit(step.tx, addressee.unit_id)
    step.answers("passed-on", number=number, unit=unit.code, channel=came.channel, name=receiver)


async def result(step: Taking, addressee_id: int, reporter: str, text: str, came: Came, files: Files) -> None:
    """An addressee's result by phone, fax …; counts as receipt where none was given.

    Raises:
        DutyError: `already-reported`, `directive-recalled`; and what `open_incident` raises.
    """
    hand, directive, addressee = await _addressee(step, addressee_id)
    number = f"{hand.incident.number}/{directive.n}"
    if addressee.state not in AWAITS_RESULT:
        raise DutyError("already-reported", number=number, state=addressee.state)
    if addressee.state in AWAITS_RECEIPT:
        addressee = await _receipt(step, hand, directive, addressee, reporter, came)
    await store_result(
        step, hand, directive, addressee, Told(text, None, reporter, came.at, came.channel), files
    )
    unit = await people.get_unit(step.tx, addressee.unit_id)
    step.answers("result-recorded", number=number, unit=unit.code, channel=came.channel, name=reporter)


async def _addressee(step: Taking, addressee_id: int) -> tuple[AtHand, Directive, Addressee]:
    addressee = await directives.get_addressee(step.tx, addressee_id)
    directive = await directives.get(step.tx, addressee.directive_id)
    hand = await open_incident(step, directive.incident_id, Step.RECORD)
    if addressee.state is AddresseeState.RECALLED:
        number = f"{hand.incident.number}/{directive.n}"
        raise DutyError("directive-recalled", number=number, at=directive.recalled_at)
    return hand, directive, addressee


async def _receipt(
    step: Taking, hand: AtHand, directive: Directive, addressee: Addressee, receiver: str, came: Came
) -> Addressee:
    await directives.mark_sent(step.tx, addressee.id, came.at)
    changed = await directives.change_addressee(
        step.tx,
        addressee,
        state=AddresseeState.ACKNOWLEDGED,
        acknowledged_at=came.at,
        acknowledged_by=None,
        receiver=receiver,
        receipt_channel=came.channel,
    )
    unit = await people.get_unit(step.tx, addressee.unit_id)
    await step.log(
        LogKind.DIRECTIVE_ACKNOWLEDGED,
        hand.incident,
        role=hand.acting_as,
        directive=directive.n,
        unit=unit.code,
        channel=came.channel,
        occurred_at=came.at,
        payload={"addressee": addressee.id, "state": changed.state},
        text={"receiver": receiver},
    )
    await refresh_addressee(step, hand, addressee)
    return changed


async def _log(
    step: Taking,
    kind: LogKind,
    desk_id: int,
    text: str,
    came: Came,
    incident: Incident | None,
    **facts: bool,
) -> int:
    duty = next((d for d in step.actor.duties if d.desk_id == desk_id), None)
    return await step.log(
        kind,
        incident,
        desk_id=desk_id,
        role=duty.role if duty else "",
        channel=came.channel,
        occurred_at=came.at,
        payload=facts,
        text={"text": text},
    )
