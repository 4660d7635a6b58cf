"""Báo cáo chưa gửi: what a unit wrote and did not send, at the desk, which may take it in."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.person import Role
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from bot.views.incident_values import count_by_kind
from storage import attachments, drafts, people
from storage.drafts import Draft


async def draw(drawing: Drawing, draft_id: int) -> Drawn | None:
    """The text with its author; nothing for who does not serve at the desk."""
    draft = await drafts.find(drawing.tx, draft_id)
    if draft is None or not await _reads(drawing, draft):
        return None
    author = await people.get_person(drawing.tx, draft.person_id)
    unit = await people.get_unit(drawing.tx, draft.unit_id) if draft.unit_id is not None else None
    files = await attachments.list_of(drawing.tx, "draft", draft.id)
    left_by = draft.payload.get("left")
    values = {
        "state": draft.state,
        "text": draft.text,
        "author": author.name,
        "author_phone": author.phone,
        "unit": unit.name if unit else "",
        "since": draft.updated_at,
        "urgency": draft.payload["corrected"].get("urgency", ""),
        "files": count_by_kind(files),
        "left_by": (await people.get_person(drawing.tx, left_by)).name if left_by else "",
        "now": drawing.now,
    }
    keyboard = (
        ((button(Step.TAKE_DRAFT, draft.id, style="success"),), (button(Step.LEAVE_DRAFT, draft.id),))
        if draft.state == "open" and not left_by
        else ()
    )
    screen = Screen(
        "draft-unsent", values, keyboard=keyboard, files=tuple(attachments.as_file(f) for f in files)
    )
    return Drawn(screen, draft.version)


async def _reads(drawing: Drawing, draft: Draft) -> bool:
    if drawing.actor is None:
        desk = await people.find_desk_by_chat(drawing.tx, drawing.reader.chat_id)
        return desk is not None and desk.id == draft.desk_id
    return drawing.actor.holds(Role.OFFICER, draft.desk_id) or drawing.actor.holds(Role.LEADER, draft.desk_id)
