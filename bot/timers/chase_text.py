"""Tin chưa rõ vụ việc: brought up until it is placed."""

from collections.abc import Sequence

from bot.rules.due import Due
from bot.workflow import chase_text
from bot.workflow.telling import Telling
from bot.workflow.wind_begun import dues_of_text
from storage import drafts

fire = chase_text.bring_up


async def dues_of(step: Telling, text_id: int) -> Sequence[Due]:
    """What is due on an unsorted text as it stands."""
    return dues_of_text(step, await drafts.get_unsorted(step.tx, text_id))
