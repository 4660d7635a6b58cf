"""Which rows may go now: one under way a chat, the pace kept, room left for decisions and directives."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.pacing import Limits, Pace, after_send, free_at
from storage.outbox_queue import Head

MOST_UNDER_WAY = 12  # of the line's 16 calls; the rest answers presses
KEPT_FREE = 2  # of these, for priority 0
ANYWHERE = 0  # rows that go to no chat keep no pace


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows to claim, the pace once they are sent, and when the next one held back may go."""

    rows: tuple[int, ...]
    pace: Pace
    next_at: float | None


def choose(
    heads: Iterable[Head], pace: Pace, limits: Limits, now: float, *, under_way: int, is_probe: bool = False
) -> Choice:
    """Pick from the heads of the chats, the most urgent first. `is_probe`: only one, to see if there is a line.

    `under_way` counts the calls that have not ended.
    """
    rows: list[int] = []
    next_at: float | None = None
    room = MOST_UNDER_WAY - under_way
    for head in heads:
        if head.chat_id is None:
            rows.append(head.id)
            continue
        if room <= (0 if head.priority == 0 else KEPT_FREE) or (is_probe and (rows or under_way)):
            continue
        at = free_at(pace, limits, head.chat_id, head.priority, now)
        if at > now:
            next_at = at if next_at is None else min(next_at, at)
            continue
        pace = after_send(pace, head.chat_id, now)
        rows.append(head.id)
        room -= 1
    return Choice(tuple(rows), pace, next_at)
