"""The end of a shift: its digest goes out by itself, once, sealed with the duty log's last entry (Art. 4.2)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.handover import HandoverState, ItemState
from bot.rules.log_entry import LogKind
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.rules.step import Step
from bot.views.changeover import Changeover, changeover_values
from bot.views.digest import digest_values
from bot.workflow import recipients
from bot.workflow.carry_over import ITEM_CARD, list_grave_items
from bot.workflow.changeover import desk_chat, open_for, privately, show_card
from bot.workflow.order_document import Wanted, order
from bot.workflow.taking import Taking
from bot.workflow.telling import Logging, Telling
from bot.workflow.wind_shift import wind_shift
from storage import duty_log, handovers, shifts
from storage.handovers import Digest

NOTICE = "digest"


async def send_digest(step: Logging, shift_id: int, late: timedelta = timedelta(0)) -> None:
    """To the outgoing and the incoming shift, the desk's chat and the superiors; and its document after it.

    `late`: by how much it is late because the bot was not running; it says so. A second call says nothing.
    """
    shift = await shifts.hold(step.tx, shift_id, step.now)
    if await handovers.find_digest_of(step.tx, shift_id) is not None:
        return
    running = await shifts.find_responsible(step.tx, shift.desk_id, step.now)
    change = await open_for(step, running) if running is not None and running.id == shift_id else None
    incoming = change.incoming if change is not None else await _taken_over_by(step, shift)
    last = await duty_log.find_head(step.tx, shift.desk_id)
    values = await digest_values(step.tx, step.desk.rules, shift, incoming, last, step.now)
    values["late"] = late // timedelta(microseconds=1) or None
    digest = await handovers.add_digest(
        step.tx, shift.desk_id, shift.id, values, (last.seq, last.hash), step.now
    )
    await step.log(
        LogKind.DIGEST_SENT,
        desk_id=shift.desk_id,
        payload={
            "digest": digest.id,
            "shift": shift.id,
            "log": last.seq,
            "hash": last.hash,
            "received": values["received"],
            "closed": values["closed"],
            "open": len(values["items"]),
            "overdue": values["overdue"],
            "late_by": int(late.total_seconds()),
        },
        text={},
    )
    to = await _readers(step, shift, incoming)
    await _say(step, to, digest, values, shift)
    if change is not None:
        await _ask_for_signatures(step, change)
    await wind_shift(step, shift.id)


async def show_digest(step: Taking, digest_id: int) -> None:
    """Xem toàn bộ: the digest whole, as it was sent.

    Raises:
        DutyError: `log-not-yours` for somebody who neither reads at that desk nor served in either shift.
    """
    digest = await handovers.get_digest(step.tx, digest_id)
    shift = await shifts.get(step.tx, digest.shift_id, step.now)
    me = step.actor.person.id
    roles = (Role.LEADER, Role.OFFICER, Role.SUPERIOR)
    if me not in shift.member_ids and not any(step.actor.has(role, desk_id=digest.desk_id) for role in roles):
        raise DutyError("log-not-yours")
    await step.say(step.here, Screen("digest-whole", dict(digest.values)), must_act=False, priority=2)


async def _taken_over_by(step: Telling, shift: Shift) -> Shift | None:
    """Who took over from a shift that answers no longer."""
    handover = await handovers.find_of_shift(step.tx, shift.id)
    if handover is None or handover.incoming_id is None:
        return None
    return await shifts.get(step.tx, handover.incoming_id, step.now)


async def _readers(step: Telling, shift: Shift, incoming: Shift | None) -> list[Recipient]:
    members = (*shift.member_ids, *(incoming.member_ids if incoming is not None else ()))
    return recipients.once(
        [
            *await privately(step, tuple(dict.fromkeys(members))),
            *await desk_chat(step, shift.desk_id),
            *await recipients.superiors(step, shift.desk_id),
        ]
    )


async def _say(
    step: Telling, to: list[Recipient], digest: Digest, values: Mapping[str, Any], shift: Shift
) -> None:
    keyboard = ((button(Step.DIGEST, digest.id),),)
    await step.say(to, Screen(NOTICE, dict(values), keyboard=keyboard))
    language = step.desk.rules.language
    local = shift.starts_at.astimezone(step.desk.rules.time_zone)
    wanted = Wanted(
        kind=NOTICE,
        values=dict(values),
        name=f"{values['desk_code']}-{local:%Y%m%d-%H%M}.pdf",
        language=language,
        is_logged=True,
    )
    with_file = Screen(
        "digest-document",
        {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "desk": values["desk"]},
        is_caption=True,
    )
    await order(step, [one for one in to if one.chat_id is not None], with_file, wanted, shift.desk_id)


async def _ask_for_signatures(step: Logging, change: Changeover) -> None:
    """Both sides are asked; where nobody is to take over, that is said upward, and the shift answers on."""
    handover = change.handover
    await list_grave_items(step, change)
    await show_card(step, change, again=True)
    if change.incoming is None or change.incoming.leader_id is None:
        coming = await shifts.find_next(step.tx, handover.desk_id, step.now)
        await step.log(
            LogKind.SHIFT_PROLONGED, desk_id=handover.desk_id, payload={"shift": change.outgoing.id}, text={}
        )
        values = {
            **await changeover_values(step.tx, change, step.now),
            "next_at": coming.starts_at if coming is not None else None,
        }
        await _tell_prolonged(step, change, values)
        return
    to = await privately(
        step, tuple(one for role in (Role.LEADER, Role.OFFICER) for one in change.incoming.of(role))
    )
    for item in await handovers.list_items(step.tx, handover.id):
        if item.state is not ItemState.TAKEN and handover.state is HandoverState.OPEN:
            await step.show(to, ITEM_CARD, item.id)


async def _tell_prolonged(step: Logging, change: Changeover, values: Mapping[str, Any]) -> None:
    desk_id = change.handover.desk_id
    superiors = await recipients.superiors(step, desk_id)
    keyboard = ((button(Step.LEAD_MYSELF, desk_id, change.outgoing.id, style="danger"),),)
    await step.say(superiors, Screen("no-incoming-leader", dict(values), keyboard=keyboard), priority=0)
    others = [one for one in await privately(step, change.outgoing.member_ids) if one not in superiors]
    others += await recipients.administrators(step, desk_id)
    await step.say(recipients.once(others), Screen("no-incoming-leader", dict(values)), priority=0)
