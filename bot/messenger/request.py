"""PTB's own httpx transport, with answers that do not come from Telegram told apart.

A proxy's HTML page with status 403 is no person who blocked the bot, and one with 400 is no wrong chat.
"""

import json
import os
from http import HTTPStatus
from typing import Any

from telegram.error import NetworkError, RetryAfter
from telegram.request import HTTPXRequest

os.environ.setdefault("PTB_TIMEDELTA", "1")  # PTB's durations as timedelta: its coming default

KNOWN_REFUSALS = frozenset({400, 401, 403, 404, 409, 429})
RETRY_AFTER_SECONDS = 5  # a 429 that does not say for how long


class ForeignAnswerError(NetworkError):
    """An answer with this HTTP status that is not the Bot API's."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


class LineRequest(HTTPXRequest):
    """The transport of every call."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One call; downloads (GET) are passed on as they come.

        Raises:
            ForeignAnswerError: when what answered was not the Bot API.
            RetryAfter: for a 429 without a time.
        """
        status, payload = await super().do_request(url, method, *args, **kwargs)
        if method == "GET":
            return status, payload
        answer = _answer(payload)
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            if "result" not in answer:
                raise ForeignAnswerError(status)
        elif status < HTTPStatus.INTERNAL_SERVER_ERROR and (
            "ok" not in answer or status not in KNOWN_REFUSALS
        ):
            raise ForeignAnswerError(status)
        elif status == HTTPStatus.TOO_MANY_REQUESTS and not (answer.get("parameters") or {}).get(
            "retry_after"
        ):
            raise RetryAfter(RETRY_AFTER_SECONDS)
        elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ForeignAnswerError(status)  # also Telegram's own 5xx: as little is known of the outcome
        return status, payload


def _answer(payload: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(payload)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
