"""What follows from what is known of a record, so that it need not be asked for."""

from typing import Any

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.incident import UNDECIDED, IncidentState
from bot.rules.record import RecordKind, read_opinion
from bot.rules.record_form import TO_UNITS, Field
from bot.rules.report_text import read_report
from bot.workflow.record_steps import givers
from bot.workflow.taking import Taking
from storage import incidents
from storage.times import moment


async def fill_in(step: Taking, known: dict[str, Any]) -> None:
    """Add to `known` in place.

    Raises:
        DutyError: `incident-state`, `nobody-led-then`.
    """
    kind = known.get(Field.KIND)
    if kind == RecordKind.OPINION and known.get(Field.INCIDENT) is not None:
        await _opinion(step, known)
    elif kind == RecordKind.CALL:
        known[Field.CHANNEL] = known.get(Field.CHANNEL) or Channel.PHONE
    elif kind == RecordKind.REPORT and known.get(Field.TEXT):
        reading = read_report(
            known[Field.TEXT],
            now=step.now,
            time_zone=step.desk.rules.time_zone,
            vocabulary=step.desk.vocabulary.report,
        )
        known["suggested_urgency"] = reading.urgency_suggestion


async def _opinion(step: Taking, known: dict[str, Any]) -> None:
    incident = await incidents.get(step.tx, known[Field.INCIDENT])
    if incident.state is IncidentState.CLOSED:
        raise DutyError("incident-state", number=incident.number, state=incident.state)
    if incident.state not in UNDECIDED:
        known[Field.OPINION] = DecisionKind.ADD
    elif not known.get(Field.OPINION) and known.get(Field.TEXT):
        known[Field.OPINION] = read_opinion(known[Field.TEXT], step.desk.vocabulary.record)
    if known.get(Field.OPINION) in TO_UNITS and not known.get(Field.UNITS) and incident.unit_id is not None:
        known[Field.UNITS] = [incident.unit_id]
    at = moment(known.get(Field.AT))
    if at is None:
        return
    found = await givers(step, incident, at)
    if not found:
        raise DutyError("nobody-led-then", number=incident.number, at=at)
    known["givers"] = [person.id for person, _ in found]
    chosen = known.get("giver_id")
    meant = [(p, role) for p, role in found if len(found) == 1 or p.id == chosen]
    known[Field.GIVER] = [meant[0][0].id, meant[0][1].value] if meant else None
