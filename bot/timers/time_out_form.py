"""A form nobody goes on with."""

from collections.abc import Sequence

from bot.rules.due import Due
from bot.workflow import time_out_form
from bot.workflow.telling import Telling
from bot.workflow.wind_begun import dues_of_form
from storage import drafts

fire = time_out_form.time_out


async def dues_of(step: Telling, form_id: int) -> Sequence[Due]:
    """What is due on a form as it stands."""
    form = await drafts.find_form(step.tx, form_id)
    return dues_of_form(step, form) if form else []
