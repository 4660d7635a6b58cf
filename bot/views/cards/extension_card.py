"""A unit's request for time, to be granted or refused by desk or leader."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.permission import DESK, Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from storage import directives, incidents, people

ASKED = "asked"


async def draw(drawing: Drawing, extension_id: int) -> Drawn | None:
    """Until when, and why; who judged it. Nothing for somebody who does not read at the desk."""
    extension = await directives.get_extension(drawing.tx, extension_id)
    addressee = await directives.get_addressee(drawing.tx, extension.addressee_id)
    directive = await directives.get(drawing.tx, addressee.directive_id)
    incident = await incidents.get(drawing.tx, directive.incident_id)
    held = await drawing.held(incident)
    if Capacity.READER not in held:
        return None
    judge_id = extension.judged_by
    values = {
        "number": f"{incident.number}/{directive.n}",
        "urgency": incident.urgency,
        "gist": await gist(drawing.tx, incident),
        "directive": directive.content,
        "unit": (await people.get_unit(drawing.tx, addressee.unit_id)).name,
        "until_at": extension.until_at,
        "due_at": addressee.result_due_at,
        "reason": extension.reason,
        "asked_by": (await people.get_person(drawing.tx, extension.asked_by)).name,
        "asked_at": extension.asked_at,
        "state": extension.state,
        "judge": (await people.get_person(drawing.tx, judge_id)).name if judge_id is not None else "",
        "judged_at": extension.judged_at,
        "now": drawing.now,
    }
    keyboard = (
        (
            (button(Step.GRANT_EXTENSION, extension.id, style="success"),),
            (button(Step.REFUSE_EXTENSION, extension.id, style="danger"),),
        )
        if extension.state == ASKED and held & DESK
        else ()
    )
    return Drawn(Screen("extension-card", values, keyboard=keyboard), addressee.version)
