"""`trucban check`: tries what a start would need, and says in words what would fail."""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.cli.speech import say, say_refusal
from bot.config import Settings
from bot.errors import ConfigError
from bot.messenger.probe import probe_telegram
from storage.database import open_database

AT_THE_NEXT_START = {"schema-older"}  # refusals to read that a start puts right by itself


async def check(settings: Settings, source: Path | None) -> bool:
    """Try configuration, storage and messenger, printing a line for each; whether a start would succeed."""
    language = settings.desk.language
    _line("configuration", language, {"source": str(source) if source else ""})
    fine = [_check_files(settings), await _check_database(settings), await _check_messenger(settings)]
    _line("verdict", language, {"fine": all(fine)})
    return all(fine)


def _check_files(settings: Settings) -> bool:
    folder = settings.storage.files
    writable = _writable(folder)
    _line("files", settings.desk.language, {"path": str(folder), "there": folder.exists(), "fine": writable})
    return writable


async def _check_database(settings: Settings) -> bool:
    language, path = settings.desk.language, settings.storage.sqlite_path
    if path and not path.exists():
        fine = _writable(path.parent)
        _line("database", language, {"finding": "new" if fine else "not-writable", "path": str(path)})
        return fine
    shown = str(path) if path else "PostgreSQL"
    try:
        database = await open_database(settings.storage.url, read_only=True)
    except ConfigError as error:
        if error.code in AT_THE_NEXT_START:
            _line("database", language, {"finding": "upgrade", "path": shown})
            return True
        say_refusal(error, language)
        return False
    await database.close()
    _line("database", language, {"finding": "answers", "path": shown})
    return True


async def _check_messenger(settings: Settings) -> bool:
    telegram, language = settings.telegram, settings.desk.language
    try:
        token = telegram.required_token()
    except ConfigError as error:
        say_refusal(error, language)
        return False
    found = await probe_telegram(token, telegram.api_url, telegram.proxy)
    values = {"finding": found.finding, "username": found.username, "api_url": telegram.api_url}
    _line("messenger", language, values)
    return found.finding == "answers"


def _writable(folder: Path) -> bool:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return os.access(there, os.W_OK | os.X_OK)


def _line(about: str, language: str, values: Mapping[str, object]) -> None:
    say(f"check-{about}", values, language)
