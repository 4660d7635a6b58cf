"""State secrets never enter a chat: a text with a classification mark is stopped, kept nowhere, and told upward."""

from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.secrecy import classification_mark
from bot.workflow import recipients
from bot.workflow.save_draft import home_of
from bot.workflow.taking import Taking
from storage import inbox, outbox


async def stop(step: Taking, text: str) -> bool:
    """Stop a marked text. It goes into no card and no entry: only that something was stopped, who, when."""
    if classification_mark(text, step.desk.vocabulary.report) is None:
        return False
    desk, _ = await home_of(step)
    if step.source.message_id is not None:
        await outbox.delete_message(
            step.tx, step.source.chat_id, step.source.message_id, at=step.now, priority=0
        )
    if step.source.inbox is not None and step.desk.rules.destroys_stopped_texts:
        await inbox.destroy_raw(step.tx, *step.source.inbox)
    await step.log(LogKind.MESSAGE_STOPPED, desk_id=desk.id, role="", payload={"is_destroyed": True})
    values = {"name": step.actor.person.name, "at": step.now, "phone": desk.phone}
    await step.say(step.here, Screen("secret-stopped", {**values, "is_author": True}), priority=0)
    to = [*await recipients.desk(step, desk.id), *await recipients.superiors(step, desk.id)]
    await step.say(
        [r for r in recipients.once(to) if r != step.here],
        Screen("secret-stopped", {**values, "is_author": False}),
        priority=0,
    )
    return True
