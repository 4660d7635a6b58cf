"""Changes of the organisation in the duty log: one entry in the log of each desk they concern, or the system's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.channel import Channel
from bot.rules.log_entry import SYSTEM, LogKind, NewLogEntry
from bot.rules.organisation.changes import Change
from bot.rules.organisation.report import change_line
from bot.rules.organisation.state import OrganisationState
from storage import duty_log, shifts
from storage.times import microseconds
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class WhoAndWhy:
    """Who had it done at the terminal, and the reason given for touching shifts that had begun."""

    operator: str
    reason: str


async def log_changes(
    tx: Transaction,
    changes: Sequence[Change],
    stored: tuple[OrganisationState, Mapping[int, int]],
    by: WhoAndWhy,
    now: datetime,
) -> None:
    """Append after everything is stored; the system's log comes last."""
    state, ids = stored
    desks = sorted({code for change in changes for code in change.desks})
    for code in desks:
        own = [change for change in changes if code in change.desks]
        desk_id = state.desks[code].id or SYSTEM
        await _append(tx, desk_id, own, state, ids, by, now)
    if own := [change for change in changes if not change.desks]:
        await _append(tx, SYSTEM, own, state, ids, by, now)


async def _append(
    tx: Transaction,
    desk_id: int,
    changes: Sequence[Change],
    state: OrganisationState,
    ids: Mapping[int, int],
    by: WhoAndWhy,
    now: datetime,
) -> None:
    shift = await shifts.find_responsible(tx, desk_id, now) if desk_id else None
    await duty_log.append(
        tx,
        NewLogEntry(
            kind=LogKind.ORGANISATION_CHANGED,
            desk_id=desk_id,
            shift_id=shift.id if shift else None,
            channel=Channel.DOCUMENT,  # the organisation file is the writing by which it was ordered
            occurred_at=now,
            recorded_at=now,
            payload={"changes": [_facts(change, state, ids) for change in changes]},
            text={
                "operator": by.operator,
                "reason": by.reason,
                "changes": [change_line(change) for change in changes],
            },
        ),
    )


def _facts(change: Change, state: OrganisationState, ids: Mapping[int, int]) -> dict[str, Any]:
    """Ids, states and times, enough to replay; names are in the text beside it."""
    facts: dict[str, Any] = {
        "action": change.action.value,
        "table": change.table,
        "fields": sorted(change.is_now),
    }
    match change.key:
        case int(ref):
            person = state.people[ids[ref]]
            places = sorted(person.places, key=lambda one: (one.role, one.desk or "", one.unit or ""))
            facts["id"] = person.ref
            facts["is_active"] = person.is_active
            facts["roles"] = [
                {"role": p.role.value, "desk": p.desk, "unit": p.unit, "is_contact": p.is_contact}
                for p in places
            ]
        case str(code):
            facts["code"] = code
        case key if (shift := state.shifts.get(key)) is not None:
            facts["id"] = shift.id
            facts["starts_at"], facts["ends_at"] = map(microseconds, (shift.starts_at, shift.ends_at))
            facts["responsible_from"] = shift.responsible_from
            facts["responsible_until"] = shift.responsible_until
            facts["leader"], facts["deputy"] = shift.leader, shift.deputy
            facts["officers"] = sorted(shift.officers)
        case _, starts_at:
            facts["starts_at"] = microseconds(starts_at)
    return facts
