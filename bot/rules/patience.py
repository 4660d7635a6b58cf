"""When what is no incident yet waits too long: reports not sent, texts nobody placed, forms nobody fills.

Figures are those of `[reminders]`; the words are in `templates/<lang>/notices/` under the name of the duty.
"""

from datetime import datetime, timedelta

from bot.rules.due import Due
from bot.rules.notice import ReminderRules
from bot.rules.urgency import Urgency
from bot.rules.urgency_times import rank

ASKED = "draft-unanswered"
UNSENT = "draft-unsent"
UNSORTED = "text-unsorted"
ENDED = "form-ended"
LONGEST_ASKING = timedelta(hours=1)


def draft_duties(
    draft_id: int,
    updated_at: datetime,
    urgency: Urgency,
    rules: ReminderRules,
    now: datetime,
    *,
    is_for_desk: bool,
) -> list[Due]:
    """A preview nobody answered: its author is asked once, then the desk gets what was written.

    `is_for_desk` False: the desk may not see it (Phản ánh riêng), or left it to its author; then the author alone is
    asked again, for a while.
    """
    is_urgent = urgency is not Urgency.THUONG
    to_desk_after = rules.urgent_draft_to_desk_after if is_urgent else rules.draft_to_desk_after
    asked_at = updated_at + rules.draft_asked_after
    if not is_for_desk:
        every = rules.draft_to_desk_after
        return [Due(ASKED, draft_id, asked_at, every, until=asked_at + LONGEST_ASKING, rank=rank(urgency))]
    return [
        Due(ASKED, draft_id, asked_at, rank=rank(urgency)),
        _at_desk(UNSENT, draft_id, updated_at + to_desk_after, rules, now, rank(urgency)),
    ]


def text_duties(text_id: int, written_at: datetime, rules: ReminderRules, now: datetime) -> list[Due]:
    """A text nobody could place may be anything: it is brought up until somebody places it."""
    return [_at_desk(UNSORTED, text_id, written_at + rules.unsorted_after, rules, now, 1)]


def _at_desk(
    duty: str, subject_id: int, first_at: datetime, rules: ReminderRules, now: datetime, urgent: int
) -> Due:
    """Brought up at the desk without end; less often once the leader has been told, so that nobody mutes the bot."""
    leader_told_at = first_at + (rules.leader_told_after - 1) * rules.unsorted_after
    every = (
        rules.unsorted_after
        if now < leader_told_at
        else max(rules.unsorted_after, rules.unsorted_later_after)
    )
    return Due(duty, subject_id, first_at, every, rank=urgent)


def form_duties(form_id: int, updated_at: datetime, rules: ReminderRules) -> list[Due]:
    """A form ends aloud, so that nobody believes something was sent that was not."""
    return [Due(ENDED, form_id, updated_at + rules.form_ends_after)]
