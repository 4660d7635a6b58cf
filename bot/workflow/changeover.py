"""The change of shifts as steps see it: held while it is changed, told to both sides, settled when nothing is owed."""

from dataclasses import replace

from bot.errors import DutyError
from bot.rules.handover import HandoverState, signing_role
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.views.changeover import Changeover, changeover_values, load_changeover
from bot.workflow import recipients
from bot.workflow.telling import Logging, Telling
from bot.workflow.wind_shift import wind_shift
from storage import cards, handovers, outbox, people, shifts

CARD = "handover-card"
REMINDER = "handover-reminder"


async def open_for(step: Logging, outgoing: Shift) -> Changeover:
    """The handover of the shift that answers now, opened if it was not, with who is to take over named anew."""
    known = await handovers.find_of_shift(step.tx, outgoing.id)
    incoming = await shifts.find_incoming(step.tx, outgoing, step.now)
    incoming_id = incoming.id if incoming is not None else None
    handover = await handovers.open_for(step.tx, outgoing.desk_id, outgoing.id, incoming_id, step.now)
    if handover.taken_over_at is None and handover.incoming_id != incoming_id:
        handover = await handovers.name_incoming(step.tx, handover.id, incoming_id)
    change = await load_changeover(step.tx, handover, step.now)
    if known is None:
        await step.log(LogKind.HANDOVER_OPENED, desk_id=outgoing.desk_id, payload=facts(change), text={})
    return change


async def hold(step: Telling, handover_id: int) -> Changeover:
    """A handover for a step that changes it: nobody else does until the step is done.

    Raises:
        DutyError: `handover-over`.
    """
    handover = await handovers.hold(step.tx, handover_id)
    if handover.state is not HandoverState.OPEN:
        raise DutyError("handover-over", state=handover.state, at=handover.settled_at)
    return await load_changeover(step.tx, handover, step.now)


def own_role(change: Changeover, side: Shift | None, person_id: int) -> Role:
    """As what somebody signs for a side.

    Raises:
        DutyError: `not-your-handover`.
    """
    role = None if side is None else signing_role(side, person_id)
    if role is None:
        raise DutyError("not-your-handover", starts_at=change.outgoing.starts_at)
    return role


def facts(change: Changeover) -> dict[str, int | None]:
    """What every log entry of a handover names."""
    return {
        "handover": change.handover.id,
        "outgoing": change.outgoing.id,
        "incoming": change.incoming.id if change.incoming is not None else None,
    }


async def reload(step: Telling, change: Changeover) -> Changeover:
    """The handover as it stands after something of it was changed."""
    handover = await handovers.find(step.tx, change.handover.id) or change.handover
    return await load_changeover(step.tx, handover, step.now)


async def both_sides(step: Telling, change: Changeover) -> list[Recipient]:
    """Leader, deputy and officers of both shifts, privately."""
    return await privately(step, change.member_ids)


async def privately(step: Telling, person_ids: tuple[int, ...]) -> list[Recipient]:
    """Some people, each in their own chat."""
    return [await recipients.person(step, person_id) for person_id in person_ids]


async def desk_chat(step: Telling, desk_id: int) -> list[Recipient]:
    """The desk's own chat, if it has one."""
    chat_id = (await people.get_desk(step.tx, desk_id)).chat_id
    return [] if chat_id is None else [Recipient(chat_id)]


async def show_card(step: Telling, change: Changeover, *, again: bool = False) -> None:
    """The card everybody of both sides signs on, and the desk's chat follows; `again`: below the digest, not above.

    The older copy goes: what is still owed stands in one place.
    """
    to = [
        *await both_sides(step, change),
        *await desk_chat(step, change.handover.desk_id),
    ]
    for one in recipients.once(to):
        older = None
        if again and one.chat_id is not None:
            older = await cards.find_card(step.tx, CARD, change.handover.id, one.chat_id)
        await step.show(one, CARD, change.handover.id, priority=1 if again else 0, again=again)
        if older is not None and older.message_id is not None:
            await outbox.delete_message(step.tx, older.chat_id, older.message_id, at=step.now)


async def settle(step: Logging, change: Changeover) -> Changeover:
    """After something was signed or taken: the card is true again; where nothing is owed the handover is complete."""
    change = await reload(step, change)
    await step.refresh(CARD, change.handover.id, priority=0)
    if change.is_complete:
        handover = await handovers.settle(step.tx, change.handover.id, HandoverState.COMPLETE, step.now)
        change = replace(change, handover=handover)
        await step.log(LogKind.HANDOVER_COMPLETED, desk_id=handover.desk_id, payload=facts(change), text={})
        await take_back_reminders(step, change)
        to = [*await both_sides(step, change), *await recipients.superiors(step, handover.desk_id)]
        values = await changeover_values(step.tx, change, step.now)
        await step.say(recipients.once(to), Screen("handover-complete", values))
    await wind_shift(step, change.outgoing.id)
    return change


async def take_back_reminders(step: Telling, change: Changeover) -> None:
    """Nobody is to read that they owe a signature which is not owed any more, or was asked for again."""
    for to in await _reminded(step, change):
        if to.chat_id is not None:
            await outbox.take_back(step.tx, to.chat_id, f"{REMINDER}:{change.handover.id}", at=step.now)


async def _reminded(step: Telling, change: Changeover) -> list[Recipient]:
    desk_id = change.handover.desk_id
    return recipients.once(
        [
            *await both_sides(step, change),
            *await desk_chat(step, desk_id),
            *await recipients.superiors(step, desk_id),
        ]
    )


async def lapse(step: Logging, change: Changeover) -> None:
    """The incoming shift came to its own end first: signatures are still owed, and that is said and logged."""
    handover = await handovers.settle(step.tx, change.handover.id, HandoverState.LAPSED, step.now)
    change = replace(change, handover=handover)
    await step.log(LogKind.HANDOVER_LAPSED, desk_id=handover.desk_id, payload=facts(change), text={})
    await take_back_reminders(step, change)
    values = await changeover_values(step.tx, change, step.now)
    await step.say(await leaders_and_superiors(step, change), Screen("handover-lapsed", values), priority=0)
    await step.refresh(CARD, handover.id)
    await wind_shift(step, change.outgoing.id)


async def leaders_and_superiors(step: Telling, change: Changeover) -> list[Recipient]:
    """Who hears of a change of shifts that does not go as it should: both leaders and the superiors."""
    leaders = [one for one in (change.outgoing.leader_id, _leader_of(change.incoming)) if one is not None]
    superiors = await recipients.superiors(step, change.handover.desk_id)
    return recipients.once([*superiors, *await privately(step, tuple(leaders))])


def _leader_of(shift: Shift | None) -> int | None:
    return shift.leader_id if shift is not None else None
