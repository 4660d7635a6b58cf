"""Handovers between shifts: who signed, who refused, what is taken over one by one, and the digests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.handover import Handover, HandoverState, ItemState, Signature
from bot.rules.person import Role
from storage.errors import ConflictError
from storage.message_json import dump_values, load_values
from storage.rows import make
from storage.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """An open incident that is taken over by itself."""

    id: int
    handover_id: int
    incident_id: int
    state: ItemState
    question: str
    answer: str
    changed_by: int | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Chưa nhận ca, with its reason."""

    person_id: int
    reason: str
    refused_at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of a shift as it was sent; `last_seq` and `last_hash` are the duty log's last entry then."""

    id: int
    desk_id: int
    shift_id: int
    payload: str
    last_seq: int
    last_hash: str
    sent_at: datetime

    @property
    def values(self) -> Mapping[str, Any]:
        """Everything it says."""
        values: Mapping[str, Any] = load_values(self.payload)
        return values


async def open_for(
    tx: Transaction, desk_id: int, outgoing_id: int, incoming_id: int | None, now: datetime
) -> Handover:
    """The handover of a shift, opened if it was not, and held to the end of the transaction."""
    row = await tx.get(
        "open_handover", desk_id=desk_id, outgoing_id=outgoing_id, incoming_id=incoming_id, now=now
    )
    return make(Handover, row)


async def hold(tx: Transaction, handover_id: int) -> Handover:
    """One handover, held: nobody else changes anything of it until the transaction ends.

    Raises:
        ConflictError: when there is none.
    """
    return _changed(await tx.find("hold_handover", id=handover_id))


async def find(tx: Transaction, handover_id: int) -> Handover | None:
    """One handover, as it stands."""
    row = await tx.find("find_handover", id=handover_id)
    return make(Handover, row) if row else None


async def find_of_shift(tx: Transaction, outgoing_id: int) -> Handover | None:
    """The handover from this shift to the next."""
    row = await tx.find("find_handover_of_shift", outgoing_id=outgoing_id)
    return make(Handover, row) if row else None


async def list_open(tx: Transaction, desk_id: int) -> list[Handover]:
    """The handovers of a desk that are not at their end, the newest first."""
    return [make(Handover, row) for row in await tx.all("list_open_handovers", desk_id=desk_id)]


async def name_incoming(tx: Transaction, handover_id: int, incoming_id: int | None) -> Handover:
    """Who is to take over."""
    return _changed(await tx.find("name_incoming", id=handover_id, incoming_id=incoming_id))


async def mark_taken_over(tx: Transaction, handover_id: int, incoming_id: int, now: datetime) -> Handover:
    """Responsibility passed.

    Raises:
        ConflictError: when it had passed already.
    """
    return _changed(await tx.find("mark_taken_over", id=handover_id, incoming_id=incoming_id, now=now))


async def settle(tx: Transaction, handover_id: int, state: HandoverState, now: datetime) -> Handover:
    """Complete or lapsed.

    Raises:
        ConflictError: when it was settled already.
    """
    return _changed(await tx.find("settle_handover", id=handover_id, state=state, now=now))


async def sign(
    tx: Transaction, handover_id: int, shift_id: int, person_id: int, role: Role, now: datetime
) -> bool:
    """Somebody signs for a side; False when they had."""
    return (
        await tx.run(
            "sign_handover",
            handover_id=handover_id,
            shift_id=shift_id,
            person_id=person_id,
            role=role,
            now=now,
        )
        == 1
    )


async def list_signatures(tx: Transaction, handover_id: int) -> list[Signature]:
    """Who signed, in order."""
    return [make(Signature, row) for row in await tx.all("list_handover_signatures", handover_id=handover_id)]


async def refuse(tx: Transaction, handover_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Chưa nhận ca."""
    await tx.run("refuse_handover", handover_id=handover_id, person_id=person_id, reason=reason, now=now)


async def list_refusals(tx: Transaction, handover_id: int) -> list[Refusal]:
    """Every Chưa nhận ca, in order."""
    return [make(Refusal, row) for row in await tx.all("list_handover_refusals", handover_id=handover_id)]


async def add_item(tx: Transaction, handover_id: int, incident_id: int) -> bool:
    """Something to be taken over by itself; False when it was listed already."""
    return await tx.run("add_handover_item", handover_id=handover_id, incident_id=incident_id) == 1


async def get_item(tx: Transaction, item_id: int) -> HandoverItem:
    """One item."""
    return make(HandoverItem, await tx.get("find_handover_item", id=item_id))


async def list_items(tx: Transaction, handover_id: int) -> list[HandoverItem]:
    """The items of a handover, in order."""
    return [make(HandoverItem, row) for row in await tx.all("list_handover_items", handover_id=handover_id)]


async def change_item(
    tx: Transaction,
    item: HandoverItem,
    state: ItemState,
    person_id: int,
    now: datetime,
    *,
    question: str | None = None,
    answer: str | None = None,
) -> HandoverItem:
    """Taken, asked about, or answered.

    Raises:
        ConflictError: when somebody else was faster.
    """
    row = await tx.find(
        "change_handover_item",
        id=item.id,
        was=item.state,
        state=state,
        question=item.question if question is None else question,
        answer=item.answer if answer is None else answer,
        person_id=person_id,
        now=now,
    )
    if row is None:
        raise ConflictError("handover item")
    return make(HandoverItem, row)


async def count_owed(tx: Transaction, handover_id: int) -> int:
    """How many items nobody took yet; what was closed meanwhile needs no taking."""
    return int((await tx.get("count_items_owed", handover_id=handover_id))["owed"])


async def add_digest(
    tx: Transaction,
    desk_id: int,
    shift_id: int,
    values: Mapping[str, Any],
    last: tuple[int, str],
    now: datetime,
) -> Digest:
    """The digest of a shift, once: the database refuses a second one."""
    row = await tx.get(
        "add_digest",
        desk_id=desk_id,
        shift_id=shift_id,
        payload=dump_values(values),
        last_seq=last[0],
        last_hash=last[1],
        now=now,
    )
    return make(Digest, row)


async def get_digest(tx: Transaction, digest_id: int) -> Digest:
    """One digest."""
    return make(Digest, await tx.get("find_digest", id=digest_id))


async def find_digest_of(tx: Transaction, shift_id: int) -> Digest | None:
    """The digest of a shift, where it was sent."""
    row = await tx.find("find_digest_of_shift", shift_id=shift_id)
    return make(Digest, row) if row else None


def _changed(row: Row | None) -> Handover:
    if row is None:
        raise ConflictError("handover")
    return make(Handover, row)
