"""What a reminder is about: the values its words may name, the card it answers, whom to telephone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.rules.decision import DecisionKind
from bot.rules.incident import Incident, IncidentState
from bot.rules.notice import About
from bot.rules.person import Person, Role, Unit
from bot.views.gist import gist, known
from storage import containments, decisions, directives, incidents, people, shifts
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of one notice as it stands.

    `since`: from when people read the age. `card_id`: the subject of the card it answers. `unit`: the one that
    owes. `giver_id`: whose opinion it is. `version`: of what a button under it would change. `calls`: whom the desk
    telephones about it.
    """

    incident: Incident
    number: str
    since: datetime
    card_id: int
    unit: Unit | None = None
    giver_id: int | None = None
    version: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    calls: tuple[Person, ...] = ()


async def subject_of(tx: Transaction, about: About, subject_id: int, now: datetime) -> Subject:
    """Load what a notice is about."""
    match about:
        case About.INCIDENT:
            return await _incident(tx, subject_id, now)
        case About.CONTAINMENT:
            return await _containment(tx, subject_id, now, owed_by_unit=False)
        case About.CONTAINMENT_RECEIPT:
            return await _containment(tx, subject_id, now, owed_by_unit=True)
        case About.ADDRESSEE:
            return await _addressee(tx, subject_id)
        case About.DIRECTIVE:
            return await _directive(tx, subject_id, now)
        case About.RESULT:
            return await _result(tx, subject_id)
        case About.EXTENSION:
            return await _extension(tx, subject_id)
        case About.OPINION:
            return await _opinion(tx, subject_id)


async def _incident(tx: Transaction, incident_id: int, now: datetime) -> Subject:
    incident = await incidents.get(tx, incident_id)
    taken = await decisions.list_of_incident(tx, incident.id)
    reports = await incidents.list_reports(tx, incident.id)
    asked = [d for d in taken if d.kind is DecisionKind.ASK and d.disowned_at is None]
    unit = await people.get_unit(tx, incident.unit_id) if incident.unit_id is not None else None
    is_asked = incident.state is IncidentState.AWAITING_ANSWER and bool(asked)
    calls: list[Person] = []
    if is_asked:
        calls = [await people.get_person(tx, incident.reporter_id)]
    elif incident.state is not IncidentState.IN_PROGRESS:
        calls = await people.list_on_duty(tx, incident.desk_id, Role.LEADER, now)
    last_at = max([incident.received_at, *(d.recorded_at for d in taken)])
    return Subject(
        incident=incident,
        number=incident.number,
        since=asked[-1].decided_at if is_asked else _running_since(incident, last_at),
        card_id=asked[-1].id if is_asked else incident.id,
        unit=unit,
        version=incident.report_version,
        values={
            "content": asked[-1].content if is_asked else (await known(tx, incident)).proposal or "",
            "report": reports[0].text,
            "watch_until": incident.watch_until,
            **await _further_up(tx, incident, now),
        },
        calls=tuple(calls),
    )


async def _further_up(tx: Transaction, incident: Incident, now: datetime) -> dict[str, Any]:
    """Who else can be asked: the deputy of the shift, the superiors of the desk; which shift runs, 0 for none."""
    deputies = await people.list_on_duty(tx, incident.desk_id, Role.DEPUTY, now)
    superiors = await people.list_granted(tx, incident.desk_id, Role.SUPERIOR)
    running = await shifts.find_responsible(tx, incident.desk_id, now)
    return {
        "deputies": _to_call(deputies),
        "superiors": _to_call(superiors),
        "shift_id": running.id if running is not None else 0,
    }


def _to_call(those: Iterable[Person]) -> list[dict[str, str]]:
    return [{"name": p.name, "phone": p.phone} for p in those]


def _running_since(incident: Incident, last_at: datetime) -> datetime:
    if incident.state is IncidentState.AWAITING_DECISION:
        return incident.waits_since
    return incident.watch_until or last_at


