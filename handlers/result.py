"""The desk's buttons and words on a result."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import ask_reason, confirm_result
from bot.workflow.resolve import resolve
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Typed, number_of


async def confirm(step: Taking, press: Press) -> None:
    """Xác nhận kết quả."""
    await confirm_result.confirm(step, press.subject_id)


async def give_back(step: Taking, press: Press) -> None:
    """Trả lại báo cáo."""
    await ask_reason.for_return(step, press.subject_id)


async def typed_confirm(step: Taking, typed: Typed) -> None:
    """XACNHAN <số>."""
    item = await resolve(step, Step.CONFIRM_RESULT, number_of(typed), *typed.units)
    if item is not None:
        await confirm_result.confirm(step, item.subject_id)


async def typed_give_back(step: Taking, typed: Typed) -> None:
    """TRALAI <số> <lý do>."""
    item = await resolve(step, Step.RETURN_RESULT, number_of(typed), *typed.units[:1])
    if item is not None:
        await confirm_result.give_back(step, item.subject_id, typed.rest)


PRESSES: Presses = {Step.CONFIRM_RESULT: confirm, Step.RETURN_RESULT: give_back}
TYPED: TypedWords = {"confirm": typed_confirm, "return": typed_give_back}
COMMANDS: Commands = {}
