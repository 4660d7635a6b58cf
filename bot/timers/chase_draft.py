"""Báo cáo chưa gửi: its author is asked, then the desk."""

from collections.abc import Sequence

from bot.rules.due import Due
from bot.workflow import chase_draft
from bot.workflow.telling import Telling
from bot.workflow.wind_begun import dues_of_draft
from storage import drafts

ask_author = chase_draft.ask_author
tell_desk = chase_draft.tell_desk


async def dues_of(step: Telling, draft_id: int) -> Sequence[Due]:
    """What is due on a draft as it stands."""
    draft = await drafts.find(step.tx, draft_id)
    return dues_of_draft(step, draft) if draft else []
