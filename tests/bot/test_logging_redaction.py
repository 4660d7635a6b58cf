"""The bot's token is pushed through every way it is known to leak, and found nowhere."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
import structlog
from telegram import Bot

from bot.logging import Redactor, configure_logging

CONFIGURED = "7000000001:sandbox-secret"
OTHER = "123456789:AAHfFj0-aBcDeFgHiJkLmNoPqRsTuVwXyZ_"
PASSWORD = "pass/4711"
SECRETS = (CONFIGURED, OTHER, PASSWORD, "sandbox-secret", "AAHfFj0", quote(CONFIGURED, safe=""))


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the log says, in both forms, at the level that says most."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level, sys.excepthook, threading.excepthook)
    stream = io.StringIO()
    configure_logging("debug", request.param, (CONFIGURED, PASSWORD), stream)
    yield stream
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    root.handlers[:], sys.excepthook, threading.excepthook = before[0], before[2], before[3]
    root.setLevel(before[1])
    for name in ("httpx", "telegram", "httpcore", "aiosqlite", "psycopg", "asyncio"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def clean(stream: io.StringIO) -> str:
    """The lines, after making sure that something was said and nothing secret."""
    said = stream.getvalue()
    assert said
    assert "***" in said
    leaked = [secret for secret in SECRETS if secret.lower() in said.lower()]
    assert leaked == []
    return said


async def test_redaction_of_httpx_lines(lines: io.StringIO) -> None:
    """Every address is logged by httpx at INFO, the token within it, plain or with %3A."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=transport) as client:
        for token in (CONFIGURED, OTHER):
            await client.get(f"https://api.telegram.org/bot{token}/getMe")
            await client.get(f"https://api.telegram.org/file/bot{quote(token, safe='')}/photo.jpg")
    assert clean(lines).count("HTTP Request") == 4


def test_redaction_of_repr(lines: io.StringIO) -> None:
    """`repr(bot)` shows the token; so do arguments and fields of a line."""
    bot = Bot(OTHER)
    logging.getLogger("any").warning("bot is %r", bot)
    structlog.get_logger("any").info("bot", bot=bot, nested={"token": CONFIGURED, "password": PASSWORD})
    clean(lines)


def test_redaction_of_tracebacks(lines: io.StringIO) -> None:
    """An exception's text and chain pass the redaction, however it is logged and when nobody caught it."""
    try:
        try:
            raise ValueError(f"https://x/bot{OTHER}/getMe")  # noqa: TRY301 - a chain is what is tested
        except ValueError as error:
            raise RuntimeError(CONFIGURED) from error
    except RuntimeError:
        logging.getLogger("standard").exception("failed")
        structlog.get_logger("fields").exception("failed")
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type] # there is an exception here
    assert clean(lines).count("RuntimeError: ***") == 3


def test_redaction_of_threads(lines: io.StringIO) -> None:
    """A thread that dies of an exception with a token in it says so without the token."""

    def crash() -> None:
        raise ValueError(CONFIGURED)

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    assert "ValueError" in clean(lines)


def test_log_lines_are_one_line_each(lines: io.StringIO) -> None:
    """A line break in a value makes no new line, and Vietnamese stays readable."""
    structlog.get_logger("x").warning("event_name", text="một\nhai", count=2)
    said = lines.getvalue()
    assert said.count("\n") == 1
    assert "một" in said
    if said.startswith("{"):
        assert json.loads(said)["count"] == 2
    else:
        assert said.startswith("at=")
        assert "level=warning" in said
        assert "event=event_name" in said


def test_log_keeps_what_people_wrote_out(lines: io.StringIO) -> None:
    """Libraries whose DEBUG lines carry message texts and SQL parameters are held at INFO."""
    logging.getLogger("aiosqlite").debug("executing %s", "nội dung vụ việc")
    logging.getLogger("telegram.ext").debug("nội dung vụ việc")
    assert lines.getvalue() == ""


def test_redactor_leaves_ordinary_text_alone() -> None:
    """Times, numbers and short words are no secrets; a very short secret does not blacken the text."""
    text = "14:05 23/11/2026, tờ khai 104567890123, seal 12345:ABC"
    assert Redactor(["", "a:b"])(text) == text
