"""What a typed number means: the one item on which this person can take this step now (the chat contract, `<số>`)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.buttons import button
from bot.errors import DutyError
from bot.rules import permission
from bot.rules.containment import ContainmentState, awaits_receipt
from bot.rules.decision import FIRST_OPINIONS
from bot.rules.directive import (
    AWAITS_RECEIPT,
    AWAITS_RESULT,
    DONE_WITH,
    Addressee,
    Directive,
    ResultState,
    awaits_recall_receipt,
)
from bot.rules.incident import SEEN_RUNNING, UNDECIDED, Incident, IncidentState
from bot.rules.message import Button, Screen
from bot.rules.number import WrittenNumber, year_of
from bot.rules.person import Unit
from bot.rules.step import Step
from bot.views.standing import concern_of
from bot.workflow import choices
from bot.workflow.at_hand import held_here
from bot.workflow.taking import Taking
from storage import cards, containments, decisions, directives, incidents, people


@dataclass(frozen=True, slots=True)
class Item:
    """Something a step can be taken on. `is_open`: now, by this person; the others tell why not."""

    subject_id: int
    version: int
    number: str
    year: int
    is_open: bool


Lister = Callable[[Taking, Step, Incident, WrittenNumber, str], Awaitable[list[Item]]]


async def resolve(step: Taking, wanted: Step, written: WrittenNumber, unit_code: str = "") -> Item | None:
    """The item meant. With several, one button each is offered, nothing is changed, and None comes back.

    Raises:
        DutyError: `incident-not-found` (also for what this person may not see), `nothing-there`.
    """
    readable = await _readable(step, written)
    if not readable:
        raise DutyError("incident-not-found", written=_as_written(written))
    items = [
        item
        for incident in readable
        for item in await LISTERS[wanted](step, wanted, incident, written, unit_code)
    ]
    if not items:
        raise DutyError("nothing-there", number=readable[0].number, step=wanted)
    can = [item for item in items if item.is_open]
    newest = max((item.year for item in can), default=0)
    can = [item for item in can if item.year == newest]
    if len(can) > 1:
        await offer(step, wanted, can)
        return None
    return can[0] if can else items[0]


async def resolve_receipt(
    step: Taking, written: WrittenNumber, unit_code: str = ""
) -> tuple[Step, Item] | None:
    """What NHAN acknowledges: a directive, or where none of theirs waits, a containment that does.

    Raises:
        DutyError: what `resolve` raises.
    """
    wanted, other = Step.ACKNOWLEDGE, Step.ACKNOWLEDGE_CONTAINMENT
    if written.directive is None and not await _waits(step, wanted, written, unit_code):
        wanted = other if await _waits(step, other, written, unit_code) else wanted
    item = await resolve(step, wanted, written, unit_code)
    return None if item is None else (wanted, item)


async def _waits(step: Taking, wanted: Step, written: WrittenNumber, unit_code: str) -> bool:
    for incident in await _readable(step, written):
        if any(i.is_open for i in await LISTERS[wanted](step, wanted, incident, written, unit_code)):
            return True
    return False


async def offer(step: Taking, wanted: Step, items: list[Item]) -> None:
    """One button each; nothing is changed."""
    keyboard = tuple((_button(wanted, item),) for item in items)
    await choices.offer(step, Screen("choose", {"step": wanted}, keyboard=keyboard))


async def shown_version(step: Taking, incident_id: int) -> int:
    """The version of the report last delivered to this person: what a typed decision binds to.

    0 where none was: the step then says that this version was not the one decided on.
    """
    account = step.actor.person.telegram_id
    card = await cards.find_card(step.tx, "decision-card", incident_id, account) if account else None
    return 0 if card is None or card.message_id is None else card.drawn_version


async def closed_version(
    step: Taking, incident_id: int, shown_version: int, *, said_by: int, said_at: datetime
) -> int:
    """What a closing in words binds to: the running incident, where it ran by then as this person knew.

    Else the report as it was shown, so that an opinion somebody else gave in the same moment is not undone.
    """
    incident = await incidents.get(step.tx, incident_id)
    if incident.state is not IncidentState.IN_PROGRESS:
        return shown_version
    taken = await decisions.list_of_incident(step.tx, incident_id)
    last = next((d for d in reversed(taken) if d.kind in FIRST_OPINIONS and d.disowned_at is None), None)
    is_known = last is None or last.decided_by == said_by or last.decided_at <= said_at
    return SEEN_RUNNING if is_known else shown_version


async def _readable(step: Taking, written: WrittenNumber) -> list[Incident]:
    """What the number can mean for this person, this year's first."""
    found = await incidents.list_written(step.tx, written)
    return [incident for incident in found if permission.may_read(await _held(step, incident))]


