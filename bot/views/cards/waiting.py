"""The pinned list "Chờ đ/c cho ý kiến (3)"."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.person import Role
from bot.rules.step import Step
from bot.rules.urgency import Urgency
from bot.views.drawing import Drawing, Drawn
from bot.views.gist import gist
from storage import incidents

TO_DECIDE = "card"
"""Extra of a row's button: opens what is decided on, not the story."""
MOST_ROWS = 8


async def draw(drawing: Drawing, desk_id: int) -> Drawn | None:
    """What waits for this leader now; nothing once somebody else leads."""
    is_leading = drawing.actor is not None and drawing.actor.holds(Role.LEADER, desk_id)
    waiting = await incidents.list_undecided(drawing.tx, desk_id) if is_leading else []
    waiting.sort(
        key=lambda i: list(Urgency).index(i.urgency), reverse=True
    )  # of one urgency the oldest first
    rows = [
        {
            "number": i.number,
            "urgency": i.urgency,
            "received_at": i.received_at,
            "gist": await gist(drawing.tx, i),
        }
        for i in waiting[:MOST_ROWS]
    ]
    values = {"count": len(waiting), "rows": rows, "is_leading": is_leading, "now": drawing.now}
    keyboard = tuple(
        (button(Step.STORY, i.id, i.report_version, TO_DECIDE, label=i.number),) for i in waiting[:MOST_ROWS]
    )
    return Drawn(Screen("waiting", values, keyboard=keyboard), len(waiting))
