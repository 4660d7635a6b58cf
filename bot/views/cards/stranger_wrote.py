"""What an account that is nobody's wrote within an hour (Tin từ tài khoản chưa đăng ký)."""

from datetime import timedelta

from bot.rules.message import Screen
from bot.views.drawing import Drawing, Drawn
from storage import strangers

WITHIN = timedelta(hours=1)
MOST_ROWS = 5


async def draw(drawing: Drawing, first_id: int) -> Drawn | None:
    """The latest of what followed that message within an hour; it is listed, never acted on."""
    first = await strangers.find(drawing.tx, first_id)
    if first is None:
        return None
    rows = [
        text
        for text in await strangers.list_recent(drawing.tx, first.telegram_id, first.written_at)
        if text.written_at <= first.written_at + WITHIN
    ]
    values = {
        "name": first.name,
        "account": first.telegram_id,
        "count": len(rows),
        "rows": [{"at": text.written_at, "text": text.text} for text in rows[-MOST_ROWS:]],
        "now": drawing.now,
    }
    return Drawn(Screen("stranger-wrote", values), len(rows))
