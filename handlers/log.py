"""What is recorded for others, what happens to it, and what is looked up: log, stories, who is on duty."""

from bot.buttons import Press
from bot.errors import DutyError
from bot.rules.help import LATER_COMMANDS, LATER_TYPED
from bot.rules.record import RecordKind
from bot.rules.record_form import Field
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.workflow import (
    change_urgency,
    confirm_opinion,
    place_text,
    put_in_writing,
    record_by_desk,
    show,
)
from bot.workflow.taking import Taking
from handlers.kinds import Commands, Presses, TypedWords
from handlers.typed import Command, read_numbered

BETWEEN = "="
SAVED_AS, OF_ADDRESSEE = "as", "on"
NEW = "new"
TO_DECIDE = "card"


async def record(step: Taking, press: Press) -> None:
    """Ghi việc đã làm, from the menu or a card; a choice in its form; what a saved note was."""
    name, _, value = press.extra.partition(BETWEEN)
    if not name:
        await record_by_desk.begin(step, press.subject_id)
    elif name == SAVED_AS:
        await record_by_desk.say_what(step, press.subject_id, RecordKind(value))
    elif name == OF_ADDRESSEE:
        await record_by_desk.begin_for(step, press.subject_id, RecordKind(value))
    else:
        await record_by_desk.choose(step, press.subject_id, Field(name), value)


async def confirm_own(step: Taking, press: Press) -> None:
    """Đúng ý kiến tôi."""
    await confirm_opinion.confirm(step, press.subject_id)


async def disown(step: Taking, press: Press) -> None:
    """Không phải ý kiến tôi."""
    await confirm_opinion.disown(step, press.subject_id)


async def place(step: Taking, press: Press) -> None:
    """Where an unsorted text belongs."""
    if press.extra == NEW:
        await place_text.as_new(step, press.subject_id)
    else:
        await place_text.on_incident(step, press.subject_id, int(press.extra))


async def put_into_words(step: Taking, press: Press) -> None:
    """Ghi thành văn."""
    await put_in_writing.ask(step, press.subject_id)


async def reclass(step: Taking, press: Press) -> None:
    """Mức độ khẩn: which, or the one chosen."""
    if press.extra:
        await change_urgency.change(step, press.subject_id, Urgency(press.extra))
    else:
        await change_urgency.offer(step, press.subject_id)


async def story(step: Taking, press: Press) -> None:
    """One incident, whole; from the leader's pinned list, the card to decide on."""
    if press.extra == TO_DECIDE:
        await show.show_to_decide(step, press.subject_id)
    else:
        await show.show_story(step, press.subject_id)


async def open_items(step: Taking, _: object) -> None:
    """Vụ việc đang mở."""
    await show.show_open_items(step)


async def call_desk(step: Taking, _: object) -> None:
    """Gọi trực ban."""
    await show.show_phones(step)


async def log_so_far(step: Taking, asked: Press | Command) -> None:
    """/nhatky; with dates it gives files, which come later."""
    if isinstance(asked, Command) and asked.argument:
        raise DutyError("later-version")
    await show.show_log(step)


async def duty(step: Taking, _: object) -> None:
    """/catruc."""
    await show.show_duty(step)


async def record_command(step: Taking, command: Command) -> None:
    """/ghi, with what it says behind it."""
    await record_by_desk.typed(step, command.argument)


async def incidents_command(step: Taking, command: Command) -> None:
    """/vuviec, /vuviec <số>."""
    if not command.argument:
        await show.show_open_items(step)
        return
    number, _, _ = read_numbered(command.argument)
    if number is None:
        raise DutyError("number-missing", example="/vuviec")
    await show.show_written(step, number)


async def later(step: Taking, _: object) -> None:
    """Something a later version brings."""
    del step
    raise DutyError("later-version")


PRESSES: Presses = {
    Step.RECORD: record,
    Step.CONFIRM_OPINION: confirm_own,
    Step.DISOWN_OPINION: disown,
    Step.PLACE_TEXT: place,
    Step.PUT_IN_WRITING: put_into_words,
    Step.CHANGE_URGENCY: reclass,
    Step.STORY: story,
    Step.OPEN_ITEMS: open_items,
    Step.LOG: log_so_far,
    Step.WHO_IS_ON_DUTY: duty,
    Step.CALL_DESK: call_desk,
}
TYPED: TypedWords = dict.fromkeys(LATER_TYPED, later)
COMMANDS: Commands = {
    "ghi": record_command,
    "vuviec": incidents_command,
    "nhatky": log_so_far,
    "catruc": duty,
    **dict.fromkeys(LATER_COMMANDS, later),
}