async def _held(step: Taking, incident: Incident) -> frozenset[permission.Capacity]:
    return held_here(step, await concern_of(step.tx, step.desk.rules, incident))


async def _incidents(step: Taking, wanted: Step, incident: Incident, _: WrittenNumber, __: str) -> list[Item]:
    states = OPEN_FOR.get(wanted, UNDECIDED)
    is_open = incident.state in states and permission.may(wanted, await _held(step, incident))
    return [_item(step, incident, incident.id, incident.report_version, "", is_open=is_open)]


async def _addressed(
    step: Taking, incident: Incident, written: WrittenNumber, unit_code: str
) -> list[tuple[Directive, Addressee, Unit]]:
    """The addressees a number (`/n`, a unit's code) can mean."""
    found = []
    for directive in await directives.list_of_incident(step.tx, incident.id):
        if written.directive not in {None, directive.n}:
            continue
        for addressee in await directives.list_addressees(step.tx, directive.id):
            unit = await people.get_unit(step.tx, addressee.unit_id)
            if not unit_code or unit.code.upper() == unit_code.upper():
                found.append((directive, addressee, unit))
    return found


async def _addressees(
    step: Taking, wanted: Step, incident: Incident, written: WrittenNumber, unit_code: str
) -> list[Item]:
    is_receipt = wanted is Step.ACKNOWLEDGE
    states = AWAITS_RECEIPT if is_receipt else AWAITS_RESULT
    items = []
    for directive, addressee, unit in await _addressed(step, incident, written, unit_code):
        is_own = unit.id in step.actor.unit_ids
        awaits = addressee.state in states or (is_receipt and awaits_recall_receipt(addressee))
        is_open = is_own and awaits
        item = _item(step, incident, addressee.id, addressee.version, f"/{directive.n}", is_open=is_open)
        items.append((is_own, item))
    # Where nothing is open, the unit's own newest directive tells why.
    items.reverse()
    return [item for _, item in sorted(items, key=lambda pair: not pair[0])]


async def _results(
    step: Taking, wanted: Step, incident: Incident, written: WrittenNumber, unit_code: str
) -> list[Item]:
    may = permission.may(wanted, await _held(step, incident))
    items = []
    for directive, addressee, unit in await _addressed(step, incident, written, unit_code):
        for result in await directives.list_results(step.tx, addressee.id):
            is_open = may and result.state is ResultState.REPORTED
            suffix = f"/{directive.n} {unit.code}"
            items.append(_item(step, incident, result.id, result.n, suffix, is_open=is_open))
    return items[::-1]


async def _directives(
    step: Taking, wanted: Step, incident: Incident, written: WrittenNumber, _: str
) -> list[Item]:
    may = permission.may(wanted, await _held(step, incident))
    items = []
    for directive in await directives.list_of_incident(step.tx, incident.id):
        if written.directive not in {None, directive.n}:
            continue
        unfinished = [
            a for a in await directives.list_addressees(step.tx, directive.id) if a.state not in DONE_WITH
        ]
        is_open = may and directive.recalled_at is None and bool(unfinished)
        items.append(_item(step, incident, directive.id, 0, f"/{directive.n}", is_open=is_open))
    return items[::-1]


