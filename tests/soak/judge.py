"""What should have been said, worked out anew from the log's own facts and the office's figures, not by the bot's rule.

Every expected moment must have its entry within a tick, or, where the bot was away, within a tick of its return; and
every entry must have been expected.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from storage import duty_log
from storage.database import Transaction
from storage.times import moment
from tests.support.raw_sql import raw

TICK = timedelta(seconds=15)
SLACK = timedelta(seconds=20)  # real seconds pass too, while people act at one simulated moment
Outages = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Chain:
    """Something due from a moment on, again and again, until it was done; `ends` None: it still is not."""

    duty: str
    subject: int
    first_at: datetime
    every: timedelta | None
    ends: datetime | None


async def judge(tx: Transaction, outages: Outages, until: datetime) -> list[str]:
    """Everything that is wrong, in words."""
    verified = {desk_id: await duty_log.verify(tx, desk_id) for desk_id in await duty_log.list_desks(tx)}
    found = [f"the log of desk {desk_id} does not verify: {bad}" for desk_id, bad in verified.items() if bad]
    for desk_id in (1, 2):
        entries = await duty_log.read(tx, desk_id)
        found += _reminded(entries, outages, until)
    found += await _rows(tx, until)
    found += await _shifts(tx, until)
    return found


def _reminded(entries: Sequence[Any], outages: Outages, until: datetime) -> Iterator[str]:
    said: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for entry in entries:
        if entry.kind in {"reminder:sent", "escalation:sent"} and "subject" in entry.facts:
            said[(entry.facts["duty"], entry.facts["subject"])].append(entry)
    expected = {(chain.duty, chain.subject): chain for chain in _chains(entries)}
    for key, chain in expected.items():
        yield from _kept(chain, said.pop(key, []), outages, until)
    for (duty, subject), left in said.items():
        if duty in {"decision-overdue", "directive-unreceived", "directive-overdue"}:
            yield f"nobody expected {duty} of {subject}, said {len(left)} times"


def _chains(entries: Sequence[Any]) -> Iterator[Chain]:
    """From what the log tells of each incident: received, decided, issued, acknowledged, reported."""
    times: dict[str, Mapping[str, timedelta]] = {}
    decided: dict[str, datetime] = {}
    acknowledged: dict[int, datetime] = {}
    reported: dict[int, datetime] = {}
    for entry in entries:
        if entry.kind.startswith("opinion:"):
            decided.setdefault(entry.incident, entry.recorded_at)
        elif entry.kind == "directive:acknowledged":
            acknowledged.setdefault(entry.facts["addressee"], entry.recorded_at)
        elif entry.kind == "result:reported":
            reported.setdefault(entry.facts["addressee"], entry.recorded_at)
    for entry in entries:
        if entry.kind == "incident:received":
            given = {k: timedelta(microseconds=v) for k, v in entry.facts["times"].items()}
            times[entry.incident] = given
            at, ends = moment(entry.facts["received_at"]), decided.get(entry.incident)
            of = (entry.facts["incident_id"], at)
            t3 = at + given["decision_superior_after"]
            every = given["remind_every"]
            until_t3 = min(t3, ends) if ends else t3
            yield Chain("decision-overdue", of[0], at + given["decision_reminder_after"], every, until_t3)
            yield Chain("decision-for-deputy", of[0], at + given["decision_deputy_after"], None, ends)
            yield Chain("decision-for-superior", of[0], t3, None, ends)
            yield Chain("decision-told-to-all", of[0], t3 + every, every, ends)
        elif entry.kind == "directive:issued":
            every = times[entry.incident]["remind_every"]
            for addressee in entry.facts["addressees"]:
                done = reported.get(addressee)
                got = min(filter(None, (acknowledged.get(addressee), done)), default=None)
                yield Chain(
                    "directive-unreceived", addressee, moment(entry.facts["acknowledge_due_at"]), every, got
                )
                if entry.facts["result_due_at"] is not None:
                    yield Chain(
                        "directive-overdue", addressee, moment(entry.facts["result_due_at"]), every, done
                    )


def _kept(chain: Chain, said: list[Any], outages: Outages, until: datetime) -> Iterator[str]:
    """Each moment told in time; nothing told that was not due."""
    name = f"{chain.duty} of {chain.subject}"
    turns = Counter(entry.facts["n"] for entry in said)
    if [n for n, count in turns.items() if count > 1] or sorted(turns) != list(range(1, len(turns) + 1)):
        yield f"{name}: turns {sorted(turns.elements())}"
    ends = min(chain.ends or until, until)
    at = chain.first_at
    while at < ends - SLACK:
        by = _by_when(at, outages)
        if by < ends and not any(at <= e.recorded_at <= by + TICK + SLACK for e in said):
            told = ", ".join(_spelt(e.recorded_at) for e in said)
            yield f"{name} was due at {_spelt(at)} and not told by {_spelt(by)}, but at: {told}"
        if chain.every is None:
            break
        at += chain.every
    for entry in said:
        due_at = moment(entry.facts["due_at"])
        if entry.recorded_at < due_at or (chain.ends and due_at >= chain.ends + SLACK):
            yield f"{name} was told at {_spelt(entry.recorded_at)}, due {_spelt(due_at)}, done {chain.ends}"
        steps = (due_at - chain.first_at) / chain.every if chain.every else (due_at - chain.first_at) / TICK
        if steps != int(steps):
            yield f"{name} was told for {_spelt(due_at)}, which is none of its moments"


def _by_when(at: datetime, outages: Outages) -> datetime:
    """When a moment can be told at the earliest: at once, or at the end of the outage it falls into."""
    by = at
    for began, ended in outages:
        if began - SLACK <= by <= ended:
            by = ended
    return by


def _spelt(at: datetime) -> str:
    return f"{at:%d %H:%M:%S}"


async def _rows(tx: Transaction, until: datetime) -> list[str]:
    """Nothing due is left, and nothing waits to be said."""
    found = []
    checks = {
        "a timer is left": "SELECT duty, subject_id, due_at FROM timers WHERE state = 'waiting' AND due_at < :until",
        "a timer was given up": "SELECT duty, subject_id FROM timers WHERE state = 'failed' AND :until > 0",
        "an update is left": "SELECT state, raw FROM inbox WHERE state <> 'done' AND :until > 0",
        "something was not said": "SELECT notice, state, error FROM outbox"
        " WHERE must_act = 1 AND state NOT IN ('sent', 'dropped') AND :until > 0",
    }
    for words, query in checks.items():
        rows = await raw(tx, query, {"until": int((until - TICK).timestamp() * 1_000_000)})
        found += [f"{words}: {dict(row)}" for row in rows[:5]]
    return found


async def _shifts(tx: Transaction, until: datetime) -> list[str]:
    """Duty without a gap or two answering at once; each digest once; each shift handed over, or loudly not."""
    found: list[str] = []
    for desk_id in (1, 2):
        rows = await raw(
            tx,
            "SELECT * FROM shifts WHERE desk_id = :desk AND responsible_from IS NOT NULL ORDER BY responsible_from",
            {"desk": desk_id},
        )
        for one, other in pairwise(rows):
            if one["responsible_until"] != other["responsible_from"]:
                found.append(f"desk {desk_id}: shift {one['id']} and {other['id']} do not join")
        entries = await duty_log.read(tx, desk_id)
        ended = [
            row
            for row in await raw(tx, "SELECT * FROM shifts WHERE desk_id = :desk", {"desk": desk_id})
            if moment(row["ends_at"]) < until - timedelta(minutes=5)
        ]
        for row in ended:
            sent = await raw(tx, "SELECT * FROM digests WHERE shift_id = :shift", {"shift": row["id"]})
            logged = [e for e in entries if e.kind == "digest:sent" and e.facts.get("shift") == row["id"]]
            if len(sent) != 1 or len(logged) != 1:
                found.append(f"shift {row['id']}: {len(sent)} digests, {len(logged)} in the log")
            found += await _handed_over(tx, row, entries, until)
    return found


async def _handed_over(tx: Transaction, shift: Any, entries: Sequence[Any], until: datetime) -> list[str]:
    rows = await raw(tx, "SELECT * FROM handovers WHERE outgoing_id = :shift", {"shift": shift["id"]})
    if len(rows) != 1:
        return [f"shift {shift['id']}: {len(rows)} handovers"]
    settled_at = moment(rows[0]["settled_at"]) if rows[0]["settled_at"] else until
    ends_at = moment(shift["ends_at"])
    reminded = [
        e
        for e in entries
        if e.kind in {"reminder:sent", "escalation:sent"}
        and e.facts.get("handover") == rows[0]["id"]
        and ends_at <= e.recorded_at
    ]
    owed = (settled_at - ends_at) > timedelta(minutes=45)
    return (
        [f"shift {shift['id']} was not handed over by {_spelt(settled_at)}, and nobody was told"]
        if owed and not reminded
        else []
    )
