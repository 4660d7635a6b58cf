"""An incident as values for a template: what every card about it may name."""

from typing import Any

from bot.rules.incident import Incident, Report, ReportKind
from bot.views.gist import known
from storage import attachments, incidents, people
from storage.attachments import Attachment
from storage.transaction import Transaction


async def incident_values(tx: Transaction, incident: Incident) -> dict[str, Any]:
    """The fields of Appendix 1, block (2), what was said, and what came with it."""
    reports = await incidents.list_reports(tx, incident.id)
    reporter = await people.get_person(tx, incident.reporter_id)
    unit = await people.get_unit(tx, incident.unit_id) if incident.unit_id is not None else None
    fields = await known(tx, incident)
    files = await files_of_report(tx, incident)
    first, later = reports[0], reports[1:]
    return {
        "number": incident.number,
        "urgency": incident.urgency,
        "state": incident.state,
        "kind": incident.kind,
        "channel": incident.channel,
        "received_at": incident.received_at,
        "occurred_at": fields.occurred_at,
        "place": fields.place,
        "references": [{"kind": r.kind, "text": r.text, "warning": r.warning} for r in fields.references],
        "warnings": list(fields.warnings),
        "proposal": fields.proposal,
        "text": first.text,
        "additions": [await _said(tx, r) for r in later if r.kind is not ReportKind.DESK_NOTE],
        "notes": [await _said(tx, r) for r in later if r.kind is ReportKind.DESK_NOTE],
        "reporter": reporter.name,
        "reporter_phone": reporter.phone,
        "unit": unit.name if unit else "",
        "unit_code": unit.code if unit else "",
        "files": count_by_kind(files),
        "watch_until": incident.watch_until,
        "closed_at": incident.closed_at,
        "close_reason": incident.close_reason,
    }


async def files_of_report(tx: Transaction, incident: Incident) -> list[Attachment]:
    """What came with the report and its additions; a directive's or a result's files stand on their own cards."""
    return [a for a in await attachments.list_of_incident(tx, incident.id) if a.owner_kind == "report"]


def count_by_kind(files: list[Attachment]) -> dict[str, int]:
    """How many of each kind: {"photo": 3, "location": 1}."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.kind] = counts.get(file.kind, 0) + 1
    return counts


async def _said(tx: Transaction, report: Report) -> dict[str, Any]:
    author = await people.get_person(tx, report.author_id)
    return {
        "kind": report.kind,
        "version": report.version,
        "text": report.text,
        "author": author.name,
        "at": report.written_at,
    }
