"""The configuration: one validated tree from a TOML file and `TRUCBAN_…` variables."""

from bot.config.durations import parse_duration
from bot.config.load import load
from bot.config.settings import Deadlines, DeskSettings, Settings, StorageSettings, TelegramSettings
from bot.config.source import language_stated

__all__ = [
    "Deadlines",
    "DeskSettings",
    "Settings",
    "StorageSettings",
    "TelegramSettings",
    "language_stated",
    "load",
    "parse_duration",
]
