"""The leader's buttons and words on a report that waits, and on a running incident."""

from bot.buttons import Press
from bot.rules.step import Step
from bot.workflow import (
    ask_reason,
    compose_directive,
    decide_report,
    direct_incident,
    fill_form,
    recall_directive,
    reopen_incident,
)
from bot.workflow.resolve import closed_version, resolve, shown_version
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Typed, number_of


async def approve(step: Taking, press: Press) -> None:
    """Duyệt đề xuất."""
    await decide_report.approve(step, press.subject_id, press.version)


async def direct(step: Taking, press: Press) -> None:
    """Chỉ đạo, Chỉ đạo khác, Chỉ đạo bổ sung."""
    await compose_directive.begin(step, press.subject_id, press.step, press.version)


async def ask(step: Taking, press: Press) -> None:
    """Yêu cầu bổ sung, Tiếp tục theo dõi, Kết thúc vụ việc; with a reason already typed, at once."""
    if press.extra.isdecimal():
        await fill_form.fill_with_reason(step, int(press.extra), press.step)
    else:
        await ask_reason.for_opinion(step, press.subject_id, press.step, press.version)


async def disagree(step: Taking, press: Press) -> None:
    """Không đồng ý."""
    await ask_reason.disagree(step, press.subject_id, press.version)


async def replace(step: Taking, press: Press) -> None:
    """Chỉ đạo thay thế: of the incident's one standing directive, or of the one chosen."""
    directive_id = await _chosen(step, press)
    if directive_id is not None:
        await compose_directive.begin_replacing(step, directive_id)


async def recall(step: Taking, press: Press) -> None:
    """Thu hồi chỉ đạo: of the incident's one standing directive, or of the one chosen."""
    directive_id = await _chosen(step, press)
    if directive_id is not None:
        await ask_reason.for_recall(step, directive_id)


async def _chosen(step: Taking, press: Press) -> int | None:
    if press.extra == "d":
        return press.subject_id
    return await ask_reason.which_directive(step, press.subject_id, press.step)


async def reopen(step: Taking, press: Press) -> None:
    """Mở lại."""
    await ask_reason.for_reopening(step, press.subject_id)


async def toggle(step: Taking, press: Press) -> None:
    """One addressee of the directive being written."""
    await compose_directive.toggle_addressee(step, press.subject_id, int(press.extra))


async def set_due(step: Taking, press: Press) -> None:
    """A preset deadline, in minutes from now; another one, or until when it stands, to be typed."""
    if press.extra.isdecimal():
        await compose_directive.set_deadline(step, press.subject_id, int(press.extra))
    elif press.extra == compose_directive.STANDS:
        await compose_directive.ask_deadline(step, press.subject_id, press.extra)
    else:
        await compose_directive.ask_deadline(step, press.subject_id)


async def reword(step: Taking, press: Press) -> None:
    """Sửa of the directive being written."""
    await compose_directive.reword(step, press.subject_id)


async def send(step: Taking, press: Press) -> None:
    """Gửi chỉ đạo."""
    await compose_directive.send(step, press.subject_id, press.version)


async def typed_approve(step: Taking, typed: Typed) -> None:
    """DUYET <số>."""
    item = await resolve(step, Step.APPROVE, number_of(typed))
    if item is not None:
        await decide_report.approve(step, item.subject_id, await shown_version(step, item.subject_id))


async def typed_direct(step: Taking, typed: Typed) -> None:
    """CHIDAO <số> [@đơn vị …] <nội dung>: itself the confirmation."""
    item = await resolve(step, Step.DIRECT, number_of(typed))
    if item is not None:
        version = await shown_version(step, item.subject_id)
        await direct_incident.issue_typed(
            step, item.subject_id, version, typed.units, typed.rest, typed.files
        )


async def typed_ask(step: Taking, typed: Typed) -> None:
    """HOI <số> <nội dung>."""
    item = await resolve(step, Step.ASK, number_of(typed))
    if item is not None:
        version = await shown_version(step, item.subject_id)
        await decide_report.ask(step, item.subject_id, version, typed.rest)


async def typed_disagree(step: Taking, typed: Typed) -> None:
    """KHONGDONGY <số> <lý do>: how to go on is asked by buttons, the reason kept."""
    item = await resolve(step, Step.DISAGREE, number_of(typed))
    if item is not None:
        await ask_reason.disagree(
            step, item.subject_id, await shown_version(step, item.subject_id), typed.rest
        )


async def typed_close(step: Taking, typed: Typed) -> None:
    """TUCHOI <số> <lý do>: closes with that reason."""
    item = await resolve(step, Step.CLOSE, number_of(typed))
    if item is not None:
        version = await closed_version(
            step,
            item.subject_id,
            await shown_version(step, item.subject_id),
            said_by=step.actor.person.id,
            said_at=step.source.sent_at,
        )
        await decide_report.close(step, item.subject_id, version, typed.rest)


async def typed_recall(step: Taking, typed: Typed) -> None:
    """THUHOI <số/n> <lý do>."""
    item = await resolve(step, Step.RECALL_DIRECTIVE, number_of(typed))
    if item is not None:
        await recall_directive.recall(step, item.subject_id, typed.rest)


async def typed_reopen(step: Taking, typed: Typed) -> None:
    """MOLAI <số> <lý do>."""
    item = await resolve(step, Step.REOPEN, number_of(typed))
    if item is not None:
        await reopen_incident.reopen(step, item.subject_id, typed.rest)


PRESSES: Presses = {
    Step.APPROVE: approve,
    Step.DIRECT: direct,
    Step.DIRECT_OTHERWISE: direct,
    Step.ADD_DIRECTIVE: direct,
    Step.REPLACE_DIRECTIVE: replace,
    Step.RECALL_DIRECTIVE: recall,
    Step.ASK: ask,
    Step.WATCH: ask,
    Step.CLOSE: ask,
    Step.DISAGREE: disagree,
    Step.REOPEN: reopen,
    Step.TOGGLE_ADDRESSEE: toggle,
    Step.SET_DEADLINE: set_due,
    Step.CORRECT_DIRECTIVE: reword,
    Step.SEND_DIRECTIVE: send,
}
TYPED: TypedWords = {
    "approve": typed_approve,
    "direct": typed_direct,
    "ask": typed_ask,
    "disagree": typed_disagree,
    "close": typed_close,
    "recall": typed_recall,
    "reopen": typed_reopen,
}
COMMANDS: Commands = {}
