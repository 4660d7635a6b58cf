"""Everything the bot said in a day, read as a whole: no leak of the machine, toasts that fit, first lines that tell."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.render.length import utf16_len, without_tags
from sandbox.world.world import World
from storage.engine import Database
from storage.transaction import Transaction
from tests.support.raw_sql import raw

SPEAKS = ("sendMessage", "editMessageText", "answerCallbackQuery")
LONGEST_TOAST = 200  # Bot API answerCallbackQuery
# What a program says when it forgets to whom it speaks.
LEAK = re.compile(
    r"Traceback|\b\w*(?:Error|Exception|Warning)\b|\b(?:None|True|False|Undefined|undefined|null|NaN)\b|\{\{|\{%|\}\}"
    r"|<[\w.]+ object|datetime\.|Bad Request|Forbidden|Internal Server|sqlite|psycopg|/[a-z]+/[a-z_]+\.py"
)
ENGLISH = re.compile(r"\b(?:the|this|that|is|are|was|has been|not found|please|your|you)\b", re.IGNORECASE)
HEAD = re.compile(r"HP-[0-9]{4}-[0-9]{4,}(?:/[0-9]+)? · (?:THƯỜNG|KHẨN|THƯỢNG KHẨN|HỎA TỐC) · [^·]+")
CARDS_OF_AN_INCIDENT = (
    "decision-card",
    "directive-card",
    "question-card",
    "result-card",
    "extension-card",
    "containment-card",
    "opinion-by-phone",
    "report-receipt",
    "roll-call",
)


def check_calls(world: World, english_readers: frozenset[int]) -> None:
    """Every text in every call the bot made. Fails with the text."""
    people_said = _what_people_said(world)
    answered: set[str] = set()
    for method, params in _calls(world):
        text = str(params.get("text", ""))
        leaks = [*LEAK.findall(text)]
        if method != "answerCallbackQuery" and int(params.get("chat_id", 0)) not in english_readers:
            leaks += ENGLISH.findall(text)
        assert not [leak for leak in leaks if leak not in people_said], (method, text)
        if method == "answerCallbackQuery":
            assert utf16_len(text) <= LONGEST_TOAST, text
            press = str(params["callback_query_id"])
            assert press not in answered, f"answered twice: {text}"
            answered.add(press)


async def check_first_lines(tx: Transaction) -> None:
    """Every card of an incident begins with its number, its urgency and what is asked, and nothing else."""
    rows = await raw(
        tx, "SELECT notice, rendered FROM outbox WHERE card_id IS NOT NULL AND rendered IS NOT NULL"
    )
    for row in rows:
        if row["notice"] not in CARDS_OF_AN_INCIDENT or not row["rendered"]:
            continue
        text = without_tags(json.loads(row["rendered"])["texts"][0])
        first = text.partition("\n")[0]
        assert HEAD.fullmatch(first), (row["notice"], first)


async def check_what_was_said(world: World, database: Database) -> None:
    """A day's words as a whole. Fails with the first text that should not have been said."""
    async with database.read() as tx:
        rows = await raw(
            tx, "SELECT telegram_id FROM people WHERE language = 'en' AND telegram_id IS NOT NULL"
        )
        check_calls(world, frozenset(int(row["telegram_id"]) for row in rows))
        await check_first_lines(tx)


def _what_people_said(world: World) -> str:
    """What the bot may repeat."""
    messages = [entry["message"] for entry in world.ledger.entries if entry["kind"] == "message"]
    return "\n".join(
        str(message.get("text") or message.get("caption") or "")
        for message in messages
        if not message["from"]["is_bot"]
    )


def _calls(world: World) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for entry in world.ledger.entries:
        if entry.get("kind") == "call" and entry["method"] in SPEAKS and entry["status"] == 200:
            yield entry["method"], entry["params"]
