"""Asks the messenger once, for `trucban check`: does it answer, who are we there, is a webhook in the way."""

from dataclasses import dataclass
from typing import Literal

from bot.messenger.errors import SendError
from bot.messenger.telegram import Telegram
from bot.rules.refusal import RefusalKind

READ_SECONDS = 10.0  # someone is waiting at a terminal

Finding = Literal["answers", "webhook", "refused", "unreachable"]


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found; `username` is the bot's own where it is known."""

    finding: Finding
    username: str = ""


async def probe_telegram(token: str, api_url: str, proxy: str = "") -> Probe:
    """One getMe and one getWebhookInfo; never raises for what a network or a server may do."""
    line = Telegram(token, api_url, proxy, read_seconds=READ_SECONDS)
    try:
        me = await line.me()
        webhook = await line.webhook()
    except SendError as error:
        return Probe("refused" if error.kind is RefusalKind.TOKEN else "unreachable")
    finally:
        await line.close()
    return Probe("webhook" if webhook else "answers", str(me.get("username", "")))
