"""More on a running incident: an addition, the answer to the leader's question, a note of the desk, an edit."""

from collections.abc import Sequence
from datetime import datetime

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.incident import Incident, IncidentState, Report, ReportKind
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.received import ReceivedFile
from bot.rules.report_fields import understood
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import recipients
from bot.workflow.at_hand import AtHand, open_incident
from bot.workflow.forms import ask_for
from bot.workflow.issue_directive import show_roll_call
from bot.workflow.keep_files import keep
from bot.workflow.taking import Taking
from bot.workflow.waiting_list import refresh_waiting
from storage import attachments, directives, incidents, people
from storage.times import microseconds


async def add(
    step: Taking,
    incident_id: int,
    text: str,
    files: Sequence[ReceivedFile] = (),
    draft_id: int | None = None,
) -> None:
    """Bổ sung: a new version for the leader while undecided; after that told to leader, desk and addressees.

    What comes after the end is kept and told as well: the leader may open the incident again for it.

    Raises:
        DutyError: `nothing-added`; and what `open_incident` raises.
    """
    hand = await open_incident(step, incident_id, Step.ADD)
    if not text and not files and draft_id is None:
        raise DutyError("nothing-added", number=hand.incident.number)
    is_answer = hand.incident.state is IncidentState.AWAITING_ANSWER
    kind = ReportKind.ANSWER if is_answer else ReportKind.ADDITION
    await new_version(step, hand, kind, text, files, draft_id)
    step.answers("added", number=hand.incident.number, gist=await gist(step.tx, hand.incident))


async def new_version(
    step: Taking,
    hand: AtHand,
    kind: ReportKind,
    text: str,
    files: Sequence[ReceivedFile] = (),
    draft_id: int | None = None,
    unsorted_id: int | None = None,
    author_id: int | None = None,
    written_at: datetime | None = None,
    channel: Channel | None = None,
) -> Incident:
    """Store, log and show one more version of what is said; a draft's or unsorted text's files go with it.

    `author_id`, `written_at`, `channel`: of what somebody at the desk records or places for another; else the
    actor's own, of now, in this chat.
    """
    author_id = author_id or step.actor.person.id
    written_at = written_at or step.source.sent_at
    channel = channel or step.source.channel
    is_answer = kind is ReportKind.ANSWER
    state = IncidentState.AWAITING_DECISION if is_answer else hand.incident.state
    version = hand.incident.report_version + 1
    incident = await incidents.change(
        step.tx,
        hand.incident,
        state=state,
        report_version=version,
        waits_since=step.now if is_answer else hand.incident.waits_since,
    )
    reading = read_report(
        text,
        now=written_at,
        time_zone=step.desk.rules.time_zone,
        vocabulary=step.desk.vocabulary.report,
    )
    fields = understood(reading)
    report = await incidents.add_report(
        step.tx,
        incident,
        kind,
        version=version,
        author_id=author_id,
        text=text,
        fields=fields.to_json(),
        channel=channel,
        written_at=written_at,
        recorded_at=step.now,
    )
    await keep(step, files, "report", report.id, incident.id)
    for owner_kind, owner_id in (("draft", draft_id), ("unsorted", unsorted_id)):
        if owner_id is not None:
            await attachments.move(
                step.tx,
                owner_kind=owner_kind,
                owner_id=owner_id,
                to_kind="report",
                to_id=report.id,
                incident_id=incident.id,
            )
    await step.log(
        LogKind.REPORT_EDITED if kind is ReportKind.EDIT else LogKind.REPORT_ADDED,
        incident,
        role=hand.acting_as,
        channel=channel,
        occurred_at=written_at,
        payload={
            "report": report.id,
            "draft": draft_id,
            "report_version": version,
            "kind": kind,
            "state": incident.state,
            "author": author_id,
            "written_at": microseconds(written_at),
        },
        text={"text": text, "fields": fields.to_json()},
    )
    await step.link(incident, f"report:{report.id}")
    await show_version(step, incident, report)
    return incident


async def last_report(step: Taking, incident: Incident) -> Report:
    """The newest version of what was said."""
    return (await incidents.list_reports(step.tx, incident.id))[-1]


async def show_version(step: Taking, incident: Incident, report: Report) -> None:
    """Every card shows it; whoever decides gets the card anew while it waits, the others a line."""
    files = await attachments.list_of(step.tx, "report", report.id)
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "state": incident.state,
        "kind": report.kind,
        "text": report.text,
        "author": (await people.get_person(step.tx, report.author_id)).name,
        "at": report.written_at,
        "files": len(files),
    }
    notice = Screen("report-added", values, files=tuple(attachments.as_file(f) for f in files))
    deciding = await recipients.readers(step, incident)
    waits = incident.state is IncidentState.AWAITING_DECISION
    if waits:
        await step.show(deciding, "decision-card", incident.id, incident, priority=0, again=True)
    elif incident.state is IncidentState.CLOSED:
        await step.say([r for r in deciding if r != step.here], notice, incident, priority=0)
        await show_roll_call(step, incident, again=True)  # where Mở lại stands
    else:
        await step.say([r for r in deciding if r != step.here], notice, incident, priority=0)
        for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
            unit = await people.get_unit(step.tx, addressee.unit_id)
            to = [r for r in await recipients.unit(step, unit) if r != step.here]
            await step.say(to, notice, incident, subject=f"directive-card:{addressee.id}")
    await step.refresh("decision-card", incident.id)
    await step.refresh("report-receipt", incident.id)
    await refresh_waiting(step, incident.desk_id)


async def note(
    step: Taking,
    incident_id: int,
    text: str,
    written_at: datetime | None = None,
    channel: Channel | None = None,
) -> None:
    """Ý kiến trực ban: shown on the card at once, without making the leader wait or read a new version."""
    written_at = written_at or step.source.sent_at
    channel = channel or step.source.channel
    hand = await open_incident(step, incident_id, Step.ADD_NOTE)
    if not text:
        raise DutyError("nothing-added", number=hand.incident.number)
    report = await incidents.add_report(
        step.tx,
        hand.incident,
        ReportKind.DESK_NOTE,
        version=hand.incident.report_version,
        author_id=step.actor.person.id,
        text=text,
        fields={},
        channel=channel,
        written_at=written_at,
        recorded_at=step.now,
    )
    await step.log(
        LogKind.NOTE_ADDED,
        hand.incident,
        role=hand.acting_as,
        channel=channel,
        occurred_at=written_at,
        payload={"report": report.id, "report_version": hand.incident.report_version},
        text={"text": text},
    )
    await step.link(hand.incident, f"report:{report.id}")
    await step.refresh("decision-card", hand.incident.id, priority=0)
    step.answers("noted", number=hand.incident.number, gist=await gist(step.tx, hand.incident))


async def ask_for_addition(step: Taking, incident_id: int) -> None:
    """The button Bổ sung: what is to be added?"""
    await _ask(step, "add", await open_incident(step, incident_id, Step.ADD))


async def ask_for_note(step: Taking, incident_id: int) -> None:
    """The button Ý kiến trực ban."""
    await _ask(step, "note", await open_incident(step, incident_id, Step.ADD_NOTE))


async def _ask(step: Taking, form: str, hand: AtHand) -> None:
    payload = {"incident": hand.incident.id, "number": hand.incident.number}
    await ask_for(step, form, payload, number=hand.incident.number, gist=await gist(step.tx, hand.incident))
