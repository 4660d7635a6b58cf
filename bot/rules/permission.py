"""The one table of rights: who may take which step. Checked when the step is taken, not when its button was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Actor, Role
from bot.rules.step import Step


class Capacity(StrEnum):
    """In what relation to an incident somebody stands at this moment."""

    LEADER = "leader"
    """leads the responsible shift of its desk"""
    DEPUTY = "deputy"
    """deputy of that shift, and entitled to decide by now"""
    OFFICER = "officer"
    """duty officer of that shift"""
    REPORTER_UNIT = "reporter_unit"
    """belongs to the unit it was reported by"""
    ADDRESSEE_UNIT = "addressee_unit"
    """belongs to a unit that a directive or containment of it is for"""
    READER = "reader"
    """leader, officer or superior of that desk, on duty or not"""
    SUPERIOR = "superior"
    AUTHOR = "author"
    """wrote this Phản ánh riêng"""


DECIDES = frozenset({Capacity.LEADER, Capacity.DEPUTY})
DESK = frozenset({Capacity.LEADER, Capacity.OFFICER})
INVOLVED_UNIT = frozenset({Capacity.REPORTER_UNIT, Capacity.ADDRESSEE_UNIT})

RIGHTS: Mapping[Step, frozenset[Capacity]] = {
    Step.ADD: INVOLVED_UNIT | DESK | {Capacity.AUTHOR},
    Step.ADD_NOTE: frozenset({Capacity.OFFICER}),
    Step.CHANGE_URGENCY: DESK | {Capacity.DEPUTY},
    Step.APPROVE: DECIDES,
    Step.DIRECT: DECIDES,
    Step.DIRECT_OTHERWISE: DECIDES,
    Step.ASK: DECIDES,
    Step.DISAGREE: DECIDES,
    Step.WATCH: DECIDES,
    Step.CLOSE: DECIDES,
    Step.ADD_DIRECTIVE: DECIDES,
    Step.REPLACE_DIRECTIVE: DECIDES,
    Step.RECALL_DIRECTIVE: DECIDES,
    Step.PUT_IN_WRITING: DECIDES,
    Step.REOPEN: DECIDES,
    Step.CONTINUE_CONTAINMENT: DECIDES,
    Step.END_CONTAINMENT: DECIDES,
    Step.ACKNOWLEDGE: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.IN_HAND: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.REPORT_RESULT: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.ASK_EXTENSION: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.HAND_ON: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.CONTAIN: INVOLVED_UNIT | {Capacity.OFFICER},
    Step.ACKNOWLEDGE_CONTAINMENT: frozenset({Capacity.ADDRESSEE_UNIT}),
    Step.CONFIRM_RESULT: DESK,
    Step.RETURN_RESULT: DESK,
    Step.GRANT_EXTENSION: DESK,
    Step.REFUSE_EXTENSION: DESK,
    Step.SNOOZE: frozenset({Capacity.LEADER}),
    Step.RECORD: frozenset({Capacity.OFFICER}),
    Step.TRANSCRIBE: frozenset({Capacity.OFFICER}),
    Step.STORY: INVOLVED_UNIT | {Capacity.READER, Capacity.AUTHOR},
}
"""Steps that are about one incident. The rest ask for a membership, not for a relation."""

FIRST_OPINION_STEPS = frozenset(
    {Step.APPROVE, Step.DIRECT, Step.DIRECT_OTHERWISE, Step.ASK, Step.DISAGREE, Step.WATCH, Step.CLOSE}
)


@dataclass(frozen=True, slots=True)
class Concern:
    """What the table needs to know of one incident: its desk, author, units, from when the deputy may decide."""

    desk_id: int
    author_id: int
    reporter_unit_id: int | None
    addressee_unit_ids: frozenset[int]
    is_private: bool
    deputy_may_decide_at: datetime | None
    """None: no document entitles the deputy (`deputy_basis`)"""


def capacities(actor: Actor, concern: Concern, now: datetime) -> frozenset[Capacity]:
    """Every relation in which `actor` stands to the incident now; a frozen account stands in none.

    Phản ánh riêng (`is_private`) exists for the superior, and for who wrote it.
    """
    if actor.person.frozen_at is not None:
        return frozenset()
    above: set[Capacity] = set()
    if actor.has(Role.SUPERIOR, desk_id=concern.desk_id):
        above = {Capacity.SUPERIOR, Capacity.READER}
    if concern.is_private:
        own = {Capacity.AUTHOR} if actor.person.id == concern.author_id else set()
        return frozenset(above | own)
    return frozenset(above | _at_the_desk(actor, concern, now) | _in_a_unit(actor, concern))


def _at_the_desk(actor: Actor, concern: Concern, now: datetime) -> set[Capacity]:
    """Acting needs the responsible shift; reading needs the role at that desk, on duty or not."""
    held: set[Capacity] = set()
    desk_id = concern.desk_id
    if actor.has(Role.LEADER, desk_id=desk_id) or actor.has(Role.OFFICER, desk_id=desk_id):
        held.add(Capacity.READER)
    if actor.holds(Role.LEADER, desk_id):
        held |= {Capacity.LEADER, Capacity.READER}
    if actor.holds(Role.OFFICER, desk_id):
        held |= {Capacity.OFFICER, Capacity.READER}
    if actor.holds(Role.DEPUTY, desk_id):
        held.add(Capacity.READER)
        if concern.deputy_may_decide_at is not None and now >= concern.deputy_may_decide_at:
            held.add(Capacity.DEPUTY)
    return held


def _in_a_unit(actor: Actor, concern: Concern) -> set[Capacity]:
    held: set[Capacity] = set()
    if concern.reporter_unit_id in actor.unit_ids:
        held.add(Capacity.REPORTER_UNIT)
    if concern.addressee_unit_ids.intersection(actor.unit_ids):
        held.add(Capacity.ADDRESSEE_UNIT)
    return held


def may(step: Step, held: frozenset[Capacity]) -> bool:
    """Whether somebody in these capacities may take the step."""
    return bool(RIGHTS[step] & held)


def may_read(held: frozenset[Capacity]) -> bool:
    """Whether the incident exists for this person at all."""
    return may(Step.STORY, held)
