"""One prepared row to the messenger: text by text, then its files; what arrived is known at every step."""

from dataclasses import dataclass, replace

import structlog

from bot.messenger.errors import SendError
from bot.messenger.markup import group_files
from bot.messenger.telegram import Telegram
from bot.rules.message import FileRef, Said
from bot.rules.refusal import OUTAGES, RefusalKind
from bot.sender.prepare import Prepared
from bot.workflow.settle_delivery import Accepted

log = structlog.get_logger(__name__)

WORTH_WAITING = OUTAGES | {RefusalKind.TOO_FAST}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a send ended: `accepted`, or `refused` with what of it had arrived in `said`."""

    prepared: Prepared
    accepted: Accepted | None = None
    refused: SendError | None = None
    said: Said | None = None


async def send(line: Telegram, prepared: Prepared) -> Outcome:
    """Carry out one row; never raises over what a network or a server does."""
    row, chat_id = prepared.row, prepared.row.chat_id
    if chat_id is None:
        raise ValueError(row.id)
    try:
        if row.action == "send" and prepared.said is not None:
            return await _send(line, prepared, chat_id, prepared.said)
        await _act(line, prepared, chat_id)
    except SendError as error:
        return Outcome(prepared, refused=error, said=prepared.said)
    except Exception as error:  # noqa: BLE001 - an answer nobody can read: it may have arrived
        log.warning("send_failed_oddly", row=row.id, error=repr(error))
        return Outcome(
            prepared, refused=SendError(RefusalKind.UNKNOWN, type(error).__name__), said=prepared.said
        )
    return Outcome(prepared, accepted=Accepted(prepared.said, prepared.target))


async def _act(line: Telegram, prepared: Prepared, chat_id: int) -> None:
    row, target = prepared.row, prepared.target
    if row.action == "commands":
        await line.set_commands(chat_id, prepared.menu)
        return
    if target is None:
        raise ValueError(row.id)
    match row.action:
        case "edit" if prepared.said is not None:
            spoken = prepared.said.spoken
            await line.edit(chat_id, target, spoken.texts[-1], spoken.keyboard, is_plain=spoken.is_plain)
        case "edit":
            await line.strip_keyboard(chat_id, target)
        case "delete":
            await line.delete(chat_id, target)
        case "pin":
            await line.pin(chat_id, target)
        case "unpin":
            await line.unpin(chat_id, target)


async def _send(line: Telegram, prepared: Prepared, chat_id: int, said: Said) -> Outcome:
    """Texts first, each noted as it arrives; then the files, which answer the text."""
    spoken, texts = said.spoken, len(said.spoken.texts)
    if spoken.is_caption and texts == len(spoken.files) == 1:
        return await _send_captioned(line, prepared, chat_id, said)
    groups = group_files(spoken.files)
    try:
        for place in range(len(said.sent), texts + len(groups)):
            ids: tuple[int, ...]
            if place < texts:
                ids = (await _send_text(line, prepared, chat_id, place),)
            else:
                ids = await _send_files(line, chat_id, groups[place - texts], said.sent[texts - 1][0])
            said = replace(said, sent=(*said.sent, ids))
    except SendError as error:
        return Outcome(prepared, refused=error, said=said)
    new_ids = tuple(message_id for ids in said.sent for message_id in ids)
    return Outcome(prepared, accepted=Accepted(said, said.sent[texts - 1][0], new_ids), said=said)


async def _send_captioned(line: Telegram, prepared: Prepared, chat_id: int, said: Said) -> Outcome:
    """One message: the file with its words; the words alone where the file is not to be had."""
    spoken, reply_to = said.spoken, prepared.row.reply_to
    text = spoken.texts[0] + (f"\n{prepared.mark}" if prepared.mark else "")
    try:
        ids = await line.send_files(
            chat_id, spoken.files, reply_to=reply_to, caption=text, is_plain=spoken.is_plain
        )
    except SendError as error:
        if error.kind is not RefusalKind.REFUSED:
            raise
        log.warning("files_not_sent", chat=chat_id, kind=error.kind, detail=error.detail)
        ids = [await line.send(chat_id, spoken, text, reply_to=reply_to)]
    said = replace(said, sent=(tuple(ids),))
    return Outcome(prepared, accepted=Accepted(said, ids[0], tuple(ids)), said=said)


async def _send_text(line: Telegram, prepared: Prepared, chat_id: int, place: int) -> int:
    if prepared.said is None:
        raise ValueError(prepared.row.id)
    spoken = prepared.said.spoken
    is_last = place == len(spoken.texts) - 1
    mark = f"\n{prepared.mark}" if prepared.mark and is_last else ""
    reply_to = prepared.row.reply_to if place == 0 else None
    return await line.send(chat_id, spoken, spoken.texts[place] + mark, is_last=is_last, reply_to=reply_to)


async def _send_files(
    line: Telegram, chat_id: int, files: tuple[FileRef, ...], reply_to: int
) -> tuple[int, ...]:
    """The text has arrived: only what is worth waiting for is tried again; any other refusal is let be."""
    try:
        return tuple(await line.send_files(chat_id, files, reply_to=reply_to))
    except SendError as error:
        if error.kind in WORTH_WAITING:
            raise
        log.warning("files_not_sent", chat=chat_id, kind=error.kind, detail=error.detail)
        return ()
