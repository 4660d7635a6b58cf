"""Grave open items, one by one: Nhận việc này, or Hỏi lại, which the outgoing shift answers."""

from bot.errors import DutyError
from bot.rules.handover import ItemState
from bot.rules.incident import Incident
from bot.rules.log_entry import LogKind
from bot.rules.person import Role
from bot.views.changeover import Changeover
from bot.views.gist import gist
from bot.workflow.carry_over import ITEM_CARD
from bot.workflow.changeover import facts, hold, own_role, privately, settle
from bot.workflow.forms import ask_for
from bot.workflow.taking import Taking
from storage import handovers, incidents
from storage.handovers import HandoverItem


async def take(step: Taking, item_id: int) -> None:
    """Nhận việc này.

    Raises:
        DutyError: `not-your-handover`, `item-taken`, `handover-over`.
    """
    change, item, incident = await _of_incoming(step, item_id)
    await handovers.change_item(step.tx, item, ItemState.TAKEN, step.actor.person.id, step.now)
    await _log(step, LogKind.ITEM_TAKEN, change, item, incident)
    await step.refresh(ITEM_CARD, item.id, priority=0)
    change = await settle(step, change)
    step.answers(
        "item-taken", number=incident.number, gist=await gist(step.tx, incident), items_owed=change.items_owed
    )


async def ask_what(step: Taking, item_id: int) -> None:
    """Hỏi lại: what is it that is not clear?

    Raises:
        DutyError: as `take`.
    """
    _, item, incident = await _of_incoming(step, item_id)
    payload = {"item": item.id, "number": incident.number}
    await ask_for(step, "askitem", payload, number=incident.number, gist=await gist(step.tx, incident))


async def ask(step: Taking, item_id: int, question: str) -> None:
    """The question goes to the leader and officers of the outgoing shift, who answer on the item's card.

    Raises:
        DutyError: as `take`; `reason-missing`.
    """
    change, item, incident = await _of_incoming(step, item_id)
    if not question:
        raise DutyError("reason-missing", number=incident.number)
    await handovers.change_item(
        step.tx, item, ItemState.ASKED, step.actor.person.id, step.now, question=question, answer=""
    )
    await _log(step, LogKind.ITEM_QUESTIONED, change, item, incident, text=question)
    await step.refresh(ITEM_CARD, item.id, priority=0)
    members = tuple(one for role in (Role.LEADER, Role.OFFICER) for one in change.outgoing.of(role))
    await step.show(await privately(step, members), ITEM_CARD, item.id, incident, priority=0, again=True)
    step.answers("item-asked", number=incident.number, gist=await gist(step.tx, incident))


async def ask_answer(step: Taking, item_id: int) -> None:
    """Trả lời: the text is asked for.

    Raises:
        DutyError: `not-your-handover`, `handover-over`.
    """
    _, item, incident = await _of_outgoing(step, item_id)
    payload = {"item": item.id, "number": incident.number}
    await ask_for(step, "ansitem", payload, number=incident.number, question=item.question)


async def answer(step: Taking, item_id: int, text: str) -> None:
    """The outgoing shift's answer: the item waits to be taken again.

    Raises:
        DutyError: as `ask_answer`; `reason-missing`.
    """
    change, item, incident = await _of_outgoing(step, item_id)
    if not text:
        raise DutyError("reason-missing", number=incident.number)
    asked_by = item.changed_by
    await handovers.change_item(step.tx, item, ItemState.WAITING, step.actor.person.id, step.now, answer=text)
    await _log(step, LogKind.ITEM_ANSWERED, change, item, incident, text=text)
    await step.refresh(ITEM_CARD, item.id, priority=0)
    if asked_by is not None:
        await step.show(
            await privately(step, (asked_by,)), ITEM_CARD, item.id, incident, priority=0, again=True
        )
    step.answers("item-answered", number=incident.number, gist=await gist(step.tx, incident))


async def _of_incoming(step: Taking, item_id: int) -> tuple[Changeover, HandoverItem, Incident]:
    known = await handovers.get_item(step.tx, item_id)
    change = await hold(step, known.handover_id)
    own_role(change, change.incoming, step.actor.person.id)
    item = await handovers.get_item(step.tx, item_id)
    incident = await incidents.get(step.tx, item.incident_id)
    if item.state is ItemState.TAKEN:
        raise DutyError("item-taken", number=incident.number, at=item.changed_at)
    return change, item, incident


async def _of_outgoing(step: Taking, item_id: int) -> tuple[Changeover, HandoverItem, Incident]:
    known = await handovers.get_item(step.tx, item_id)
    change = await hold(step, known.handover_id)
    own_role(change, change.outgoing, step.actor.person.id)
    item = await handovers.get_item(step.tx, item_id)
    incident = await incidents.get(step.tx, item.incident_id)
    if item.state is not ItemState.ASKED:
        raise DutyError("item-not-asked", number=incident.number)
    return change, item, incident


async def _log(
    step: Taking, kind: LogKind, change: Changeover, item: HandoverItem, incident: Incident, text: str = ""
) -> None:
    me = step.actor.person.id
    side = change.outgoing if kind is LogKind.ITEM_ANSWERED else change.incoming
    role = own_role(change, side, me)
    words = {"text": text} if text else {}
    await step.log(kind, incident, role=role, payload={**facts(change), "item": item.id}, text=words)
