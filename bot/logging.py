"""The program's own log lines (never the duty log): one line an event, fields instead of prose, no secrets.

Whatever is logged by whom, the text of the line passes the redaction last: the bot's token leaks through
httpx's INFO line, PTB at DEBUG, `repr(bot)` and tracebacks.
"""

import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

import structlog

HIDDEN = "***"
SHORTEST_SECRET = 4  # a shorter one would blacken ordinary words
_TOKEN = r"[0-9]{5,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}"  # noqa: S105 - the form of tokens, not one

# Their DEBUG lines carry what people wrote (SQL parameters, message texts): not for a technical log.
_WRITE_CONTENT = ("aiosqlite", "httpcore", "psycopg", "telegram", "asyncio")


class Redactor:
    """Blackens bot tokens, and the secrets it was given, in any text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if len(secret) >= SHORTEST_SECRET for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join([*map(re.escape, longest_first), _TOKEN]), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """The text with every secret replaced by `***`."""
        return self._pattern.sub(HIDDEN, text)


def _forms(secret: str) -> set[str]:
    """How a secret may be written: as it is, in a URL, and without the bot's number in front of it."""
    _, _, after_number = secret.partition(":")
    long_enough = len(after_number) >= 5 * SHORTEST_SECRET
    return {secret, quote(secret, safe=""), *([after_number] if long_enough else [])}


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last step of every line, structlog's or the standard library's, exception text included."""

    redact = Redactor()

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))


def configure_logging(
    level: str, form: str, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> logging.Handler:
    """Send all log lines through one redacting handler on the root logger, and return it.

    `level` and `form` are the settings `logging.level` and `logging.format`; the stream is standard error
    unless one is given. Uncaught exceptions are logged too, so that no traceback goes around the redaction.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = _RedactingFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(form)],
    )
    formatter.redact = Redactor(secrets)
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    _quieten(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    return handler


def _renderer(form: str) -> structlog.typing.Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.processors.LogfmtRenderer(
        key_order=["at", "level", "logger", "event"], drop_missing=True, bool_as_flag=False
    )


def _quieten(level: str) -> None:
    for name in _WRITE_CONTENT:
        logging.getLogger(name).setLevel(logging.INFO)
    # One line a request tells an operator nothing the ledger of sends does not.
    logging.getLogger("httpx").setLevel(logging.INFO if level == "debug" else logging.WARNING)


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    found = (kind, error if error is not None else kind(), traceback)
    logging.getLogger("trucban").critical("uncaught", exc_info=found)
