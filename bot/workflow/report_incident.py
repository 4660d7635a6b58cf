"""A report becomes an incident: numbered, logged, and shown to leader and desk at the same moment (Art. 4.3)."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.channel import Channel
from bot.rules.incident import Incident, ReportKind
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import DutyDesk, Unit
from bot.rules.report_fields import ReportFields
from bot.rules.urgency import Urgency
from bot.workflow import recipients
from bot.workflow.taking import Taking
from bot.workflow.telling import Telling
from bot.workflow.waiting_list import refresh_waiting
from storage import incidents, shifts
from storage.times import microseconds


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported: the words, what was understood, how urgent; `unit` None: found by the desk."""

    text: str
    fields: ReportFields
    kind: str
    urgency: Urgency
    desk: DutyDesk
    unit: Unit | None
    reporter_id: int
    written_at: datetime
    channel: Channel = Channel.MESSAGE
    received_at: datetime | None = None
    """when the desk had it, where that is not now: by phone or fax, and recorded later"""
    is_private: bool = False
    draft_id: int | None = None
    """the draft it grew in: its files were logged as that draft's"""


async def receive(step: Taking, reported: Reported) -> tuple[Incident, int]:
    """Number it, log it, show it. Returns the incident and the id of its first report."""
    incident = await incidents.receive(
        step.tx,
        reported.desk,
        unit_id=reported.unit.id if reported.unit else None,
        reporter_id=reported.reporter_id,
        kind=reported.kind,
        urgency=reported.urgency,
        channel=reported.channel,
        received_at=reported.received_at or step.now,
        recorded_at=step.now,
        time_zone=step.desk.rules.time_zone,
        times=step.desk.rules.deadlines[reported.urgency].to_json(),
        is_private=reported.is_private,
    )
    report = await incidents.add_report(
        step.tx,
        incident,
        ReportKind.REPORT,
        version=1,
        author_id=reported.reporter_id,
        text=reported.text,
        fields=reported.fields.to_json(),
        channel=reported.channel,
        written_at=reported.written_at,
        recorded_at=step.now,
    )
    occurred_at = reported.fields.occurred_at
    await step.log(
        LogKind.INCIDENT_RECEIVED,
        incident,
        role="unit" if reported.unit and reported.unit.id in step.actor.unit_ids else "officer",
        unit=reported.unit.code if reported.unit else None,
        channel=reported.channel,
        occurred_at=occurred_at,
        is_time_unknown=occurred_at is None,
        payload={
            "incident_id": incident.id,
            "report": report.id,
            "draft": reported.draft_id,
            "report_version": 1,
            "reporter": reported.reporter_id,
            "kind": incident.kind,
            "urgency": incident.urgency,
            "state": incident.state,
            "received_at": microseconds(incident.received_at),
            "times": incident.times,
            "written_at": microseconds(reported.written_at),
        },
        text={"text": reported.text, "fields": reported.fields.to_json()},
    )
    await step.link(incident, f"report:{report.id}")
    await present(step, incident)
    await step.show(
        await recipients.person(step, reported.reporter_id), "report-receipt", incident.id, incident
    )
    return incident, report.id


async def present(step: Telling, incident: Incident) -> None:
    """Show a waiting incident to leader, deputy and desk; with nobody responsible, alert upward instead."""
    if incident.is_private:
        await step.show(
            await recipients.superiors(step, incident.desk_id),
            "decision-card",
            incident.id,
            incident,
            priority=0,
        )
        return
    await step.show(
        await recipients.everyone_deciding(step, incident.desk_id),
        "decision-card",
        incident.id,
        incident,
        priority=0,
    )
    await refresh_waiting(step, incident.desk_id)
    if await shifts.find_responsible(step.tx, incident.desk_id, step.now) is None:
        alert = Screen("nobody-on-duty", {"number": incident.number, "urgency": incident.urgency})
        to = [
            *await recipients.superiors(step, incident.desk_id),
            *await recipients.administrators(step, incident.desk_id),
        ]
        await step.say(recipients.once(to), alert, incident, priority=0)
