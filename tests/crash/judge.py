"""What is wrong at the end of a day, from what is on disk and on the phones; nothing is, whenever the bot died."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storage import duty_log
from storage.database import Transaction
from tests.crash.crashing_desk import CrashingDesk
from tests.crash.day import CONTACT, HEAD, OTHER_UNIT, PHONES
from tests.support.raw_sql import raw

MARK = "(gửi lại)"
TIME = re.compile(r"\b\d{2}:\d{2}(?: \d{2}/\d{2}/\d{4})?")
DIRECTIVE = re.compile(r"HP-2026-\d{4}/\d+")
UNITS = frozenset({CONTACT, HEAD, OTHER_UNIT})
STATES = {
    "incidents": "SELECT number, state, report_version FROM incidents ORDER BY number",
    "reports": "SELECT kind, version, text FROM reports ORDER BY incident_id, version, kind",
    "opinions": "SELECT incident_id, kind, report_version, content FROM decisions ORDER BY incident_id, kind, content",
    "directives": "SELECT incident_id, n, content FROM directives ORDER BY incident_id, n",
    "addressees": "SELECT directive_id, unit_id, state FROM addressees ORDER BY directive_id, unit_id",
    "results": "SELECT addressee_id, n, text, state FROM results ORDER BY addressee_id, n",
    "containments": "SELECT n, state, acknowledged_by FROM containments ORDER BY incident_id, n",
    "files": "SELECT owner_kind, kind, state FROM attachments ORDER BY id",
    "drafts": "SELECT state, text FROM drafts ORDER BY id",
    "forms": "SELECT kind, state FROM forms ORDER BY id",
    "updates not done": "SELECT state, error, raw FROM inbox WHERE state <> 'done'",
    "log": "SELECT kind, count(*) AS n FROM duty_log WHERE desk_id > 0 GROUP BY kind ORDER BY kind",
}
SAID = (
    "SELECT id, chat_id, action, notice, state, must_act, is_repeat, rendered FROM outbox "
    "WHERE action IN ('send', 'edit') ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a day ended: what is on disk, and what stands on the phones (times left out)."""

    disk: Mapping[str, list[dict[str, Any]]]
    phones: Mapping[int, Counter[str]]
    findings: tuple[str, ...]
    repeats: int


async def judge(desk: CrashingDesk) -> Ending:
    """Look at everything, and name what contradicts itself."""
    async with desk.database.read() as tx:
        disk = {name: [dict(row) for row in await raw(tx, query)] for name, query in STATES.items()}
        rows = [dict(row) for row in await raw(tx, SAID)]
        findings = [
            *[f async for f in _log_verifies(tx)],
            *[f async for f in _decided_before_relayed(tx, desk)],
        ]
    sent = sent_texts(desk)
    findings += [*_arrived_and_marked(rows, sent), *_numbered_once(disk)]
    phones = {account: await _standing(desk, account) for account in PHONES}
    repeats = sum(MARK in text for texts in sent.values() for text in texts)
    return Ending(disk, phones, tuple(findings), repeats)


def differences(quiet: Ending, ending: Ending) -> Iterator[str]:
    """What a day with a crash lacks, or has too much, against the same day without."""
    yield from ending.findings
    for name, rows in quiet.disk.items():
        if ending.disk[name] != rows:
            yield f"{name}: {ending.disk[name]} instead of {rows}"
    for account, standing in quiet.phones.items():
        missing = standing - ending.phones[account]
        if missing:
            yield f"{account} misses: {sorted(missing)}; has instead: {sorted(ending.phones[account] - standing)}"
    more = sum((ending.phones[a] - quiet.phones[a]).total() for a in quiet.phones)
    if more > ending.repeats:
        yield f"{more} messages too many for {ending.repeats} repeats"


def sent_texts(desk: CrashingDesk) -> dict[int, list[str]]:
    """Every text that reached a chat, in order, as it was given to the messenger."""
    sent: dict[int, list[str]] = {}
    for entry in desk.sandbox.world.ledger.entries:
        if entry["kind"] == "call" and entry["method"].lower() == "sendmessage" and entry["effect"]:
            sent.setdefault(int(entry["params"]["chat_id"]), []).append(entry["params"]["text"])
    return sent


async def _log_verifies(tx: Transaction) -> Any:
    for desk_id in await duty_log.list_desks(tx):
        bad = await duty_log.verify(tx, desk_id)
        if bad is not None:
            yield f"the log does not verify: {bad}"


async def _decided_before_relayed(tx: Transaction, desk: CrashingDesk) -> Any:
    """No unit reads of a directive before the opinion and the directive are in the log, in this order."""
    issued_at, decided = {}, set()
    for entry in await duty_log.read(tx, 1):
        if "decision" in entry.facts and entry.kind.startswith("opinion:"):
            decided.add(entry.facts["decision"])
        if entry.kind == "directive:issued":
            if entry.facts["decision"] not in decided:
                yield f"directive {entry.directive} was issued without an opinion before it in the log"
            issued_at.setdefault(
                f"{entry.incident}/{entry.directive}", entry.recorded_at.isoformat("T", "microseconds")
            )
    for entry in desk.sandbox.world.ledger.entries:
        if entry["kind"] == "message" and entry["chat_id"] in UNITS and entry["by"] not in PHONES:
            first_line = str(entry["message"].get("text", "")).partition("\n")[0]
            for number in DIRECTIVE.findall(first_line):
                if number not in issued_at or entry["at"] < issued_at[number]:
                    yield f"{entry['chat_id']} read of {number} at {entry['at']}, before it was recorded"


def _arrived_and_marked(rows: list[dict[str, Any]], sent: Mapping[int, list[str]]) -> Iterator[str]:
    """Each message that somebody must act on arrived; what may have arrived before says so."""
    expected: Counter[tuple[int, str]] = Counter()
    for row in rows:
        if row["must_act"] and row["state"] not in {"sent", "dropped"}:
            yield f"{row['notice']} to {row['chat_id']} is {row['state']}"
        if row["action"] == "send" and row["state"] == "sent" and row["rendered"]:
            expected.update((row["chat_id"], text) for text in json.loads(row["rendered"])["texts"])
    unmarked = Counter((chat, text) for chat, texts in sent.items() for text in texts if MARK not in text)
    marked = Counter(
        (chat, text.replace(f"\n{MARK}", ""))
        for chat, texts in sent.items()
        for text in texts
        if MARK in text
    )
    for chat, text in expected - (unmarked + marked):
        yield f"{chat} never got: {text}"
    for chat, text in unmarked - expected:
        yield f"{chat} got again without {MARK}: {text}"


def _numbered_once(disk: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    numbers = [row["number"] for row in disk["incidents"]]
    if numbers != [f"HP-2026-{n:04}" for n in range(1, len(numbers) + 1)]:
        yield f"numbers: {numbers}"
    first = Counter(row["text"] for row in disk["reports"] if row["kind"] == "report")
    if first.total() != len(numbers) or max(first.values(), default=0) > 1:
        yield f"reports: {first} for {numbers}"


async def _standing(desk: CrashingDesk, account: int) -> Counter[str]:
    """What a phone shows in the end, without times and marks; files alone say nothing."""
    texts = [
        f"{message.text}\n{list(message.buttons)}"
        for message in await desk.phone(account).messages()
        if message.text
    ]
    return Counter(TIME.sub("…", text).replace(f"\n{MARK}", "") for text in texts)
