"""The day's episodes in their order, and what each is called on the page."""

from collections.abc import Awaitable, Callable

from tests.support.written_day import afternoon, morning, night
from tests.support.written_day.desk import WrittenDesk

EPISODES: tuple[tuple[str, Callable[[WrittenDesk], Awaitable[None]]], ...] = (
    *morning.EPISODES,
    *afternoon.EPISODES,
    *night.EPISODES,
)
