"""What the reporter keeps: the number, and where the incident stands now."""

from bot.buttons import button
from bot.rules.incident import IncidentState
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.incident_values import incident_values
from bot.views.opinions import list_told
from storage import incidents, people, shifts


async def draw(drawing: Drawing, incident_id: int) -> Drawn | None:
    """The number and state; whom to call when no answer comes."""
    incident = await incidents.get(drawing.tx, incident_id)
    desk = await people.get_desk(drawing.tx, incident.desk_id)
    opinions = await list_told(drawing.tx, incident)
    shift = await shifts.find_responsible(drawing.tx, desk.id, drawing.now)
    values = await incident_values(drawing.tx, incident)
    values |= {
        "opinion": opinions[-1] if opinions else None,
        "is_private": incident.is_private,
        "is_anyone_on_duty": shift is not None,
        "phone": desk.phone,
        "now": drawing.now,
    }
    keyboard = (
        ()
        if incident.state is IncidentState.CLOSED
        else ((button(Step.ADD, incident.id, incident.report_version, extra="form"),),)
    )
    return Drawn(Screen("report-receipt", values, keyboard=keyboard), incident.version)
