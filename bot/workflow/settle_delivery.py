"""How each thing said ended: the row, the card, the links, and what the desk must know of it.

The sender calls these with the messenger's answer; nothing here is decided twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.messenger.errors import SendError
from bot.render.length import without_tags
from bot.rules.message import Said
from bot.rules.refusal import RefusalKind, Verdict, judge
from bot.workflow.follow_delivery import delivered, undelivered
from storage.cards import card_delivered, forget_card_message, move_chat
from storage.message_json import dump_said
from storage.message_links import link_message
from storage.outbox_queue import (
    OutboxRow,
    mark_reachable,
    mark_unreachable,
    requeue,
    settle_failed,
    settle_sent,
    store_rendered,
    turn_to_send,
)
from storage.transaction import Transaction

NO_ACCOUNT = "no-account"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The messenger took it. `message_id` is the message that bears the buttons; None where there is none.

    `new_ids` are all messages that came into being for the row.
    """

    said: Said | None = None
    message_id: int | None = None
    new_ids: tuple[int, ...] = ()


async def settle_accepted(tx: Transaction, row: OutboxRow, accepted: Accepted, *, at: datetime) -> None:
    """The row arrived: the card stands there, and replies to its messages are understood."""
    await settle_sent(tx, row.id, accepted.message_id, at=at)
    if accepted.said is not None:
        await store_rendered(tx, row.id, dump_said(accepted.said))
    if row.card_id is not None and accepted.message_id is not None and accepted.said is not None:
        await card_delivered(tx, row.card_id, accepted.message_id, accepted.said.version)
    if row.chat_id is not None and (row.subject or row.incident_id is not None):
        for message_id in accepted.new_ids:
            await link_message(tx, row.chat_id, message_id, incident_id=row.incident_id, subject=row.subject)
    is_own_chat = row.person_id is not None and row.chat_id == row.telegram_id
    is_back = is_own_chat and bool(accepted.new_ids) and await mark_reachable(tx, row.person_id or 0)
    await delivered(tx, row, at=at, is_back=is_back)


async def settle_refused(
    tx: Transaction, row: OutboxRow, error: SendError, said: Said | None, *, at: datetime
) -> Verdict:
    """The row did not arrive, or nobody knows: what becomes of it, by the table of refusals."""
    verdict = judge(
        error.kind,
        row.action,
        must_act=row.must_act,
        is_card=row.card_id is not None,
        is_plain=said is not None and said.spoken.is_plain,
    )
    reason = f"{error.kind}: {error.detail}"
    match verdict:
        case Verdict.SENT:
            arrived = row.message_id or row.card_message_id
            await settle_accepted(tx, row, Accepted(said, arrived), at=at)
        case Verdict.DEAD:
            await settle_undeliverable(tx, row, reason, at=at)
            if error.kind is RefusalKind.UNREACHABLE and row.person_id is not None:
                await mark_unreachable(tx, row.person_id, at=at)
        case Verdict.DROPPED:
            await settle_failed(tx, row.id, reason, at=at, ending="dropped")
        case _:
            await _prepare_again(tx, row, verdict, error, said)
            await requeue(tx, row.id, reason, is_repeat=row.is_repeat or verdict is Verdict.AGAIN_MARKED)
    return verdict


async def settle_undeliverable(tx: Transaction, row: OutboxRow, reason: str, *, at: datetime) -> None:
    """The row will never arrive, and that is a fact somebody must hear of."""
    await settle_failed(tx, row.id, reason, at=at)
    await undelivered(tx, row, reason, at=at)


async def settle_pointless(tx: Transaction, row: OutboxRow, reason: str, *, at: datetime) -> None:
    """There is nothing to say any more."""
    await settle_failed(tx, row.id, reason, at=at, ending="dropped")


async def _prepare_again(
    tx: Transaction, row: OutboxRow, verdict: Verdict, error: SendError, said: Said | None
) -> None:
    match verdict:
        case Verdict.ANEW if row.card_id is not None:
            await forget_card_message(tx, row.card_id)
            await turn_to_send(tx, row.id)
        case Verdict.PLAIN if said is not None:
            texts = tuple(without_tags(text) for text in said.spoken.texts)
            plain = replace(said, spoken=replace(said.spoken, texts=texts, is_plain=True))
            await store_rendered(tx, row.id, dump_said(plain))
        case Verdict.MOVED if row.chat_id is not None and error.new_chat_id is not None:
            await move_chat(tx, row.chat_id, error.new_chat_id)
        case _ if said is not None:
            await store_rendered(tx, row.id, dump_said(said))  # what of it arrived is not sent twice
