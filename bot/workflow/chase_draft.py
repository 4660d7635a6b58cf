"""A report that was written and not sent: its author is asked, then the desk gets it and may take it in.

Nothing of it is numbered before somebody sends it; but it is never left lying where nobody sees it (Art. 4.1).
"""

from collections.abc import Sequence

from bot.buttons import button
from bot.errors import DutyError
from bot.rules.log_entry import LogKind
from bot.rules.message import Screen
from bot.rules.person import Role
from bot.rules.step import Step
from bot.workflow import recipients, save_draft
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.taking import Taking
from bot.workflow.wind_begun import wind_draft
from storage import cards, drafts, people
from storage.drafts import Draft

CARD = save_draft.UNSENT_CARD


async def ask_author(step: Firing) -> Sequence[Saying]:
    """Is it to be sent? Said under the preview itself, with the same buttons."""
    draft = await _draft(step)
    card = await cards.find_card(step.tx, save_draft.PREVIEW, draft.id, draft.chat_id)
    of = (draft.id, draft.version)
    asks_where = bool(draft.payload["asks_where"])
    keyboard = (
        ()
        if asks_where
        else (
            (button(Step.SEND_DRAFT, *of, style="success"),),
            (button(Step.CORRECT_DRAFT, *of), button(Step.DROP_DRAFT, *of, style="danger")),
        )
    )
    desk = await people.get_desk(step.tx, draft.desk_id)
    values = {
        "n": step.timer.n,
        "since": draft.updated_at,
        "asks_where": asks_where,
        "phone": desk.phone,
        "late": step.late_by,
        "now": step.now,
    }
    await step.say(
        await recipients.person(step, draft.person_id),
        Screen("draft-unanswered", values, keyboard=keyboard),
        subject=f"draft:{draft.id}",
        reply_to=card.message_id if card else None,
    )
    await _log(step, draft)
    return ()


async def tell_desk(step: Firing) -> Sequence[Saying]:
    """Báo cáo chưa gửi: text and files, with `Tiếp nhận thay`; brought up again until somebody acts."""
    draft = await _draft(step)
    to = await recipients.desk(step, draft.desk_id)
    if step.timer.n >= step.desk.rules.reminders.leader_told_after or not to:
        to = [*to, *await recipients.leaders(step, draft.desk_id)]
    await step.show(recipients.once(to), CARD, draft.id, priority=0, again=True, in_place=True)
    await _log(step, draft)
    return ()


async def take_in(step: Taking, draft_id: int) -> None:
    """Tiếp nhận thay: the desk sends it for its author.

    Raises:
        DutyError: `not-on-duty`, `draft-ended`; and what `save_draft.number` raises.
    """
    draft = await _at_desk(step, draft_id)
    incident = await save_draft.number(step, draft)
    await wind_draft(step, draft.id)
    step.answers("draft-taken", number=incident.number)


async def leave(step: Taking, draft_id: int) -> None:
    """Để đơn vị tự gửi: the desk has seen it and is not brought it again.

    Raises:
        DutyError: `not-on-duty`, `draft-ended`.
    """
    draft = await _at_desk(step, draft_id)
    payload = {**draft.payload, "left": step.actor.person.id}
    await drafts.change(step.tx, draft, draft.updated_at, payload=payload)
    await wind_draft(step, draft.id)
    await step.refresh(CARD, draft.id, priority=0)
    await step.refresh(save_draft.PREVIEW, draft.id)  # a press on it counts for the version drawn
    author = await people.get_person(step.tx, draft.person_id)
    step.answers("draft-left", name=author.name, phone=author.phone)


async def _at_desk(step: Taking, draft_id: int) -> Draft:
    draft = await drafts.find(step.tx, draft_id)
    if draft is None:
        raise DutyError("no-draft")
    serves = step.actor.holds(Role.OFFICER, draft.desk_id) or step.actor.holds(Role.LEADER, draft.desk_id)
    if not serves:
        raise DutyError("not-on-duty", number="")
    if draft.state != "open":
        raise DutyError("draft-ended", state=draft.state)
    return draft


async def _draft(step: Firing) -> Draft:
    draft = await drafts.find(step.tx, step.timer.subject_id)
    if draft is None:
        raise LookupError(step.timer.subject_id)
    return draft


async def _log(step: Firing, draft: Draft) -> None:
    author = await people.get_person(step.tx, draft.person_id)
    await step.log(
        LogKind.REMINDER_SENT,
        desk_id=draft.desk_id,
        payload={"draft": draft.id, "author": draft.person_id},
        text={"name": author.name},
    )
