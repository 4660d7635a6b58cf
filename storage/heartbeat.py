"""The heartbeat: one row that says when the bot was last alive, and when its parts last did their work."""

import json
from dataclasses import dataclass, fields
from datetime import datetime

from storage.bot_state import find_value, put_value
from storage.times import microseconds, moment
from storage.transaction import Transaction

NAME = "heartbeat"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """`at`: the bot was alive. The others: the last poll answered, message taken, look at the timers, audit."""

    at: datetime
    poll: datetime | None = None
    send: datetime | None = None
    timer: datetime | None = None
    audit: datetime | None = None


async def find(tx: Transaction) -> Heartbeat | None:
    """The last heartbeat; None before the first."""
    value = await find_value(tx, NAME)
    if value is None:
        return None
    stored = json.loads(value)
    return Heartbeat(**{field.name: moment(stored.get(field.name)) for field in fields(Heartbeat)})


async def put(tx: Transaction, beat: Heartbeat) -> None:
    """Write it over the last one."""
    moments = {field.name: getattr(beat, field.name) for field in fields(Heartbeat)}
    stored = {name: None if at is None else microseconds(at) for name, at in moments.items()}
    await put_value(tx, NAME, json.dumps(stored))
