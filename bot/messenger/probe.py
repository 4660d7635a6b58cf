"""Asks the messenger once, for `trucban check`: does it answer, who are we there, is a webhook in the way."""

from dataclasses import dataclass
from typing import Literal

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

TIMEOUT_SECONDS = 10.0

Finding = Literal["answers", "webhook", "refused", "unreachable"]


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found; `username` is the bot's own where it is known."""

    finding: Finding
    username: str = ""


async def probe_telegram(token: str, api_url: str, proxy: str = "") -> Probe:
    """One getMe and one getWebhookInfo; never raises for what a network or a server may do."""
    request = HTTPXRequest(
        connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS, proxy=proxy or None, http_version="1.1"
    )
    bot = Bot(token, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot", request=request)
    try:
        me = await bot.get_me()
        webhook = await bot.get_webhook_info()
    except InvalidToken:
        return Probe("refused")
    except TelegramError:
        return Probe("unreachable")
    finally:
        await bot.shutdown()
        await request.shutdown()
    return Probe("webhook" if webhook.url else "answers", me.username or "")
