"""Paths the configuration names: refused at the start when they can never work."""

import os
import stat
from pathlib import Path
from typing import Never

from bot.config.settings import Settings
from bot.errors import ConfigError

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (FileNotFoundError, "missing"),
    (IsADirectoryError, "directory"),
    (NotADirectoryError, "not-a-directory"),
    (PermissionError, "forbidden"),
    (UnicodeDecodeError, "not-utf-8"),
)


def read_text(key: str, path: Path) -> str:
    """The text of a file.

    Raises:
        ConfigError: `unreadable` with a reason, naming `key`.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        _refuse(key, path, _reason(error))


def read_bytes(key: str, path: Path) -> bytes:
    """The content of a file.

    Raises:
        ConfigError: `unreadable` with a reason, naming `key`.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(key, path, _reason(error))


def refuse_readable_by_others(key: str, path: Path) -> None:
    """A token is the bot: whoever reads it can speak as the desk.

    Raises:
        ConfigError: `token-readable`.
    """
    if os.name == "posix" and path.stat().st_mode & stat.S_IROTH:
        raise ConfigError(key, "token-readable", path=str(path))


def check_paths(settings: Settings) -> None:
    """Refuse what can never work; a folder that is not there yet is made by the first who needs it.

    Raises:
        ConfigError: `unreadable` with a reason.
    """
    _check_folder("storage.files", settings.storage.files)
    if database := settings.storage.sqlite_path:
        _check_folder("storage.url", database.parent)
        if database.is_dir():
            _refuse("storage.url", database, "directory")
        if database.exists() and not os.access(database, os.R_OK):
            _refuse("storage.url", database, "forbidden")


def _check_folder(key: str, folder: Path) -> None:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir():
        _refuse(key, there, "not-a-directory")
    if not os.access(there, os.R_OK | os.X_OK):
        _refuse(key, there, "forbidden")


def _reason(error: Exception) -> str:
    return next((word for kind, word in _REASONS if isinstance(error, kind)), "unreadable")


def _refuse(key: str, path: Path, reason: str) -> Never:
    raise ConfigError(key, "unreadable", path=str(path), reason=reason) from None
