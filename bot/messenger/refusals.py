"""From PTB's exceptions to `SendError`, by the measured table of refusals."""

from datetime import timedelta
from http import HTTPStatus

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from bot.messenger.errors import SendError
from bot.messenger.request import ForeignAnswerError
from bot.rules.refusal import RefusalKind

SURELY_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# PTB gives the server's wording. Each line: what the wording begins with or holds, and what it means.
WORDINGS = (
    ("message is not modified", RefusalKind.NOT_MODIFIED),
    ("message to edit not found", RefusalKind.GONE),
    ("message can't be edited", RefusalKind.GONE),
    ("message_id_invalid", RefusalKind.GONE),
    ("message to delete not found", RefusalKind.GONE),
    ("message can't be deleted", RefusalKind.GONE),
    ("message to pin not found", RefusalKind.GONE),
    ("message to unpin not found", RefusalKind.GONE),
    ("query is too old", RefusalKind.TOO_OLD),
    ("query id is invalid", RefusalKind.TOO_OLD),
    ("can't parse entities", RefusalKind.MARKUP),
    ("file is too big", RefusalKind.TOO_LARGE),
)


def read_refusal(error: Exception) -> SendError:
    """The one named value for whatever a call raised."""
    detail = f"{type(error).__name__}: {error}"
    match error:
        case RetryAfter():
            return SendError(RefusalKind.TOO_FAST, detail, retry_after=_seconds(error.retry_after))
        case ChatMigrated():
            return SendError(RefusalKind.MIGRATED, detail, new_chat_id=error.new_chat_id)
        case InvalidToken() | EndPointNotFound():
            return SendError(_of_status(_status_behind(error)), type(error).__name__)
        case NetworkError() if isinstance(error.__cause__, SURELY_NOT_SENT):
            return SendError(RefusalKind.NOT_SENT, type(error.__cause__).__name__)
    return SendError(_kind(error), detail)


def _kind(error: Exception) -> RefusalKind:
    match error:
        case Forbidden():
            return RefusalKind.UNREACHABLE
        case Conflict():
            return RefusalKind.CONFLICT
        case ForeignAnswerError():
            return _of_status(error.status)
        case BadRequest():
            return _of_wording(str(error))
    return RefusalKind.UNKNOWN


def _status_behind(error: Exception) -> int:
    return (
        error.__cause__.status if isinstance(error.__cause__, ForeignAnswerError) else HTTPStatus.UNAUTHORIZED
    )


def _of_wording(wording: str) -> RefusalKind:
    folded = wording.casefold()
    return next((kind for part, kind in WORDINGS if part in folded), RefusalKind.REFUSED)


def _of_status(status: int) -> RefusalKind:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        return RefusalKind.TOKEN
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return RefusalKind.NOT_SENT
    return RefusalKind.UNKNOWN


def _seconds(value: int | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
