"""The duty log's rows: appended in the transaction of what they record, read, and never changed."""

import secrets

from bot.rules import chain
from bot.rules.chain import BadEntry, Link
from bot.rules.log_entry import LogEntry, NewLogEntry
from storage.rows import make
from storage.transaction import Transaction

SALT_BYTES = 32
PAGE = 1000  # entries read at a time when a whole log is verified


async def append(tx: Transaction, entry: NewLogEntry) -> LogEntry:
    """Write the desk's next entry.

    From here to the end of the transaction nobody else writes to this desk's log: append after the state is
    changed, the desk's log before the system's.

    Raises:
        TypeError, ValueError: for a payload or text that canonical JSON cannot hold.
    """
    head = await tx.get("next_in_duty_log", desk_id=entry.desk_id)
    written = chain.write(entry, Link(head["seq"] - 1, head["hash"]), secrets.token_hex(SALT_BYTES))
    await tx.run("append_to_duty_log", **{name: getattr(written, name) for name in (*chain.COVERED, "hash")})
    await tx.run(
        "append_duty_log_text",
        desk_id=written.desk_id,
        seq=written.seq,
        salt=written.salt,
        text=written.text,
    )
    await tx.run("move_duty_log_head", desk_id=written.desk_id, seq=written.seq, hash=written.hash)
    return written


async def read(tx: Transaction, desk_id: int, *, after: int = 0, at_most: int = PAGE) -> list[LogEntry]:
    """A desk's entries behind number `after`, in order; desk 0 is the system's own log."""
    rows = await tx.all("list_duty_log", desk_id=desk_id, after=after, at_most=at_most)
    return [make(LogEntry, row) for row in rows]


async def read_incident(tx: Transaction, number: str) -> list[LogEntry]:
    """The story of an incident, in the order it was recorded."""
    return [make(LogEntry, row) for row in await tx.all("list_duty_log_of_incident", incident=number)]


async def read_shift(tx: Transaction, shift_id: int) -> list[LogEntry]:
    """What was recorded in a shift, in order."""
    return [make(LogEntry, row) for row in await tx.all("list_duty_log_of_shift", shift_id=shift_id)]


async def list_desks(tx: Transaction) -> list[int]:
    """The desks that have a log, the system's (0) among them."""
    return [row["desk_id"] for row in await tx.all("list_duty_log_desks")]


async def find_head(tx: Transaction, desk_id: int) -> Link:
    """Where a desk's log stands; number 0 for one without entries."""
    row = await tx.find("find_duty_log_head", desk_id=desk_id)
    return Link(row["seq"], row["hash"]) if row else Link()


async def verify(tx: Transaction, desk_id: int) -> BadEntry | None:
    """The first entry of a desk's log that is not what was written, or None; read page by page."""
    last = Link()
    while entries := await read(tx, desk_id, after=last.seq):
        if bad := chain.verify(entries, last):
            return bad
        last = Link(entries[-1].seq, entries[-1].hash)
    if last != await find_head(tx, desk_id):
        return BadEntry(desk_id, last.seq, chain.Fault.CUT_OFF)
    return None
