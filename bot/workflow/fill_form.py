"""The text a form asked for has come: to the step the form was opened for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.addressed_text import read_addressed
from bot.rules.containment import ContainmentState
from bot.rules.due_text import read_due
from bot.rules.message import Screen
from bot.rules.received import ReceivedFile
from bot.rules.report_text import read_report
from bot.rules.shift import NoteKind
from bot.rules.step import Step
from bot.views.cards.record_form import FORM as RECORD
from bot.workflow import (
    add_to_report,
    compose_directive,
    confirm_result,
    contain_incident,
    contain_now,
    decide_report,
    extend_deadline,
    note_shift,
    put_in_writing,
    recall_directive,
    record_by_desk,
    reopen_incident,
    report_result,
    save_draft,
    take_item,
    take_over_shift,
    transcribe_report,
)
from bot.workflow.forms import done, drop, own_form
from bot.workflow.keep_files import say_not_taken
from bot.workflow.taking import Taking
from storage import drafts
from storage.drafts import Form
from storage.times import microseconds

Files = Sequence[ReceivedFile]


async def fill(step: Taking, form: Form, text: str, files: Files) -> None:
    """Take the step with what was given; the form ends with it, in the same transaction."""
    if form.kind == compose_directive.FORM:
        await compose_directive.write(step, form, text, files)
        return
    if form.kind == RECORD:
        await record_by_desk.write(step, form, text, files)
        return
    if form.kind == transcribe_report.FORM:
        await transcribe_report.write(step, form, text)
        return
    await done(step, form)
    await FILLED[form.kind](step, form.payload, text, files)
    if form.kind not in TAKES_FILES:
        await say_not_taken(step, files)


async def fill_with_held(step: Taking, form_id: int) -> None:
    """The author says: yes, this text was meant for the form."""
    form = await own_form(step, form_id)
    kept = form.payload["held"]
    await fill(step, form, kept["text"], unheld(kept))


async def put_away(step: Taking, form_id: int) -> None:
    """The kept text is not needed: the button said it all. The chat message itself stays with the incident."""
    await done(step, await own_form(step, form_id))


async def fill_with_reason(step: Taking, form_id: int, wanted: Step) -> None:
    """KHONGDONGY came with its reason: the way on that was pressed is taken with it."""
    form = await own_form(step, form_id)
    await done(step, form)
    way = {Step.WATCH: _watch, Step.CLOSE: _close}[wanted]
    await way(step, form.payload, form.payload["reason"], ())


async def ask_whether(step: Taking, form: Form, text: str, files: Files) -> None:
    """A message long after the question may mean something else: asked, with the text kept."""
    payload = {**form.payload, "held": held(text, files)}
    changed = await drafts.change_form(step.tx, form, step.now, payload=payload)
    keyboard = (
        (button(Step.FILL_FORM, changed.id, changed.version, style="primary"),),
        (button(Step.NOT_FOR_FORM, changed.id, changed.version),),
    )
    values = {"form": form.kind, "number": form.payload.get("number", ""), "text": text}
    await step.say(step.here, Screen("form-meant", values, keyboard=keyboard), priority=0)


def held(text: str, files: Files) -> dict[str, Any]:
    """A message kept in a form until its author says what it is."""
    return {"text": text, "files": [asdict(f) for f in files]}


def unheld(kept: Mapping[str, Any]) -> list[ReceivedFile]:
    """The files of a kept message."""
    return [ReceivedFile(**f) for f in kept["files"]]


async def not_for_form(step: Taking, form_id: int) -> tuple[str, list[ReceivedFile]]:
    """The author says: no, it means something else. The form is dropped; the kept message comes back."""
    form = await own_form(step, form_id)
    await drop(step, form)
    kept = form.payload["held"]
    return kept["text"], unheld(kept)


async def _add(step: Taking, payload: Mapping[str, Any], text: str, files: Files) -> None:
    await add_to_report.add(step, payload["incident"], text, files)


async def _report(step: Taking, _: Mapping[str, Any], text: str, files: Files) -> None:
    await save_draft.write(step, text, files)


async def _note(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await add_to_report.note(step, payload["incident"], text)


async def _ask(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await decide_report.ask(step, payload["incident"], payload["version"], _needed(text, payload))


async def _watch(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    reason = _needed(text, payload)
    until_at = read_due(reason, step.now, step.desk.rules.time_zone)
    await decide_report.watch(step, payload["incident"], payload["version"], until_at, reason)


async def _close(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await decide_report.close(step, payload["incident"], payload["version"], _needed(text, payload))


async def _recall(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await recall_directive.recall(step, payload["directive"], text)


async def _reopen(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await reopen_incident.reopen(step, payload["incident"], text)


async def _end_containment(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await contain_incident.answer(step, payload["containment"], ContainmentState.ENDED, text)


async def _contain(step: Taking, payload: Mapping[str, Any], text: str, files: Files) -> None:
    await contain_incident.contain(step, payload["incident"], text, payload.get("unit"), files)


async def _contain_new(step: Taking, _: Mapping[str, Any], text: str, files: Files) -> None:
    addressed = read_addressed(text)
    await contain_now.contain_new(step, addressed.content, addressed.units, files)


async def _result(step: Taking, payload: Mapping[str, Any], text: str, files: Files) -> None:
    await report_result.report_result(step, payload["addressee"], text, files)


async def _return(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await confirm_result.give_back(step, payload["result"], text)


async def _put_in_writing(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await put_in_writing.put_in_writing(step, payload["directive"], text)


async def _extend(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    until_at = read_due(text, step.now, step.desk.rules.time_zone)
    await extend_deadline.ask(step, payload["addressee"], until_at, text)


async def _correct(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    field = payload["field"]
    if field == "text":
        await save_draft.rewrite(step, payload["draft"], text)
        return
    value: Any = text
    if field == "occurred_at":
        reading = read_report(
            text,
            now=step.now,
            time_zone=step.desk.rules.time_zone,
            vocabulary=step.desk.vocabulary.report,
        )
        at = reading.occurred_at
        if at is None:
            raise DutyError("time-missing", number="")
        value = microseconds(at)
    await save_draft.correct(step, payload["draft"], field, value)


async def _not_take_over(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await take_over_shift.refuse_take_over(step, payload["handover"], text)


async def _ask_item(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await take_item.ask(step, payload["item"], text)


async def _answer_item(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
    await take_item.answer(step, payload["item"], text)


def _note_shift(kind: NoteKind) -> Callable[[Taking, Mapping[str, Any], str, Files], Awaitable[None]]:
    async def note(step: Taking, payload: Mapping[str, Any], text: str, _: Files) -> None:
        await note_shift.note(step, payload["shift"], kind, text)

    return note


def _needed(text: str, payload: Mapping[str, Any]) -> str:
    if not text:
        raise DutyError("reason-missing", number=payload["number"])
    return text


WAITS_FOR_A_BUTTON = frozenset({"disagree", "reply"})
"""Forms that already have their text: what is typed next is something else."""
TAKES_FILES = frozenset({"add", "report", "result", "reply", "contain", "contain-new"})
FILLED: Mapping[str, Callable[[Taking, Mapping[str, Any], str, Files], Awaitable[None]]] = {
    "add": _add,
    "note": _note,
    "report": _report,
    "ask": _ask,
    "watch": _watch,
    "close": _close,
    "recall": _recall,
    "reopen": _reopen,
    "end": _end_containment,
    "contain": _contain,
    "contain-new": _contain_new,
    "result": _result,
    "reply": _result,
    "return": _return,
    "extend": _extend,
    "write": _put_in_writing,
    "field": _correct,
    "nottakeover": _not_take_over,
    "askitem": _ask_item,
    "ansitem": _answer_item,
    **{kind.value: _note_shift(kind) for kind in NoteKind},
}
