"""The steps an officer of the shift records for others, each with its channel and its own time (Art. 4.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, Addressee, AddresseeState, Directive
from bot.rules.due_text import read_due
from bot.rules.incident import Incident, IncidentState, ReportKind
from bot.rules.log_entry import LogKind
from bot.rules.person import DutyDesk, Person, Role, Unit
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.gist import gist
from bot.workflow import add_to_report, decide_report, direct_incident
from bot.workflow.acknowledge_directive import refresh_addressee
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.issue_directive import Wanted
from bot.workflow.keep_files import keep
from bot.workflow.opinion import Given
from bot.workflow.report_incident import Reported, receive
from bot.workflow.report_result import Told, store_result
from bot.workflow.resolve import closed_version
from bot.workflow.taking import Taking
from storage import directives, people

Files = Sequence[ReceivedFile]
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Came:
    """By which means something came, and when."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the leader said: `kind` is one of the first opinions, or `ADD` on a running incident."""

    kind: DecisionKind
    text: str
    unit_ids: Sequence[int]
    shown_version: int


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


async def givers(step: Taking, incident: Incident, at: datetime) -> list[tuple[Person, Role]]:
    """Whose opinion it can have been: who led the shift then; the deputy too, once entitled."""
    found = [
        (person, Role.LEADER)
        for person in await people.list_on_duty(step.tx, incident.desk_id, Role.LEADER, at)
    ]
    rules = step.desk.rules
    deputy_from = incident.received_at + rules.deadlines[incident.urgency].decision_deputy_after
    if rules.deputy_basis and at >= deputy_from:
        found += [
            (person, Role.DEPUTY)
            for person in await people.list_on_duty(step.tx, incident.desk_id, Role.DEPUTY, at)
        ]
    return found


async def opinion(step: Taking, incident_id: int, said: Opinion, given: Given, files: Files) -> None:
    """The leader's opinion, released at once and marked until its giver confirms it.

    Raises:
        DutyError: `opinion-before-report`; and what the opinion raises.
    """
    hand = await open_incident(step, incident_id, Step.RECORD)
    received_at = hand.incident.received_at
    if given.at < received_at:
        if received_at - given.at >= A_MINUTE:
            raise DutyError("opinion-before-report", number=hand.incident.number, at=received_at)
        given = replace(given, at=received_at)  # the same minute: people state no seconds
    version = said.shown_version
    wanted = Wanted(said.text, said.unit_ids)
    directive_id: int | None = None
    match said.kind:
        case DecisionKind.APPROVE:
            await decide_report.approve(step, incident_id, version, given)
        case DecisionKind.ASK:
            await decide_report.ask(step, incident_id, version, said.text, given)
        case DecisionKind.WATCH:
            until_at = read_due(said.text, step.now, step.desk.rules.time_zone)
            await decide_report.watch(step, incident_id, version, until_at, said.text, given)
        case DecisionKind.CLOSE:
            version = await closed_version(step, incident_id, version, said_by=given.by, said_at=given.at)
            await decide_report.close(step, incident_id, version, said.text, given=given)
        case DecisionKind.ADD:
            directive_id = await direct_incident.issue_more(
                step, incident_id, Step.ADD_DIRECTIVE, wanted, given
            )
        case _:
            directive_id = await decide_report.direct(step, incident_id, version, wanted, given=given)
    if directive_id is not None:
        await keep(step, files, "directive", directive_id, incident_id)
    step.answers(
        "opinion-recorded",
        number=hand.incident.number,
        gist=await gist(step.tx, hand.incident),
        name=(await people.get_person(step.tx, given.by)).name,
        channel=given.channel,
        at=given.at,
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
