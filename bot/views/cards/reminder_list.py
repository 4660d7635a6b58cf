"""Several reminders in one message, with a button each; what was answered meanwhile is gone from it."""

from bot.buttons import button
from bot.rules.message import Screen
from bot.rules.step import Step
from bot.views.drawing import Drawing, Drawn
from storage import reminders

MOST_ROWS = 20


async def draw(drawing: Drawing, list_id: int) -> Drawn | None:
    """What still stands in it for this chat, the most urgent first; nothing once all is answered."""
    standing = await reminders.list_in(drawing.tx, list_id, drawing.reader.chat_id)
    if not standing:
        return None
    lines = sorted((dict(r.line) for r in standing), key=lambda line: line["rank"])
    shown = lines[:MOST_ROWS]
    keyboard = tuple(
        (button(Step.STORY, line["incident"], line["report_version"], label=line["number"]),)
        for line in {line["incident"]: line for line in shown}.values()
    )
    values = {"rows": shown, "count": len(lines), "now": drawing.now}
    return Drawn(Screen("reminder-list", values, keyboard=keyboard), len(lines))
