"""The change of shifts under way at a desk: who goes, who comes, who has signed, what is still owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.buttons import button
from bot.rules import handover as rules
from bot.rules.handover import Handover, HandoverState, Signature
from bot.rules.message import Button
from bot.rules.person import Role
from bot.rules.shift import Shift
from bot.rules.step import Step
from storage import handovers, people, shifts
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Changeover:
    """`incoming` None: nobody is planned to take over. `items_owed`: grave items nobody has taken yet."""

    handover: Handover
    outgoing: Shift
    incoming: Shift | None
    signatures: tuple[Signature, ...]
    items_owed: int

    @property
    def lacking(self) -> list[rules.Lacking]:
        """Who still has to sign, the outgoing side first."""
        sides = [self.outgoing] + ([self.incoming] if self.incoming is not None else [])
        return [owed for side in sides for owed in rules.lacking(side, self.signatures)]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is owed any more."""
        return rules.is_complete(
            self.handover, self.outgoing, self.incoming, self.signatures, items_owed=self.items_owed
        )

    @property
    def leader_signed(self) -> bool:
        """Whether the incoming leader has pressed Nhận ca."""
        return self.incoming is not None and rules.has_leaders_signature(self.incoming, self.signatures)

    @property
    def is_handed_over(self) -> bool:
        """Whether the outgoing leader has pressed Bàn giao ca."""
        return rules.has_leaders_signature(self.outgoing, self.signatures)

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Everybody of both sides, once."""
        incoming = self.incoming.member_ids if self.incoming is not None else ()
        return tuple(dict.fromkeys((*self.outgoing.member_ids, *incoming)))


async def load_changeover(tx: Transaction, handover: Handover, now: datetime) -> Changeover:
    """Everything about a handover, as it stands."""
    incoming_id = handover.incoming_id
    return Changeover(
        handover=handover,
        outgoing=await shifts.get(tx, handover.outgoing_id, now),
        incoming=None if incoming_id is None else await shifts.get(tx, incoming_id, now),
        signatures=tuple(await handovers.list_signatures(tx, handover.id)),
        items_owed=await handovers.count_owed(tx, handover.id),
    )


def sides_keys(change: Changeover, person_id: int | None) -> tuple[tuple[Button, ...], ...]:
    """What somebody may sign now. What agrees and what refuses never share a row."""
    handover = change.handover
    if person_id is None or handover.state is not HandoverState.OPEN:
        return ()
    rows: list[tuple[Button, ...]] = []
    if owes(change, change.outgoing, person_id):
        rows.append((button(Step.HAND_OVER, handover.id, style="primary"),))
    if change.incoming is not None and owes(change, change.incoming, person_id):
        rows.append((button(Step.TAKE_OVER, handover.id, style="success"),))
        rows.append((button(Step.NOT_TAKE_OVER, handover.id, style="danger"),))
    return tuple(rows)


def owes(change: Changeover, side: Shift, person_id: int) -> bool:
    """Whether somebody signs for this side and has not."""
    if rules.signing_role(side, person_id) is None:
        return False
    return not any(s.shift_id == side.id and s.person_id == person_id for s in change.signatures)


async def find_running(tx: Transaction, desk_id: int, now: datetime) -> Changeover | None:
    """The handover in which responsibility has not passed yet, where one was opened."""
    for handover in await handovers.list_open(tx, desk_id):
        if handover.taken_over_at is None:
            return await load_changeover(tx, handover, now)
    return None


async def coming_leader(tx: Transaction, desk_id: int, now: datetime) -> int | None:
    """Who leads the shift that is about to take over; None outside a change of shifts."""
    change = await find_running(tx, desk_id, now)
    return change.incoming.leader_id if change is not None and change.incoming is not None else None


async def shift_values(tx: Transaction, shift: Shift | None) -> dict[str, Any] | None:
    """A shift and its members as values for a template."""
    if shift is None:
        return None
    names: dict[str, list[str]] = {}
    for role in (Role.LEADER, Role.DEPUTY, Role.OFFICER):
        names[role.value] = [(await people.get_person(tx, one)).name for one in shift.of(role)]
    return {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "members": names}


async def lacking_values(tx: Transaction, change: Changeover) -> list[Mapping[str, Any]]:
    """Who still has to sign: each with the side, the role, and the names of whom one is enough."""
    return [
        {
            "side": "outgoing" if owed.shift_id == change.outgoing.id else "incoming",
            "role": owed.role,
            "names": [(await people.get_person(tx, one)).name for one in owed.person_ids],
        }
        for owed in change.lacking
    ]


async def changeover_values(tx: Transaction, change: Changeover, now: datetime) -> dict[str, Any]:
    """What every message about a change of shifts may name."""
    handover = change.handover
    return {
        "desk": (await people.get_desk(tx, handover.desk_id)).name,
        "outgoing": await shift_values(tx, change.outgoing),
        "incoming": await shift_values(tx, change.incoming),
        "state": handover.state,
        "taken_over_at": handover.taken_over_at,
        "settled_at": handover.settled_at,
        "is_complete": handover.state is HandoverState.COMPLETE,
        "lacking": await lacking_values(tx, change),
        "items_owed": change.items_owed,
        "now": now,
    }
