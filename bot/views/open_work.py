"""Everything that is open at a desk, as a handover sees it: each with its directives, deadlines and weight."""

from datetime import datetime
from typing import Any

from bot.desk import DeskRules
from bot.rules.containment import ContainmentState
from bot.rules.directive import AWAITS_RECEIPT, AWAITS_RESULT, Addressee, Directive
from bot.rules.incident import Incident, IncidentState
from bot.rules.open_work import OpenAddressee, OpenDirective, OpenItem, overdue_first
from bot.rules.urgency_times import frozen
from bot.views.gist import gist
from storage import containments, decisions, directives, incidents, people
from storage.transaction import Transaction


async def open_work(tx: Transaction, rules: DeskRules, desk_id: int, now: datetime) -> list[OpenItem]:
    """The open incidents of a desk, overdue first. What goes to the superior only is not among them."""
    found = [
        await open_item(tx, rules, incident)
        for incident in await incidents.list_of_desk(tx, desk_id)
        if not incident.is_private
    ]
    return overdue_first(found, now)


async def open_item(tx: Transaction, rules: DeskRules, incident: Incident) -> OpenItem:
    """One of them."""
    opinions = await decisions.list_of_incident(tx, incident.id)
    measures = await containments.list_of_incident(tx, incident.id)
    return OpenItem(
        incident=incident,
        gist=await gist(tx, incident),
        decision_due_at=_decision_due_at(rules, incident),
        directives=tuple(
            [
                await _directive(tx, incident, directive)
                for directive in await directives.list_of_incident(tx, incident.id)
                if directive.recalled_at is None
            ]
        ),
        is_contained=any(measure.state is not ContainmentState.ENDED for measure in measures),
        is_phone_decided=any(opinion.awaits_confirmation for opinion in opinions),
    )


def item_values(item: OpenItem, now: datetime) -> dict[str, Any]:
    """One of them as values for a template."""
    incident = item.incident
    return {
        "incident": incident.id,
        "number": incident.number,
        "urgency": incident.urgency,
        "state": incident.state,
        "kind": incident.kind,
        "gist": item.gist,
        "received_at": incident.received_at,
        "watch_until": incident.watch_until,
        "due_at": item.due_at,
        "is_overdue": item.is_overdue(now),
        "is_contained": item.is_contained,
        "is_phone_decided": item.is_phone_decided,
        "directives": [
            {
                "number": directive.number,
                "content": directive.content,
                "stands_until": directive.stands_until,
                "addressees": [
                    {
                        "unit_code": addressee.unit_code,
                        "state": addressee.state,
                        "due_at": addressee.due_at,
                        "is_overdue": addressee.is_overdue(now),
                    }
                    for addressee in directive.addressees
                ],
            }
            for directive in item.directives
        ],
    }


def _decision_due_at(rules: DeskRules, incident: Incident) -> datetime | None:
    if incident.state is not IncidentState.AWAITING_DECISION:
        return None
    times = frozen(incident.times, rules.deadlines[incident.urgency])
    return incident.waits_since + times.decision_reminder_after


async def _directive(tx: Transaction, incident: Incident, directive: Directive) -> OpenDirective:
    addressees = []
    for addressee in await directives.list_addressees(tx, directive.id):
        unit = await people.get_unit(tx, addressee.unit_id)
        addressees.append(OpenAddressee(unit.code, addressee.state, _due_at(directive, addressee)))
    return OpenDirective(
        number=f"{incident.number}/{directive.n}",
        content=directive.content,
        stands_until=directive.stands_until,
        addressees=tuple(addressees),
    )


def _due_at(directive: Directive, addressee: Addressee) -> datetime | None:
    """Of the receipt, while that is owed; else of the result. A directive that stands until a date owes no result."""
    if addressee.state in AWAITS_RECEIPT:
        return directive.acknowledge_due_at
    if addressee.state not in AWAITS_RESULT or directive.stands_until is not None:
        return None
    return addressee.result_due_at
