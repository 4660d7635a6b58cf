"""What follows from what is known of a record, so that it need not be asked for."""

from typing import Any

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.decision import DecisionKind
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.record import RecordKind, may_be_about_what_stands, read_opinion
from bot.rules.record_form import ON_CONTAINMENT, ON_DIRECTIVE, TO_UNITS, Field
from bot.rules.report_text import read_report
from bot.rules.step import Step
from bot.views import recordable
from bot.workflow.record_opinion import givers
from bot.workflow.taking import Taking
from storage import directives, incidents
from storage.times import moment

ABOUT_WHAT_STANDS = ON_DIRECTIVE | ON_CONTAINMENT


async def fill_in(step: Taking, known: dict[str, Any]) -> None:
    """Add to `known` in place.

    Raises:
        DutyError: `incident-state`, `nothing-there`, `nobody-led-then`.
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


async def _said(step: Taking, incident: Incident, text: str) -> DecisionKind | None:
    """What sort of opinion it was; None where that has to be asked."""
    words = step.desk.vocabulary.record
    possible = await recordable.opinions_on(step.tx, incident)
    if len(possible) == 1:
        return possible[0]
    if not text:
        return None
    if may_be_about_what_stands(text, words) and ABOUT_WHAT_STANDS & set(possible):
        return None
    return read_opinion(text, words) if incident.state in UNDECIDED else DecisionKind.ADD


async def _about_what(step: Taking, incident: Incident, known: dict[str, Any]) -> None:
    """The one directive or containment it can be about; a replacement goes to whom the old one was for."""
    kind = known.get(Field.OPINION)
    if kind in ON_DIRECTIVE and not known.get(Field.DIRECTIVE):
        n = known.get("n")
        standing = await recordable.list_standing(step.tx, incident.id)
        meant = [d.id for d in standing if n in {None, d.n}]
        if not meant:
            raise DutyError("nothing-there", number=incident.number, step=Step.RECALL_DIRECTIVE)
        known[Field.DIRECTIVE] = meant[0] if len(meant) == 1 else None
    if kind in ON_CONTAINMENT and not known.get(Field.CONTAINMENT):
        answerable = await recordable.list_answerable(step.tx, incident.id, DecisionKind(kind))
        if not answerable:
            raise DutyError("nothing-there", number=incident.number, step=Step.END_CONTAINMENT)
        known[Field.CONTAINMENT] = answerable[0].id if len(answerable) == 1 else None
    if kind == DecisionKind.REPLACE and known.get(Field.DIRECTIVE) and not known.get(Field.UNITS):
        old = await directives.list_addressees(step.tx, known[Field.DIRECTIVE])
        known[Field.UNITS] = [addressee.unit_id for addressee in old]


async def _opinion(step: Taking, known: dict[str, Any]) -> None:
    incident = await incidents.get(step.tx, known[Field.INCIDENT])
    if incident.state is IncidentState.CLOSED:
        raise DutyError("incident-state", number=incident.number, state=incident.state)
    if known.get(Field.OPINION) == DecisionKind.DIRECT and incident.state not in UNDECIDED:
        known[Field.OPINION] = DecisionKind.ADD  # decided while the officer was writing
    if not known.get(Field.OPINION):
        known[Field.OPINION] = await _said(step, incident, known.get(Field.TEXT) or "")
    await _about_what(step, incident, known)
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
