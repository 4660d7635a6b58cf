"""An opinion somebody at the desk recorded for its giver, to be owned or disowned by that person alone."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from bot.views.opinions import told
from storage import containments, decisions, directives, incidents, people


async def draw(drawing: Drawing, decision_id: int) -> Drawn | None:
    """What was recorded in this person's name, and what it released; nothing for anybody else."""
    decision = await decisions.get(drawing.tx, decision_id)
    if drawing.actor is None or drawing.actor.person.id != decision.decided_by:
        return None
    incident = await incidents.get(drawing.tx, decision.incident_id)
    issued = await directives.list_of_incident(drawing.tx, incident.id)
    about = [
        f"{incident.number}/{d.n}: {d.content}"
        for d in issued
        if d.recall_decision_id == decision.id and d.decision_id != decision.id
    ]
    for measure in await containments.list_of_incident(drawing.tx, incident.id):
        if measure.decision_id == decision.id:
            unit = await people.get_unit(drawing.tx, measure.unit_id)
            about.append(f"{unit.code}: {measure.content}")
    released = [
        {
            "number": f"{incident.number}/{directive.n}",
            "content": directive.content,
            "units": [
                (await people.get_unit(drawing.tx, addressee.unit_id)).code
                for addressee in await directives.list_addressees(drawing.tx, directive.id)
            ],
        }
        for directive in issued
        if directive.decision_id == decision.id
    ]
    values = {
        **await told(drawing.tx, incident, decision),
        "gist": await gist(drawing.tx, incident),
        "about": "\n".join(about),
        "released": released,
        "confirmed_at": decision.confirmed_at,
        "disowned_at": decision.disowned_at,
        "now": drawing.now,
    }
    keyboard = (
        (
            (button(Step.CONFIRM_OPINION, decision.id, style="success"),),
            (button(Step.DISOWN_OPINION, decision.id, style="danger"),),
        )
        if decision.awaits_confirmation
        else ()
    )
    return Drawn(Screen("opinion-by-phone", values, keyboard=keyboard), decision.report_version)
