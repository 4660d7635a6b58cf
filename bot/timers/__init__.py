"""The duties of the clock, one file each: what is due, whether it still is, and the step it comes to.

`DUTIES` and `OWNERS` are the whole list. What only reminds somebody is no file here but a row of `bot/rules/notice.py`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.rules import patience, summary
from bot.rules.due import Due, Owner
from bot.rules.notice import NOTICES
from bot.timers import chase_draft, chase_text, incident_waits, remind, send_summary, time_out_form
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.telling import Telling

Fire = Callable[[Firing], Awaitable[Sequence[Saying]]]
"""Take one turn; what it returns is said together with whatever else is due in the same chat."""
DuesOf = Callable[[Telling, int], Awaitable[Sequence[Due]]]
"""Everything that is due for one owner as it stands now, by the same rule the steps wind by."""

Owners = Callable[[Telling], Awaitable[Sequence[Owner]]]

DUTIES: Mapping[str, Fire] = {
    **dict.fromkeys(NOTICES, remind.fire),
    patience.ASKED: chase_draft.ask_author,
    patience.UNSENT: chase_draft.tell_desk,
    patience.UNSORTED: chase_text.fire,
    patience.ENDED: time_out_form.fire,
    **dict.fromkeys(summary.DUTIES, send_summary.fire),
}

OWNERS: Mapping[str, DuesOf] = {
    "incident": incident_waits.dues_of,
    "draft": chase_draft.dues_of,
    "text": chase_text.dues_of,
    "form": time_out_form.dues_of,
    summary.OWNER: send_summary.dues_of,
}
"""By `Owner.kind`: nothing is said from memory, the rule is asked again when the time has come."""

AT_START: Sequence[Owners] = (incident_waits.owners, send_summary.owners)
"""Whose clock is wound anew at every start: what a migration brought in, what only the settings say."""
