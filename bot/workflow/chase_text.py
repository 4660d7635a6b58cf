"""A text nobody could place is brought up at the desk until somebody says where it belongs."""

from collections.abc import Sequence

from bot.rules.log_entry import LogKind
from bot.workflow import recipients
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from storage import drafts

CARD = "unsorted-card"


async def bring_up(step: Firing) -> Sequence[Saying]:
    """The card comes as a fresh message; from the third time on to the leader too."""
    text = await drafts.get_unsorted(step.tx, step.timer.subject_id)
    to = await recipients.desk(step, text.desk_id)
    if step.timer.n >= step.desk.rules.reminders.leader_told_after or not to:
        to = [*to, *await recipients.leaders(step, text.desk_id)]
    await step.show(recipients.once(to), CARD, text.id, priority=0, again=True, in_place=True)
    await step.log(LogKind.REMINDER_SENT, desk_id=text.desk_id, payload={"unsorted": text.id})
    return ()
