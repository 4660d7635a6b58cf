"""The change of shifts: Bàn giao ca, Nhận ca, Chưa nhận ca, grave items, what a shift says of itself, who leads it."""

from bot.buttons import Press
from bot.rules.shift import NoteKind
from bot.rules.step import Step
from bot.workflow import (
    change_leader,
    hand_over_shift,
    note_shift,
    own_handover,
    send_digest,
    take_item,
    take_over_shift,
)
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command, Typed


async def hand_over(step: Taking, press: Press) -> None:
    """Bàn giao ca."""
    await hand_over_shift.hand_over(step, press.subject_id)


async def take_over(step: Taking, press: Press) -> None:
    """Nhận ca; in the middle of a hỏa tốc incident only after an explicit yes."""
    await take_over_shift.take_over(step, press.subject_id, is_sure=press.extra == take_over_shift.SURE)


async def not_take_over(step: Taking, press: Press) -> None:
    """Chưa nhận ca: the reason is asked for."""
    await take_over_shift.ask_why_not(step, press.subject_id)


async def take_over_and_approve(step: Taking, press: Press) -> None:
    """Nhận ca và duyệt."""
    await take_over_shift.take_over_and_approve(
        step, press.subject_id, press.version, is_sure=press.extra == take_over_shift.SURE
    )


async def take_item_over(step: Taking, press: Press) -> None:
    """Nhận việc này."""
    await take_item.take(step, press.subject_id)


async def ask_item(step: Taking, press: Press) -> None:
    """Hỏi lại."""
    await take_item.ask_what(step, press.subject_id)


async def answer_item(step: Taking, press: Press) -> None:
    """Trả lời."""
    await take_item.ask_answer(step, press.subject_id)


async def focus(step: Taking, press: Press) -> None:
    """Trọng điểm ca trực."""
    await note_shift.ask(step, press.subject_id, NoteKind.FOCUS)


async def equipment(step: Taking, press: Press) -> None:
    """Tình trạng trang thiết bị."""
    await note_shift.ask(step, press.subject_id, NoteKind.EQUIPMENT)


async def work(step: Taking, press: Press) -> None:
    """Xác nhận việc đã làm, of a shift in which nothing was reported."""
    await note_shift.ask(step, press.subject_id, NoteKind.WORK)


async def lead(step: Taking, press: Press) -> None:
    """Tôi trực tiếp chỉ đạo."""
    await change_leader.lead_myself(step, press.subject_id, press.version)


async def digest(step: Taking, press: Press) -> None:
    """Xem toàn bộ."""
    await send_digest.show_digest(step, press.subject_id)


async def typed_hand_over(step: Taking, _: Typed) -> None:
    """BANGIAO."""
    handover_id = await own_handover.resolve(step, Step.HAND_OVER)
    if handover_id is not None:
        await hand_over_shift.hand_over(step, handover_id)


async def typed_take_over(step: Taking, _: Typed) -> None:
    """NHANCA."""
    handover_id = await own_handover.resolve(step, Step.TAKE_OVER)
    if handover_id is not None:
        await take_over_shift.take_over(step, handover_id)


async def typed_not_take_over(step: Taking, typed: Typed) -> None:
    """CHUANHANCA <lý do>."""
    handover_id = await own_handover.resolve(step, Step.NOT_TAKE_OVER)
    if handover_id is not None:
        await take_over_shift.refuse_take_over(step, handover_id, typed.rest)


async def command(step: Taking, _: Command) -> None:
    """/bangiao."""
    await own_handover.show_changeover(step)


PRESSES: Presses = {
    Step.HAND_OVER: hand_over,
    Step.TAKE_OVER: take_over,
    Step.NOT_TAKE_OVER: not_take_over,
    Step.TAKE_OVER_AND_APPROVE: take_over_and_approve,
    Step.TAKE_ITEM: take_item_over,
    Step.ASK_ITEM: ask_item,
    Step.ANSWER_ITEM: answer_item,
    Step.SET_FOCUS: focus,
    Step.STATE_EQUIPMENT: equipment,
    Step.CONFIRM_WORK: work,
    Step.LEAD_MYSELF: lead,
    Step.DIGEST: digest,
}
TYPED: TypedWords = {
    "handover": typed_hand_over,
    "takeover": typed_take_over,
    "nottakeover": typed_not_take_over,
}
COMMANDS: Commands = {"bangiao": command}
