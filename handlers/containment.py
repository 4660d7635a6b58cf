"""Ngăn chặn ngay, and the leader's answer to it."""

from bot.buttons import Press
from bot.rules.containment import ContainmentState
from bot.rules.step import Step
from bot.workflow import ask_reason, contain_incident, contain_now
from bot.workflow.resolve import resolve
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command, Typed, number_of, read_numbered


async def contain(step: Taking, press: Press) -> None:
    """Ngăn chặn ngay: on an incident, or from the menu without one."""
    if press.subject_id:
        await ask_reason.for_containment(step, press.subject_id)
    else:
        await contain_now.invite(step)


async def acknowledge(step: Taking, press: Press) -> None:
    """Đã nhận."""
    await contain_incident.acknowledge(step, press.subject_id)


async def go_on(step: Taking, press: Press) -> None:
    """Tiếp tục ngăn chặn."""
    await contain_incident.answer(step, press.subject_id, ContainmentState.CONTINUED)


async def end(step: Taking, press: Press) -> None:
    """Chấm dứt ngăn chặn: the reason is asked for."""
    await ask_reason.for_ending(step, press.subject_id)


async def typed_go_on(step: Taking, typed: Typed) -> None:
    """TIEPTUC <số>."""
    item = await resolve(step, Step.CONTINUE_CONTAINMENT, number_of(typed), *typed.units)
    if item is not None:
        await contain_incident.answer(step, item.subject_id, ContainmentState.CONTINUED)


async def typed_end(step: Taking, typed: Typed) -> None:
    """CHAMDUT <số> <lý do>."""
    item = await resolve(step, Step.END_CONTAINMENT, number_of(typed), *typed.units[:1])
    if item is not None:
        await contain_incident.answer(step, item.subject_id, ContainmentState.ENDED, typed.rest)


async def command(step: Taking, command: Command) -> None:
    """/nganchan [<số>] [@đơn vị] <nội dung>."""
    if not command.argument:
        await contain_now.invite(step)
        return
    number, units, content = read_numbered(command.argument)
    await typed_contain(step, Typed("contain", number, units, content, command.files))


async def typed_contain(step: Taking, typed: Typed) -> None:
    """NGANCHAN <số> [@đơn vị] <nội dung>, NGANCHAN @đơn vị <nội dung>."""
    if typed.number is None:
        await contain_now.contain_new(step, typed.rest, typed.units, typed.files)
        return
    item = await resolve(step, Step.CONTAIN, typed.number)
    if item is not None:
        await contain_now.contain_known(step, item.subject_id, typed.rest, typed.units, typed.files)


PRESSES: Presses = {
    Step.CONTAIN: contain,
    Step.ACKNOWLEDGE_CONTAINMENT: acknowledge,
    Step.CONTINUE_CONTAINMENT: go_on,
    Step.END_CONTAINMENT: end,
}
TYPED: TypedWords = {"contain": typed_contain, "continue": typed_go_on, "end": typed_end}
COMMANDS: Commands = {"nganchan": command}
