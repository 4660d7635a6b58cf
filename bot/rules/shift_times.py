"""When a shift has something due: its opening, its end, its digest, and what its handover waits for."""

from bot.rules.due import Due
from bot.rules.handover import Handover, HandoverRules, HandoverState
from bot.rules.shift import Shift

OPEN_HANDOVER = "open_handover"
OPEN_SHIFT = "open_shift"
SEND_DIGEST = "send_digest"
CHASE_HANDOVER = "chase_handover"
RANK = 1
"""Responsibility passes before the routine is said; hỏa tốc comes first."""


def shift_dues(
    shift: Shift, handover: Handover | None, *, has_digest: bool, rules: HandoverRules
) -> list[Due]:
    """Everything due for one shift as it stands. `handover`: from this shift to the next, where it was opened."""
    found: list[Due] = []
    if shift.responsible_from is None:
        found.append(Due(OPEN_SHIFT, shift.id, shift.starts_at, rank=RANK))
    if handover is None and not has_digest:
        opens_at = max(shift.ends_at - rules.opens_before, shift.starts_at)
        found.append(Due(OPEN_HANDOVER, shift.id, opens_at, rank=RANK))
    if not has_digest:
        found.append(Due(SEND_DIGEST, shift.id, shift.ends_at, rank=RANK + 1))
    elif handover is not None and handover.state is HandoverState.OPEN:
        first_at = shift.ends_at + rules.remind_after
        found.append(Due(CHASE_HANDOVER, shift.id, first_at, every=rules.remind_every, rank=RANK + 1))
    return found
