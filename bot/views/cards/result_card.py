"""A result as the desk gets it, to confirm or return."""

from bot.buttons import button
from bot.rules.directive import AddresseeState, ResultState
from bot.rules.message import Screen
from bot.rules.permission import DESK, Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from storage import attachments, directives, incidents, people


async def draw(drawing: Drawing, result_id: int) -> Drawn | None:
    """What was reported, by whom; who judged it."""
    result = await directives.get_result(drawing.tx, result_id)
    addressee = await directives.get_addressee(drawing.tx, result.addressee_id)
    directive = await directives.get(drawing.tx, addressee.directive_id)
    incident = await incidents.get(drawing.tx, directive.incident_id)
    held = await drawing.held(incident)
    if Capacity.READER not in held:
        return None
    unit = await people.get_unit(drawing.tx, addressee.unit_id)
    reporter = await people.get_person(drawing.tx, result.reported_by) if result.reported_by else None
    judge = await people.get_person(drawing.tx, result.judged_by) if result.judged_by else None
    values = {
        "number": f"{incident.number}/{directive.n}",
        "urgency": incident.urgency,
        "gist": await gist(drawing.tx, incident),
        "directive": directive.content,
        "unit": unit.name,
        "text": result.text,
        "n": result.n,
        "reporter": reporter.name if reporter else result.reporter,
        "is_ours": reporter is not None,
        "reported_at": result.reported_at,
        "channel": result.channel,
        "state": result.state,
        "judge": judge.name if judge else "",
        "judged_at": result.judged_at,
        "reason": result.reason,
        "is_recalled": addressee.state is AddresseeState.RECALLED,
        "now": drawing.now,
    }
    is_waiting = result.state is ResultState.REPORTED and addressee.state is AddresseeState.REPORTED
    keyboard = (
        (
            (button(Step.CONFIRM_RESULT, result.id, result.n, style="success"),),
            (button(Step.RETURN_RESULT, result.id, result.n, style="danger"),),
        )
        if is_waiting and held & DESK
        else ()
    )
    files = tuple(attachments.as_file(a) for a in await attachments.list_of(drawing.tx, "result", result.id))
    return Drawn(Screen("result-card", values, keyboard=keyboard, files=files), result.n)
