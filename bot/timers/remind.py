"""Somebody is reminded, or somebody further up is told."""

from collections.abc import Sequence

from bot.workflow import remind
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying


async def fire(step: Firing) -> Sequence[Saying]:
    """One turn of a notice of `bot/rules/notice.py`."""
    return await remind.remind(step)
