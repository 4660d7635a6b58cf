"""What a single value must look like; a refusal is a code that `refusals` turns into a `ConfigError`."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import SecretStr
from pydantic_core import PydanticCustomError

from bot.config.durations import parse_duration
from bot.config.summary_times import parse_daily, parse_monthly, parse_weekly

_TOKEN = re.compile(r"[0-9]{1,15}:[^\s/]+")  # Telegram's is 35 letters after the colon; the sandbox takes any
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) ?[-–] ?([01][0-9]|2[0-3]):([0-5][0-9])")
DATABASE_SCHEMES = ("sqlite", "postgresql")
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


def _refuse(code: str, **fields: object) -> NoReturn:
    raise PydanticCustomError(code, "{code}", {"code": code, **fields})


def _text(value: object) -> str:
    if not isinstance(value, str):
        _refuse("wrong-type", expected="text")
    return value


def duration(value: object) -> timedelta:
    """A duration such as `90s`."""
    if isinstance(value, timedelta):
        return value
    try:
        return parse_duration(value if isinstance(value, str) else "")
    except ValueError:
        _refuse("wrong-type", expected="duration")


def hours(value: object) -> tuple[time, time] | None:
    """From one hour of the day to another, `22:00-06:00`; empty stands for none."""
    if value is None or isinstance(value, tuple):
        return value
    text = _text(value).strip()
    found = _HOURS.fullmatch(text)
    if text and not found:
        _refuse("wrong-type", expected="hours")
    if not found:
        return None
    begins, ends = (time(int(found[at]), int(found[at + 1])) for at in (1, 3))
    return (begins, ends) if begins != ends else None


def daily_time(value: object) -> str:
    """A time of day such as `07:30`; empty for never."""
    return _local_time(value, parse_daily, "daily-time")


def weekly_time(value: object) -> str:
    """A weekday and a time such as `mon 07:30`; empty for never."""
    return _local_time(value, parse_weekly, "weekly-time")


def monthly_time(value: object) -> str:
    """A day of the month and a time such as `1 07:30`, or `last 07:30`; empty for never."""
    return _local_time(value, parse_monthly, "monthly-time")


def _local_time(value: object, parse: Callable[[str], object], expected: str) -> str:
    try:
        parse(found := _text(value))
    except ValueError:
        _refuse("wrong-type", expected=expected)
    return found


def path(value: object) -> Path | None:
    """A path; empty stands for none."""
    if value is None or isinstance(value, Path):
        return value
    return Path(found) if (found := _text(value)) else None


def required_path(value: object) -> Path:
    """A path that must not be empty."""
    found = path(value)
    if found is None:
        _refuse("wrong-type", expected="path")
    return found


def token(value: object) -> SecretStr | None:
    """A bot's token, `<number>:<secret>`; empty stands for none. Its value never appears in a refusal."""
    if value is None or isinstance(value, SecretStr):
        return value
    found = _text(value).strip()
    if found and not _TOKEN.fullmatch(found):
        _refuse("token-form")
    return SecretStr(found) if found else None


def api_url(value: object) -> str:
    """The address of a Bot API server, without the slash at its end."""
    found = _text(value).rstrip("/")
    parts = urlsplit(found)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        _refuse("wrong-address", expected="http:// · https://")
    return found


def proxy_url(value: object) -> str:
    """A proxy's address; empty for none."""
    found = _text(value)
    if found and (urlsplit(found).scheme not in PROXY_SCHEMES or not urlsplit(found).hostname):
        _refuse("wrong-address", expected="http:// · socks5://")
    return found


def database_url(value: object) -> str:
    """`sqlite:///<file>` or `postgresql://…`."""
    found = _text(value)
    scheme, _, rest = found.partition("://")
    if scheme not in DATABASE_SCHEMES or not rest.strip("/") or (scheme == "sqlite" and rest[0] != "/"):
        _refuse("wrong-address", expected="sqlite:/// · postgresql://")
    return found


def owner_url(value: object) -> str:
    """The same for the owner of the tables; empty where the bot migrates with its own role."""
    return database_url(value) if _text(value) else ""


def zone_name(value: object) -> str:
    """A time zone of the tz database."""
    found = _text(value)
    if found not in available_timezones():
        _refuse("unknown-zone")
    return found


def password(address: str) -> str:
    """The password within an address, as it is written there; empty where there is none."""
    return urlsplit(address).password or ""
