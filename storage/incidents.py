"""Incidents and the versions of what was said about them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules import number
from bot.rules.channel import Channel
from bot.rules.incident import Incident, IncidentState, Report, ReportKind
from bot.rules.person import DutyDesk
from bot.rules.urgency import Urgency
from storage.errors import ConflictError
from storage.rows import as_json, make
from storage.transaction import Transaction


async def receive(
    tx: Transaction,
    desk: DutyDesk,
    *,
    unit_id: int | None,
    reporter_id: int,
    kind: str,
    urgency: Urgency,
    channel: Channel,
    received_at: datetime,
    recorded_at: datetime,
    time_zone: ZoneInfo,
    times: Mapping[str, int],
    is_private: bool = False,
) -> Incident:
    """A new incident with the next number of the desk's year; `times`: the deadlines it keeps."""
    year = number.year_of(received_at, time_zone)
    counter = (await tx.get("next_counter", desk_id=desk.id, year=year))["last"]
    row = await tx.get(
        "add_incident",
        desk_id=desk.id,
        year=year,
        counter=counter,
        number=number.compose(desk.code, year, counter),
        state=IncidentState.AWAITING_DECISION,
        unit_id=unit_id,
        reporter_id=reporter_id,
        kind=kind,
        urgency=urgency,
        channel=channel,
        received_at=received_at,
        recorded_at=recorded_at,
        is_private=is_private,
        times=as_json(times),
    )
    return make(Incident, row)


async def get(tx: Transaction, incident_id: int) -> Incident:
    """One incident."""
    return make(Incident, await tx.get("find_incident", id=incident_id))


async def find(tx: Transaction, incident_id: int) -> Incident | None:
    """One incident, if there is one."""
    row = await tx.find("find_incident", id=incident_id)
    return make(Incident, row) if row else None


async def list_written(tx: Transaction, written: number.WrittenNumber) -> list[Incident]:
    """What a typed number can mean, the newest year first."""
    rows = await tx.all(
        "list_incidents_written", counter=written.counter, desk=written.desk, year=written.year
    )
    return [make(Incident, row) for row in rows]


async def list_of_desk(tx: Transaction, desk_id: int) -> list[Incident]:
    """Open incidents of a desk, the oldest first."""
    return [make(Incident, row) for row in await tx.all("list_incidents_of_desk", desk_id=desk_id)]


async def list_of_unit(tx: Transaction, unit_id: int) -> list[Incident]:
    """Open incidents a unit takes part in, the oldest first."""
    return [make(Incident, row) for row in await tx.all("list_incidents_of_unit", unit_id=unit_id)]


async def list_recent_of_unit(tx: Transaction, unit_id: int, since: datetime) -> list[Incident]:
    """What a unit reported that is open or came since then, the newest first."""
    rows = await tx.all("list_recent_of_unit", unit_id=unit_id, since=since)
    return [make(Incident, row) for row in rows]


async def list_undecided(tx: Transaction, desk_id: int) -> list[Incident]:
    """What waits for the leader of a desk."""
    return [make(Incident, row) for row in await tx.all("list_undecided", desk_id=desk_id)]


async def change(tx: Transaction, incident: Incident, **changes: Any) -> Incident:
    """Store the incident as changed.

    Raises:
        ConflictError: somebody else changed it since it was read; nothing is stored.
    """
    changed = replace(incident, **changes)
    row = await tx.find(
        "change_incident",
        id=incident.id,
        version=incident.version,
        state=changed.state,
        report_version=changed.report_version,
        urgency=changed.urgency,
        watch_until=changed.watch_until,
        closed_at=changed.closed_at,
        close_reason=changed.close_reason,
        kind=changed.kind,
        waits_since=changed.waits_since,
        times=as_json(changed.times),
        snoozed_until=changed.snoozed_until,
        snoozes=changed.snoozes,
    )
    if row is None:
        raise ConflictError
    return make(Incident, row)


async def add_report(
    tx: Transaction,
    incident: Incident,
    kind: ReportKind,
    *,
    version: int,
    author_id: int,
    text: str,
    fields: Mapping[str, Any],
    channel: Channel,
    written_at: datetime,
    recorded_at: datetime,
) -> Report:
    """One version of what was said."""
    row = await tx.get(
        "add_report",
        incident_id=incident.id,
        version=version,
        kind=kind,
        author_id=author_id,
        text=text,
        fields=as_json(fields),
        channel=channel,
        written_at=written_at,
        recorded_at=recorded_at,
    )
    return make(Report, row)


async def list_reports(tx: Transaction, incident_id: int) -> list[Report]:
    """Everything said about an incident, in order."""
    return [make(Report, row) for row in await tx.all("list_reports", incident_id=incident_id)]


async def get_report(tx: Transaction, report_id: int) -> Report:
    """One version."""
    return make(Report, await tx.get("find_report", id=report_id))


async def list_of_period(tx: Transaction, desk_id: int, since: datetime, until: datetime) -> list[Incident]:
    """What a desk received within a period, or ended within it; nothing private."""
    rows = await tx.all("list_incidents_of_period", desk_id=desk_id, since=since, until=until)
    return [make(Incident, row) for row in rows]
