"""A form nobody goes on with ends aloud: nobody is to believe that something was sent which was not."""

from collections.abc import Sequence

from bot.rules.message import Screen
from bot.workflow.firing import Firing
from bot.workflow.forms import ASIDE, refresh_form, where_asked
from bot.workflow.remind import Saying
from storage import drafts


async def time_out(step: Firing) -> Sequence[Saying]:
    """Nothing was done; what had been written is given back in words, and can be taken up again where it has a card."""
    form = await drafts.find_form(step.tx, step.timer.subject_id)
    if form is None:
        raise LookupError(step.timer.subject_id)
    aside = {**form.payload, ASIDE: True}
    await refresh_form(
        step, await drafts.change_form(step.tx, form, step.now, state="dropped", payload=aside)
    )
    held = form.payload.get("held") or {}
    written = form.payload.get("content") or form.payload.get("text") or held.get("text") or ""
    values = {
        "form": form.kind,
        "number": form.payload.get("number") or "",
        "written": written,
        "since": form.updated_at,
        "now": step.now,
    }
    await step.say(await where_asked(step, form), Screen("form-ended", values))
    return ()
