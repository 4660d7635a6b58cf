"""Run an example bot unchanged: `python launch.py <library> <file> <base url> <token>`.

Only the base URL and the token are replaced, at the place where each library takes them.
"""

import os
import runpy
import sys


def for_python_telegram_bot(base_url: str, token: str) -> None:
    """Give every application that is built this token and this base URL."""
    from telegram.ext import ApplicationBuilder  # noqa: PLC0415 (only one of the two libraries is loaded)

    take_token = ApplicationBuilder.token

    def replaced(self: ApplicationBuilder, _: str) -> ApplicationBuilder:
        return take_token(self, token).base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")

    ApplicationBuilder.token = replaced


def for_aiogram(base_url: str, token: str) -> None:
    """Give every session this base URL; the examples read the token from the environment."""
    from aiogram.client.session.base import BaseSession  # noqa: PLC0415 (only one of the two libraries is loaded)
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415

    begin = BaseSession.__init__

    def replaced(self: BaseSession, **more: object) -> None:
        begin(self, **{**more, "api": TelegramAPIServer.from_base(base_url)})

    BaseSession.__init__ = replaced
    os.environ["BOT_TOKEN"] = token


if __name__ == "__main__":
    library, path, url, bot_token = sys.argv[1:]
    {"python-telegram-bot": for_python_telegram_bot, "aiogram": for_aiogram}[library](url, bot_token)
    sys.argv = [path]
    runpy.run_path(path, run_name="__main__")