async def _containment(tx: Transaction, containment_id: int, now: datetime, *, owed_by_unit: bool) -> Subject:
    measure = await containments.get(tx, containment_id)
    incident = await incidents.get(tx, measure.incident_id)
    unit = await people.get_unit(tx, measure.unit_id)
    answer = await decisions.get(tx, measure.decision_id) if measure.decision_id is not None else None
    leaders = await people.list_on_duty(tx, incident.desk_id, Role.LEADER, now)
    return Subject(
        incident=incident,
        number=incident.number,
        since=answer.decided_at if answer else measure.made_at,
        card_id=measure.id,
        unit=unit,
        version=measure.version,
        values={
            "content": measure.content,
            "state": measure.state,
            "kind": measure.kind,
            **await _further_up(tx, incident, now),
        },
        calls=tuple(await _of_unit(tx, unit) if owed_by_unit else leaders),
    )


async def _addressee(tx: Transaction, addressee_id: int) -> Subject:
    addressee = await directives.get_addressee(tx, addressee_id)
    directive = await directives.get(tx, addressee.directive_id)
    incident = await incidents.get(tx, directive.incident_id)
    unit = await people.get_unit(tx, addressee.unit_id)
    return Subject(
        incident=incident,
        number=f"{incident.number}/{directive.n}",
        since=directive.recalled_at or directive.issued_at,
        card_id=addressee.id,
        unit=unit,
        version=addressee.version,
        values={
            "content": directive.content,
            "state": addressee.state,
            "is_sent": addressee.sent_at is not None,
            "acknowledge_due_at": directive.acknowledge_due_at,
            "result_due_at": addressee.result_due_at,
            "stands_until": directive.stands_until,
        },
        calls=tuple(await _of_unit(tx, unit)),
    )


async def _directive(tx: Transaction, directive_id: int, now: datetime) -> Subject:
    directive = await directives.get(tx, directive_id)
    incident = await incidents.get(tx, directive.incident_id)
    return Subject(
        incident=incident,
        number=f"{incident.number}/{directive.n}",
        since=directive.issued_at,
        card_id=incident.id,
        values={"content": directive.content},
        calls=tuple(await people.list_on_duty(tx, incident.desk_id, Role.LEADER, now)),
    )


async def _result(tx: Transaction, result_id: int) -> Subject:
    result = await directives.get_result(tx, result_id)
    subject = await _addressee(tx, result.addressee_id)
    return Subject(
        incident=subject.incident,
        number=subject.number,
        since=result.reported_at,
        card_id=result.id,
        unit=subject.unit,
        version=result.n,
        values={"content": result.text},
    )


async def _extension(tx: Transaction, extension_id: int) -> Subject:
    extension = await directives.get_extension(tx, extension_id)
    subject = await _addressee(tx, extension.addressee_id)
    return Subject(
        incident=subject.incident,
        number=subject.number,
        since=extension.asked_at,
        card_id=extension.id,
        unit=subject.unit,
        values={"content": extension.reason, "until_at": extension.until_at},
    )


async def _opinion(tx: Transaction, decision_id: int) -> Subject:
    decision = await decisions.get(tx, decision_id)
    incident = await incidents.get(tx, decision.incident_id)
    giver = await people.get_person(tx, decision.decided_by)
    return Subject(
        incident=incident,
        number=incident.number,
        since=decision.decided_at,
        card_id=decision.id,
        giver_id=giver.id,
        values={
            "content": decision.content,
            "kind": decision.kind,
            "name": giver.name,
            "recorded_by": (await people.get_person(tx, decision.recorded_by)).name,
            "at": decision.decided_at,
        },
        calls=(giver,),
    )


async def _of_unit(tx: Transaction, unit: Unit) -> list[Person]:
    return [] if unit.is_outside else await people.list_private_addressees(tx, unit)


async def reminder_values(tx: Transaction, subject: Subject) -> dict[str, Any]:
    """What the words of every notice may name, whoever reads them."""
    unit = subject.unit
    calls = _to_call(subject.calls)
    if unit is not None and unit.phone and unit.is_outside:
        calls.append({"name": unit.name, "phone": unit.phone})
    return {
        "number": subject.number,
        "urgency": subject.incident.urgency,
        "gist": await gist(tx, subject.incident),
        "incident_state": subject.incident.state,
        "is_private": subject.incident.is_private,
        "since": subject.since,
        "unit": unit.name if unit else "",
        "unit_code": unit.code if unit else "",
        "calls": calls,
        **subject.values,
    }
