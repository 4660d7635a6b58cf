"""What is known of an incident in all, and what an answer names it by: "HP-2026-0123 (xe 15C-…, 03CC)"."""

from bot.render.length import clip
from bot.rules.incident import Incident
from bot.rules.report_fields import ReportFields, known_of
from storage import incidents, people
from storage.transaction import Transaction

MOST_OF_PLACE = 40  # UTF-16 units: it stands in one line with the number


async def known(tx: Transaction, incident: Incident) -> ReportFields:
    """What all versions of the report together tell."""
    reports = await incidents.list_reports(tx, incident.id)
    return known_of(ReportFields.from_json(r.fields) for r in reports)


async def gist(tx: Transaction, incident: Incident) -> str:
    """The leading reference, or else the place, and the unit's code: enough to know it again over a phone."""
    unit = await people.get_unit(tx, incident.unit_id) if incident.unit_id is not None else None
    fields = await known(tx, incident)
    named = fields.leading_reference or clip(fields.place or "", MOST_OF_PLACE)
    return ", ".join(part for part in (named, unit.code if unit else "") if part)
