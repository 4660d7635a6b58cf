"""The leader's question, to the reporter and the unit."""

from bot.buttons import button
from bot.rules.incident import IncidentState
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from bot.views.opinions import told
from storage import decisions, incidents


async def draw(drawing: Drawing, decision_id: int) -> Drawn | None:
    """The question, with a button to answer while it waits."""
    decision = await decisions.get(drawing.tx, decision_id)
    incident = await incidents.get(drawing.tx, decision.incident_id)
    is_waiting = (
        incident.state is IncidentState.AWAITING_ANSWER and incident.report_version == decision.report_version
    )
    values = {
        **await told(drawing.tx, incident, decision),
        "gist": await gist(drawing.tx, incident),
        "is_waiting": is_waiting,
        "now": drawing.now,
    }
    answer = button(Step.ADD, incident.id, incident.report_version, extra="form", style="primary")
    keyboard = ((answer,),) if is_waiting else ()
    return Drawn(Screen("question-card", values, keyboard=keyboard), incident.report_version)
