"""What a set-up did, in codes and values that travel as JSON: a template puts them into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.organisation.changes import Change, differences, shift_facts
from bot.rules.organisation.entries import Fault
from bot.rules.organisation.plan import Plan
from bot.rules.organisation.staff import label


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A person without an account. `code` empty: one given earlier is still good, and is not shown again."""

    person_id: int
    name: str
    code: str
    expires_at: datetime


def change_line(change: Change) -> dict[str, Any]:
    """One change; moments stay datetimes."""
    return {
        "action": change.action.value,
        "table": change.table,
        "name": change.name,
        "starts_at": change.starts_at,
        "ends_at": change.ends_at,
        "was": dict(change.was),
        "is_now": dict(change.is_now),
    }


def conflict_lines(plan: Plan) -> list[dict[str, Any]]:
    """Shifts left as they are, each with what the file says otherwise."""
    people = plan.after.people
    lines = []
    for conflict in plan.conflicts:
        was, is_now = differences(shift_facts(conflict.stands, people), shift_facts(conflict.wanted, people))
        lines.append(
            {
                "action": "kept",
                "code": conflict.code,
                "name": conflict.stands.desk,
                "starts_at": conflict.stands.starts_at,
                "ends_at": conflict.stands.ends_at,
                "was": was,
                "is_now": is_now,
            }
        )
    return lines


def unfit_lines(plan: Plan) -> list[dict[str, Any]]:
    """People who serve in a shift without the role for it."""
    return [
        {
            "name": label(plan.after.people[one.ref]),
            "role": one.role.value,
            "desk": one.shift.desk,
            "starts_at": one.shift.starts_at,
            "is_active": plan.after.people[one.ref].is_active,
        }
        for one in plan.unfit
    ]


def fault_line(fault: Fault) -> dict[str, Any]:
    """One fault."""
    return {
        "table": fault.table,
        "n": fault.n,
        "entry": fault.entry,
        "key": fault.key,
        "code": fault.code,
        "fields": dict(fault.fields),
    }


def fault_of(line: Mapping[str, Any]) -> Fault:
    """The fault that `fault_line` gave."""
    return Fault(**line)
