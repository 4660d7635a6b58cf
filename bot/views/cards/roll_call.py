"""Every addressee's state, live, for leader and desk; the leader's further buttons stand here."""

from typing import Any

from bot.buttons import button
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, DONE_WITH
from bot.rules.incident import SEEN_RUNNING, Incident, IncidentState
from bot.rules.message import Button, Screen
from bot.rules.permission import Capacity
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from bot.views.opinions import told
from storage import decisions, directives, incidents, people


async def draw(drawing: Drawing, incident_id: int) -> Drawn | None:
    """Each directive with each addressee, in order."""
    incident = await incidents.get(drawing.tx, incident_id)
    held = await drawing.held(incident)
    if Capacity.READER not in held:
        return None
    values = {
        "number": incident.number,
        "urgency": incident.urgency,
        "state": incident.state,
        "gist": await gist(drawing.tx, incident),
        "directives": [await _directive(drawing, incident, d.id) for d in await _all(drawing, incident)],
        "closed_at": incident.closed_at,
        "now": drawing.now,
    }
    keyboard = await _keyboard(drawing, incident, held)
    return Drawn(Screen("roll-call", values, keyboard=keyboard), incident.version)


async def _all(drawing: Drawing, incident: Incident) -> list[Any]:
    return list(await directives.list_of_incident(drawing.tx, incident.id))


async def _directive(drawing: Drawing, incident: Incident, directive_id: int) -> dict[str, Any]:
    directive = await directives.get(drawing.tx, directive_id)
    decision = await decisions.get(drawing.tx, directive.decision_id)
    recalled = directive.recall_decision_id if directive.recalled_at is not None else None
    recall = await decisions.get(drawing.tx, recalled) if recalled is not None else None
    rows = []
    for addressee in await directives.list_addressees(drawing.tx, directive.id):
        unit = await people.get_unit(drawing.tx, addressee.unit_id)
        by = addressee.acknowledged_by
        rows.append(
            {
                "unit": unit.name,
                "unit_code": unit.code,
                "is_outside": unit.is_outside,
                "state": addressee.state,
                "is_sent": addressee.sent_at is not None,
                "sent_at": addressee.sent_at,
                "acknowledged_by": (await people.get_person(drawing.tx, by)).name if by else "",
                "receiver": addressee.receiver,
                "receipt_channel": addressee.receipt_channel,
                "acknowledged_at": addressee.acknowledged_at,
                "result_due_at": addressee.result_due_at,
                "awaits_receipt": addressee.state in AWAITS_RECEIPT,
                "awaits_result": addressee.state in AWAITS_RESULT,
                "is_done": addressee.state in DONE_WITH,
                "not_reached": [
                    person.name
                    for person in await people.list_private_addressees(drawing.tx, unit)
                    if addressee.state in AWAITS_RESULT and not unit.is_outside and not person.is_reachable
                ],
            }
        )
    return {
        "number": f"{incident.number}/{directive.n}",
        "content": directive.content,
        "recalled_at": directive.recalled_at,
        "recall": await told(drawing.tx, incident, recall) if recall is not None else None,
        "stands_until": directive.stands_until,
        "awaits_text": directive.awaits_text,
        "opinion": await told(drawing.tx, incident, decision),
        "awaits_confirmation": decision.awaits_confirmation,
        "addressees": rows,
    }


async def _keyboard(
    drawing: Drawing, incident: Incident, held: frozenset[Capacity]
) -> tuple[tuple[Button, ...], ...]:
    return (*await _leaders(drawing, incident, held), *await _officers(drawing, incident, held))


async def _officers(
    drawing: Drawing, incident: Incident, held: frozenset[Capacity]
) -> tuple[tuple[Button, ...], ...]:
    """What the desk records for units outside the system, which have no buttons of their own."""
    if Capacity.OFFICER not in held or incident.state is not IncidentState.IN_PROGRESS:
        return ()
    rows: list[tuple[Button, ...]] = []
    for directive in await _all(drawing, incident):
        for addressee in await directives.list_addressees(drawing.tx, directive.id):
            unit = await people.get_unit(drawing.tx, addressee.unit_id)
            if not unit.is_outside or addressee.state not in AWAITS_RESULT:
                continue
            number = f"/{directive.n} {unit.code}"
            if addressee.state in AWAITS_RECEIPT:
                rows.append((_record(addressee.id, "directive", "passed_on", number),))
            rows.append((_record(addressee.id, "result", "result_by_phone", number),))
    return tuple(rows)


def _record(addressee_id: int, kind: str, word: str, number: str) -> Button:
    return button(Step.RECORD, addressee_id, extra=f"on={kind}", word=word, number=number)


async def _leaders(
    drawing: Drawing, incident: Incident, held: frozenset[Capacity]
) -> tuple[tuple[Button, ...], ...]:
    of = (incident.id, incident.report_version)
    decides = bool(held & {Capacity.LEADER, Capacity.DEPUTY})
    if incident.state is IncidentState.CLOSED:
        return ((button(Step.REOPEN, *of),),) if decides else ()
    if incident.state is not IncidentState.IN_PROGRESS or not decides:
        return ()
    issued = await directives.list_of_incident(drawing.tx, incident.id)
    addressees = await directives.list_addressees_of_incident(drawing.tx, incident.id)
    if all(a.state in DONE_WITH for a in addressees):  # nothing is left to replace, recall or wait for
        return (
            (button(Step.ADD_DIRECTIVE, *of, style="primary"),),
            (button(Step.CLOSE, incident.id, SEEN_RUNNING, style="danger"),),
        )
    unwritten = [d for d in issued if d.awaits_text and d.recalled_at is None]
    return (
        *(
            (button(Step.PUT_IN_WRITING, d.id, number=f"{incident.number}/{d.n}", style="primary"),)
            for d in unwritten
        ),
        (button(Step.ADD_DIRECTIVE, *of, style="primary"), button(Step.REPLACE_DIRECTIVE, *of)),
        (button(Step.RECALL_DIRECTIVE, *of, style="danger"),),
    )
