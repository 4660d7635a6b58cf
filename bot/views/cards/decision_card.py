"""The card a leader decides on; deputy, desk and superiors see the same, each with the buttons they may press."""

from bot.buttons import button
from bot.rules.incident import Incident, IncidentState
from bot.rules.message import Button, Screen
from bot.rules.permission import Capacity
from bot.rules.person import Role
from bot.rules.step import Step
from bot.views.changeover import Changeover, find_running
from bot.views.drawing import Drawing, Drawn
from bot.views.incident_values import files_of_report, incident_values
from bot.views.opinions import list_told
from storage import attachments, incidents

WAITING = IncidentState.AWAITING_DECISION


async def draw(drawing: Drawing, incident_id: int) -> Drawn | None:
    """The report as it is now and the latest opinion; nothing for somebody who may not read it."""
    incident = await incidents.get(drawing.tx, incident_id)
    held = await drawing.held(incident)
    if Capacity.READER not in held:
        return None
    values = await incident_values(drawing.tx, incident)
    opinions = await list_told(drawing.tx, incident)
    concern = await drawing.concern(incident)
    is_deputy = drawing.actor is not None and drawing.actor.holds(Role.DEPUTY, incident.desk_id)
    coming = await _comes(drawing, incident)
    values |= {
        "takes_over_at": coming.incoming.starts_at if coming is not None and coming.incoming else None,
        "opinion": opinions[-1] if opinions else None,
        "decides": bool(held & {Capacity.LEADER, Capacity.DEPUTY}),
        "deputy_may_decide_at": concern.deputy_may_decide_at
        if is_deputy and incident.state is WAITING
        else None,
        "version": incident.report_version,
        "now": drawing.now,
    }
    files = [attachments.as_file(f) for f in await files_of_report(drawing.tx, incident)]
    keyboard = _keyboard(
        incident,
        held,
        has_proposal=bool(values["proposal"]) and incident.unit_id is not None,
        has_words=bool(values["text"] or any(a["text"] for a in values["additions"])),
    )
    if coming is not None and incident.state is WAITING:
        keyboard = (
            *_coming_leaders(drawing, incident, coming, has_proposal=bool(values["proposal"])),
            *keyboard,
        )
    return Drawn(
        Screen("decision-card", values, keyboard=keyboard, files=tuple(files)), incident.report_version
    )


async def _comes(drawing: Drawing, incident: Incident) -> Changeover | None:
    """The change of shifts in which this reader is about to take over as leader."""
    if drawing.actor is None or drawing.actor.holds(Role.LEADER, incident.desk_id):
        return None
    change = await find_running(drawing.tx, incident.desk_id, drawing.now)
    if change is None or change.incoming is None:
        return None
    return change if change.incoming.leader_id == drawing.actor.person.id else None


def _coming_leaders(
    drawing: Drawing, incident: Incident, change: Changeover, *, has_proposal: bool
) -> tuple[tuple[Button, ...], ...]:
    """Who is about to take over decides only with the takeover before it; not before the shift's start."""
    if change.incoming is None or drawing.now < change.incoming.starts_at:
        return ()
    if has_proposal and incident.unit_id is not None:
        of = (incident.id, incident.report_version)
        return ((button(Step.TAKE_OVER_AND_APPROVE, *of, style="success"),),)
    return ((button(Step.TAKE_OVER, change.handover.id, style="success"),),)


def _keyboard(
    incident: Incident, held: frozenset[Capacity], *, has_proposal: bool, has_words: bool
) -> tuple[tuple[Button, ...], ...]:
    """What agrees and what refuses never share a row; after an opinion there are no buttons."""
    if incident.state not in {WAITING, IncidentState.AWAITING_ANSWER}:
        return ()
    of = (incident.id, incident.report_version)
    rows: list[tuple[Button, ...]] = []
    if held & {Capacity.LEADER, Capacity.DEPUTY} and incident.state is WAITING:
        if has_proposal:
            rows.append((button(Step.APPROVE, *of, style="success"),))
        direct = Step.DIRECT_OTHERWISE if has_proposal else Step.DIRECT
        rows.append((button(direct, *of, style="primary"), button(Step.ASK, *of)))
        rows.append((button(Step.DISAGREE, *of, style="danger"),))
    if Capacity.OFFICER in held:
        if not has_words:
            rows.append((button(Step.TRANSCRIBE, *of, style="primary"),))
        rows.append((button(Step.ADD_NOTE, *of), button(Step.RECORD, *of, word="record_opinion")))
        rows.append((button(Step.CHANGE_URGENCY, *of),))
        rows.append((button(Step.CONTAIN, *of, style="danger"),))
    return tuple(rows)