async def _containments(
    step: Taking, wanted: Step, incident: Incident, _: WrittenNumber, unit_code: str
) -> list[Item]:
    items = []
    may = permission.may(wanted, await _held(step, incident))
    for measure in await containments.list_of_incident(step.tx, incident.id):
        unit = await people.get_unit(step.tx, measure.unit_id)
        if unit_code and unit.code.upper() != unit_code.upper():
            continue
        is_own = unit.id in step.actor.unit_ids
        if wanted is Step.ACKNOWLEDGE_CONTAINMENT and not is_own:
            continue
        is_open = may and measure.state is not ContainmentState.ENDED
        if wanted is Step.ACKNOWLEDGE_CONTAINMENT:
            is_open = awaits_receipt(measure)
        if wanted is Step.CONTINUE_CONTAINMENT:
            is_open = may and measure.state is ContainmentState.OPEN
        items.append(_item(step, incident, measure.id, measure.version, f" {unit.code}", is_open=is_open))
    return items[::-1]


def _item(
    step: Taking, incident: Incident, subject_id: int, version: int, suffix: str, *, is_open: bool
) -> Item:
    year = year_of(incident.received_at, step.desk.rules.time_zone)
    return Item(subject_id, version, f"{incident.number}{suffix}", year, is_open)


def _button(wanted: Step, item: Item) -> Button:
    return button(wanted, item.subject_id, item.version, number=item.number)


def _as_written(written: WrittenNumber) -> str:
    head = f"{written.desk}-{written.year}-" if written.desk else ""
    tail = f"/{written.directive}" if written.directive else ""
    return f"{head}{written.counter:04d}{tail}"


RUNNING = frozenset({IncidentState.IN_PROGRESS})
NOT_CLOSED = frozenset(IncidentState) - {IncidentState.CLOSED}
OPEN_FOR: Mapping[Step, frozenset[IncidentState]] = {
    Step.APPROVE: frozenset({IncidentState.AWAITING_DECISION}),
    Step.DIRECT: UNDECIDED | RUNNING,
    Step.CLOSE: UNDECIDED | RUNNING,
    Step.REOPEN: frozenset({IncidentState.CLOSED}),
    Step.ADD: NOT_CLOSED,
    Step.CONTAIN: NOT_CLOSED,
    Step.ADD_NOTE: NOT_CLOSED,
    Step.STORY: frozenset(IncidentState),
    Step.CHANGE_URGENCY: NOT_CLOSED,
    Step.RECORD: NOT_CLOSED,
}

LISTERS: Mapping[Step, Lister] = {
    Step.APPROVE: _incidents,
    Step.DIRECT: _incidents,
    Step.ASK: _incidents,
    Step.DISAGREE: _incidents,
    Step.CLOSE: _incidents,
    Step.ADD: _incidents,
    Step.REOPEN: _incidents,
    Step.CONTAIN: _incidents,
    Step.ADD_NOTE: _incidents,
    Step.STORY: _incidents,
    Step.CHANGE_URGENCY: _incidents,
    Step.RECORD: _incidents,
    Step.ACKNOWLEDGE: _addressees,
    Step.IN_HAND: _addressees,
    Step.REPORT_RESULT: _addressees,
    Step.ASK_EXTENSION: _addressees,
    Step.HAND_ON: _addressees,
    Step.CONFIRM_RESULT: _results,
    Step.RETURN_RESULT: _results,
    Step.RECALL_DIRECTIVE: _directives,
    Step.REPLACE_DIRECTIVE: _directives,
    Step.CONTINUE_CONTAINMENT: _containments,
    Step.END_CONTAINMENT: _containments,
    Step.ACKNOWLEDGE_CONTAINMENT: _containments,
}
