"""The duties of the clock, one file each: what is due, whether it still is, and the step it comes to.

`DUTIES` and `OWNERS` are the whole list. What only reminds somebody is no file here but a row of `bot/rules/notice.py`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.rules import patience, summary
from bot.rules.due import Due, Owner
from bot.rules.notice import NOTICES
from bot.rules.roster import checks
from bot.rules.shift_times import CHASE_HANDOVER, OPEN_HANDOVER, OPEN_SHIFT, SEND_DIGEST
from bot.timers import (
    call_the_roll,
    chase_draft,
    chase_handover,
    chase_text,
    check_gap,
    check_shift,
    incident_waits,
    name_the_missing,
    open_handover,
    open_shift,
    remind,
    send_digest,
    send_summary,
    time_out_form,
)
from bot.workflow.firing import Firing
from bot.workflow.remind import Saying
from bot.workflow.telling import Telling
from bot.workflow.wind_roster import OWNER as ROSTER
from bot.workflow.wind_roster import roster_dues
from bot.workflow.wind_shift import OWNER as SHIFT
from bot.workflow.wind_shift import dues_of as dues_of_shift
from bot.workflow.wind_shift import owners as owners_of_shifts

Fire = Callable[[Firing], Awaitable[Sequence[Saying]]]
"""Take one turn; what it returns is said together with whatever else is due in the same chat."""
DuesOf = Callable[[Telling, int], Awaitable[Sequence[Due]]]
"""Everything that is due for one owner as it stands now, by the same rule the steps wind by."""

Owners = Callable[[Telling], Awaitable[Sequence[Owner]]]

DUTIES: Mapping[str, Fire] = {
    **dict.fromkeys(NOTICES, remind.fire),
    # the change of shifts
    OPEN_HANDOVER: open_handover.fire,
    OPEN_SHIFT: open_shift.fire,
    SEND_DIGEST: send_digest.fire,
    CHASE_HANDOVER: chase_handover.fire,
    patience.ASKED: chase_draft.ask_author,
    patience.UNSENT: chase_draft.tell_desk,
    patience.UNSORTED: chase_text.fire,
    patience.ENDED: time_out_form.fire,
    **dict.fromkeys(summary.DUTIES, send_summary.fire),
    # before a shift
    checks.CHECK: check_shift.fire,
    checks.CHECK_GAP: check_gap.fire,
    checks.CALL: call_the_roll.fire,
    checks.NAME_MISSING: name_the_missing.fire,
}

OWNERS: Mapping[str, DuesOf] = {
    "incident": incident_waits.dues_of,
    SHIFT: dues_of_shift,
    "draft": chase_draft.dues_of,
    "text": chase_text.dues_of,
    "form": time_out_form.dues_of,
    summary.OWNER: send_summary.dues_of,
    ROSTER: roster_dues,
}
"""By `Owner.kind`: nothing is said from memory, the rule is asked again when the time has come."""

AT_START: Sequence[Owners] = (incident_waits.owners, send_summary.owners, owners_of_shifts)
"""Whose clock is wound anew at every start: what a migration brought in, what only the settings say."""
