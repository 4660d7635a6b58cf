"""Directives, their addressees, results and requests for time."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.rules.directive import Addressee, Directive, Result, ResultState
from storage.errors import ConflictError
from storage.rows import make
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Extension:
    """A unit's request for time (Xin gia hạn); `state`: asked, granted or refused."""

    id: int
    addressee_id: int
    until_at: datetime
    reason: str
    asked_by: int
    asked_at: datetime
    state: str
    judged_by: int | None
    judged_at: datetime | None


async def add(tx: Transaction, **fields: Any) -> Directive:
    """A directive; refused by the database without the leader's opinion. `fields`: columns of `add_directive`."""
    return make(Directive, await tx.get("add_directive", **fields))


async def get(tx: Transaction, directive_id: int) -> Directive:
    """One directive."""
    return make(Directive, await tx.get("find_directive", id=directive_id))


async def list_of_incident(tx: Transaction, incident_id: int) -> list[Directive]:
    """The directives of an incident, in order."""
    return [make(Directive, row) for row in await tx.all("list_directives", incident_id=incident_id)]


async def recall(tx: Transaction, directive_id: int, decision_id: int, now: datetime) -> Directive | None:
    """Thu hồi; None when it was recalled before."""
    row = await tx.find("recall_directive", id=directive_id, decision_id=decision_id, now=now)
    return make(Directive, row) if row else None


async def reinstate(tx: Transaction, directive_id: int, decision_id: int) -> Directive | None:
    """The recall by this opinion counts no more; None when another one recalled it."""
    row = await tx.find("reinstate_directive", id=directive_id, decision_id=decision_id)
    return make(Directive, row) if row else None


async def reinstate_addressee(tx: Transaction, addressee_id: int) -> Addressee | None:
    """To be told anew; None for one that was done with before the recall."""
    row = await tx.find("reinstate_addressee", id=addressee_id)
    return make(Addressee, row) if row else None


async def write(tx: Transaction, directive_id: int, content: str) -> Directive | None:
    """The written text of a directive by voice or photo; None when it has one."""
    row = await tx.find("write_directive", id=directive_id, content=content)
    return make(Directive, row) if row else None


async def add_addressee(
    tx: Transaction, directive_id: int, unit_id: int, result_due_at: datetime | None
) -> Addressee:
    """A unit the directive is for."""
    row = await tx.get(
        "add_addressee", directive_id=directive_id, unit_id=unit_id, result_due_at=result_due_at
    )
    return make(Addressee, row)


async def get_addressee(tx: Transaction, addressee_id: int) -> Addressee:
    """One addressee."""
    return make(Addressee, await tx.get("find_addressee", id=addressee_id))


async def list_addressees(tx: Transaction, directive_id: int) -> list[Addressee]:
    """The addressees of a directive."""
    return [make(Addressee, row) for row in await tx.all("list_addressees", directive_id=directive_id)]


async def list_addressees_of_incident(tx: Transaction, incident_id: int) -> list[Addressee]:
    """The addressees of all directives of an incident."""
    rows = await tx.all("list_addressees_of_incident", incident_id=incident_id)
    return [make(Addressee, row) for row in rows]


async def change_addressee(tx: Transaction, addressee: Addressee, **changes: Any) -> Addressee:
    """Store the addressee as changed.

    Raises:
        ConflictError: somebody else changed it since it was read; nothing is stored.
    """
    changed = replace(addressee, **changes)
    row = await tx.find(
        "change_addressee",
        id=addressee.id,
        version=addressee.version,
        state=changed.state,
        acknowledged_at=changed.acknowledged_at,
        acknowledged_by=changed.acknowledged_by,
        performer_id=changed.performer_id,
        result_due_at=changed.result_due_at,
        receiver=changed.receiver,
        receipt_channel=changed.receipt_channel,
    )
    if row is None:
        raise ConflictError
    return make(Addressee, row)


async def mark_sent(tx: Transaction, addressee_id: int, now: datetime) -> bool:
    """The messenger accepted the card for a first reader; False when one had it before."""
    return await tx.run("mark_addressee_sent", id=addressee_id, now=now) == 1


async def mark_undeliverable(tx: Transaction, addressee_id: int) -> bool:
    """Nobody of the addressee could be reached."""
    return await tx.run("mark_addressee_undeliverable", id=addressee_id) == 1


async def add_result(tx: Transaction, **fields: Any) -> Result:
    """One report of a result; `fields` are the columns of `add_result`."""
    return make(Result, await tx.get("add_result", **fields))


async def get_result(tx: Transaction, result_id: int) -> Result:
    """One result."""
    return make(Result, await tx.get("find_result", id=result_id))


async def list_results(tx: Transaction, addressee_id: int) -> list[Result]:
    """The results of an addressee, in order."""
    return [make(Result, row) for row in await tx.all("list_results", addressee_id=addressee_id)]


async def judge_result(
    tx: Transaction, result_id: int, state: ResultState, judged_by: int, now: datetime, reason: str = ""
) -> Result | None:
    """Confirmed or returned; None when it was judged before."""
    row = await tx.find(
        "judge_result", id=result_id, state=state, judged_by=judged_by, now=now, reason=reason
    )
    return make(Result, row) if row else None


async def add_extension(tx: Transaction, **fields: Any) -> Extension:
    """A request for time; `fields` are the columns of `add_extension`."""
    return make(Extension, await tx.get("add_extension", **fields))


async def get_extension(tx: Transaction, extension_id: int) -> Extension:
    """One request for time."""
    return make(Extension, await tx.get("find_extension", id=extension_id))


async def list_open_extensions(tx: Transaction, incident_id: int) -> list[Extension]:
    """Requests for time on an incident that nobody answered."""
    rows = await tx.all("list_open_extensions", incident_id=incident_id)
    return [make(Extension, row) for row in rows]


async def list_results_of_incident(tx: Transaction, incident_id: int) -> list[Result]:
    """Every result reported on an incident, in order."""
    rows = await tx.all("list_results_of_incident", incident_id=incident_id)
    return [make(Result, row) for row in rows]


async def judge_extension(
    tx: Transaction, extension_id: int, state: str, judged_by: int, now: datetime
) -> Extension | None:
    """Granted or refused; None when it was judged before."""
    row = await tx.find("judge_extension", id=extension_id, state=state, judged_by=judged_by, now=now)
    return make(Extension, row) if row else None
