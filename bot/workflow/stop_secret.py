"""State secrets never enter a chat: a text with a classification mark is stopped, kept nowhere, and told upward.

A false alarm is cleared by the desk or a superior: the author may then send it again for a while.
"""

from datetime import timedelta

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Actor, DutyDesk, Role
from bot.rules.secrecy import classification_mark
from bot.rules.source import Source
from bot.rules.step import Step
from bot.views.who_is_on_duty import desks_of
from bot.workflow import recipients
from bot.workflow.taking import Taking
from bot.workflow.telling import Telling
from storage import bot_state, inbox, outbox, people
from storage.times import microseconds

CLEARED = "cleared:"
CLEARED_FOR = timedelta(minutes=10)


async def stop(step: Taking, text: str) -> bool:
    """Stop a marked text. It goes into no card and no entry: only that something was stopped, who, when."""
    if classification_mark(text, step.desk.vocabulary.report) is None or await _is_cleared(step):
        return False
    desk = await _desk_of(step, step.actor)
    await erase(step, step.source)
    await step.log(
        LogKind.MESSAGE_STOPPED,
        desk_id=desk.id,
        role="",
        payload={"is_destroyed": step.desk.rules.destroys_stopped_texts},
    )
    values = {"name": step.actor.person.name, "at": step.now, "phone": desk.phone}
    await step.say(step.here, Screen("secret-stopped", {**values, "is_author": True}), priority=0)
    to = [*await recipients.desk(step, desk.id), *await recipients.superiors(step, desk.id)]
    await step.say(
        [r for r in recipients.once(to) if r != step.here],
        Screen(
            "secret-stopped",
            {**values, "is_author": False},
            keyboard=((button(Step.CLEAR_SECRECY, step.actor.person.id),),),
        ),
        priority=0,
    )
    return True


async def erase(step: Telling, source: Source) -> None:
    """The chat message, with its whole album, is deleted; by setting, so is its raw copy."""
    for message_id in source.message_ids:
        await outbox.delete_message(step.tx, source.chat_id, message_id, at=step.now, priority=0)
    if source.inbox is not None and step.desk.rules.destroys_stopped_texts:
        bot_id, update_id = source.inbox
        for one in (update_id, *(update for update, _ in source.album)):
            await inbox.destroy_raw(step.tx, bot_id, one)


async def clear(step: Taking, author_id: int) -> None:
    """Không phải nội dung mật: logged, and the author may send it again for `CLEARED_FOR`.

    Raises:
        DutyError: `not-on-duty` for anybody but the duty officer, the duty leader and superiors.
    """
    author = await people.get_person(step.tx, author_id)
    desk = await _desk_of(step, await people.load_actor(step.tx, author, step.now))
    may = (
        step.actor.holds(Role.OFFICER, desk.id)
        or step.actor.holds(Role.LEADER, desk.id)
        or step.actor.has(Role.SUPERIOR, desk_id=desk.id)
    )
    if not may:
        raise DutyError("not-on-duty", number="")
    until = step.now + CLEARED_FOR
    await bot_state.put_value(step.tx, f"{CLEARED}{author.id}", str(microseconds(until)))
    await step.log(LogKind.MESSAGE_CLEARED, desk_id=desk.id, payload={"author": author.id})
    notice = Screen("secret-cleared", {"name": step.actor.person.name, "until_at": until})
    await step.say(recipients.privately(author), notice, priority=0)
    step.answers("secret-cleared", name=author.name)


async def _desk_of(step: Taking, actor: Actor) -> DutyDesk:
    """The desk that answers for what this person writes; also a superior's, who reports nothing."""
    desk = next(iter(await desks_of(step.tx, actor)), None)
    if desk is None:
        raise DutyError("cannot-report")
    return desk


async def _is_cleared(step: Taking) -> bool:
    until = await bot_state.find_value(step.tx, f"{CLEARED}{step.actor.person.id}")
    return until is not None and microseconds(step.now) < int(until)
