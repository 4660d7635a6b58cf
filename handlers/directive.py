"""The unit's buttons and words under a directive."""

from bot.buttons import Press
from bot.rules.due_text import read_due
from bot.rules.step import Step
from bot.workflow import (
    acknowledge_directive,
    ask_reason,
    contain_incident,
    extend_deadline,
    fill_form,
    hand_on,
    report_result,
)
from bot.workflow.resolve import resolve, resolve_receipt
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Typed, number_of

HELD = "f"  # a press that takes the text its author typed before


async def acknowledge(step: Taking, press: Press) -> None:
    """Đã nhận chỉ đạo."""
    await acknowledge_directive.acknowledge(step, press.subject_id)


async def in_hand(step: Taking, press: Press) -> None:
    """Đang thực hiện."""
    if press.extra.startswith(HELD):
        await fill_form.put_away(step, int(press.extra.removeprefix(HELD)))
    await acknowledge_directive.take_in_hand(step, press.subject_id)


async def result(step: Taking, press: Press) -> None:
    """Báo kết quả: asks for text and photos, or takes what was typed before."""
    if press.extra.startswith(HELD):
        await fill_form.fill_with_held(step, int(press.extra.removeprefix(HELD)))
    else:
        await ask_reason.for_result(step, press.subject_id)


async def extend(step: Taking, press: Press) -> None:
    """Xin gia hạn."""
    await ask_reason.for_extension(step, press.subject_id)


async def judge_extension(step: Taking, press: Press) -> None:
    """Đồng ý gia hạn, Không gia hạn."""
    await extend_deadline.judge(step, press.subject_id, grants=press.step is Step.GRANT_EXTENSION)


async def offer_hand_on(step: Taking, press: Press) -> None:
    """Chuyển người thực hiện: to whom?"""
    await hand_on.offer(step, press.subject_id)


async def hand_on_to(step: Taking, press: Press) -> None:
    """The person chosen."""
    await hand_on.hand_on(step, press.subject_id, int(press.extra))


async def typed_acknowledge(step: Taking, typed: Typed) -> None:
    """NHAN <số> or <số/n>; also of a containment the unit was told of."""
    found = await resolve_receipt(step, number_of(typed), *typed.units)
    if found is None:
        return
    wanted, item = found
    if wanted is Step.ACKNOWLEDGE:
        await acknowledge_directive.acknowledge(step, item.subject_id)
    else:
        await contain_incident.acknowledge(step, item.subject_id)


async def typed_in_hand(step: Taking, typed: Typed) -> None:
    """DANGLAM <số>."""
    item = await resolve(step, Step.IN_HAND, number_of(typed), *typed.units)
    if item is not None:
        await acknowledge_directive.take_in_hand(step, item.subject_id)


async def typed_result(step: Taking, typed: Typed) -> None:
    """KQ <số> <nội dung>."""
    item = await resolve(step, Step.REPORT_RESULT, number_of(typed))
    if item is not None:
        await report_result.report_result(step, item.subject_id, typed.rest, typed.files)


async def typed_extend(step: Taking, typed: Typed) -> None:
    """GIAHAN <số> <đến giờ> <lý do>."""
    item = await resolve(step, Step.ASK_EXTENSION, number_of(typed))
    if item is not None:
        until_at = read_due(typed.rest, step.now, step.desk.rules.time_zone)
        await extend_deadline.ask(step, item.subject_id, until_at, typed.rest)


PRESSES: Presses = {
    Step.ACKNOWLEDGE: acknowledge,
    Step.IN_HAND: in_hand,
    Step.REPORT_RESULT: result,
    Step.ASK_EXTENSION: extend,
    Step.GRANT_EXTENSION: judge_extension,
    Step.REFUSE_EXTENSION: judge_extension,
    Step.HAND_ON: offer_hand_on,
    Step.HAND_ON_TO: hand_on_to,
}
TYPED: TypedWords = {
    "got": typed_acknowledge,
    "hand": typed_in_hand,
    "result": typed_result,
    "extend": typed_extend,
}
COMMANDS: Commands = {}
