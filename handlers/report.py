"""Báo cáo vụ việc: the preview, urgent reports without one, additions."""

from functools import partial

from bot.buttons import Press
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import add_to_report, report_now, save_draft, stop_secret, transcribe_report
from bot.workflow.forms import ask_for
from bot.workflow.resolve import resolve
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command, Typed, number_of


async def start(step: Taking, _: object) -> None:
    """Báo cáo vụ việc: what is typed next is the report."""
    await report_now.invite(step)


async def send(step: Taking, press: Press) -> None:
    """Gửi."""
    await save_draft.send(step, press.subject_id, press.version)


async def send_privately(step: Taking, press: Press) -> None:
    """Phản ánh riêng."""
    await save_draft.send(step, press.subject_id, press.version, privately=True)


async def clear_secrecy(step: Taking, press: Press) -> None:
    """Không phải nội dung mật."""
    await stop_secret.clear(step, press.subject_id)


async def drop(step: Taking, press: Press) -> None:
    """Bỏ báo cáo này."""
    await save_draft.drop(step, press.subject_id)


async def correct(step: Taking, press: Press) -> None:
    """Sửa."""
    await save_draft.offer_fields(step, press.subject_id)


async def correct_field(step: Taking, press: Press) -> None:
    """One field: asked for."""
    payload = {"draft": press.subject_id, "field": press.extra, "number": ""}
    await ask_for(step, "field", payload, field=press.extra)


async def set_urgency(step: Taking, press: Press) -> None:
    """Thường, Khẩn, Thượng khẩn, Hỏa tốc on a draft."""
    await save_draft.correct(step, press.subject_id, "urgency", press.extra)


async def set_time(step: Taking, press: Press) -> None:
    """One of the hours an ambiguous word can mean."""
    await save_draft.correct(step, press.subject_id, "occurred_at", int(press.extra))


async def new_incident(step: Taking, press: Press) -> None:
    """Vụ việc mới."""
    await save_draft.settle_where(step, press.subject_id)


async def add(step: Taking, press: Press) -> None:
    """Bổ sung: on an incident's message it asks for the text; on a preview it gives the incident the draft."""
    if press.extra.isdecimal():
        await save_draft.give_to_incident(step, press.subject_id, int(press.extra))
    else:
        await add_to_report.ask_for_addition(step, press.subject_id)


async def note(step: Taking, press: Press) -> None:
    """Ý kiến trực ban."""
    await add_to_report.ask_for_note(step, press.subject_id)


async def transcribe(step: Taking, press: Press) -> None:
    """Ghi thành văn, of a report that came without words."""
    await transcribe_report.ask(step, press.subject_id)


async def confirm_transcript(step: Taking, press: Press) -> None:
    """Its author: that is what I reported."""
    await transcribe_report.confirm(step, press.subject_id)


async def reject_transcript(step: Taking, press: Press) -> None:
    """Its author: that is not what I reported."""
    await transcribe_report.reject(step, press.subject_id)


async def typed_send(step: Taking, _: Typed) -> None:
    """GUI."""
    await save_draft.send(step, None, None)


async def typed_correct(step: Taking, _: Typed) -> None:
    """SUA."""
    await save_draft.offer_fields(step, None)


async def typed_drop(step: Taking, _: Typed) -> None:
    """BO."""
    await save_draft.drop(step, None)


async def typed_add(step: Taking, typed: Typed) -> None:
    """BOSUNG <số> <nội dung>."""
    item = await resolve(step, Step.ADD, number_of(typed))
    if item is not None:
        await add_to_report.add(step, item.subject_id, typed.rest, typed.files)


async def _urgent(urgency: Urgency, step: Taking, command: Command) -> None:
    await report_now.report(step, urgency, command.argument, command.files)


PRESSES: Presses = {
    Step.START_REPORT: start,
    Step.SEND_DRAFT: send,
    Step.SEND_PRIVATELY: send_privately,
    Step.DROP_DRAFT: drop,
    Step.CLEAR_SECRECY: clear_secrecy,
    Step.CORRECT_DRAFT: correct,
    Step.CORRECT_FIELD: correct_field,
    Step.SET_URGENCY: set_urgency,
    Step.SET_TIME: set_time,
    Step.NEW_INCIDENT: new_incident,
    Step.ADD: add,
    Step.ADD_NOTE: note,
    Step.TRANSCRIBE: transcribe,
    Step.CONFIRM_TRANSCRIPT: confirm_transcript,
    Step.REJECT_TRANSCRIPT: reject_transcript,
}
TYPED: TypedWords = {
    "send": typed_send,
    "correct": typed_correct,
    "drop": typed_drop,
    "add": typed_add,
}
COMMANDS: Commands = {
    "baocao": start,
    **{urgency.value: partial(_urgent, urgency) for urgency in Urgency if urgency is not Urgency.THUONG},
}
