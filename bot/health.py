"""GET /healthz on the loopback address: whether the bot lives, what it last did, and what is wrong right now."""

import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.clock import Clock
from bot.pulse import Beat, Pulse
from storage import audit, findings
from storage.audit import Line
from storage.engine import Database
from storage.errors import UnavailableError

LOOPBACK = "127.0.0.1"
AUDIT_SILENT_AFTER = timedelta(minutes=3)

Health = Callable[[], Awaitable[tuple[bool, Mapping[str, Any]]]]


class _Server(uvicorn.Server):
    """Leaves the signals to the bot, which ends it by cancelling."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Healthy:
    """What the page says: alarms, the last beats, the oldest rows that wait, what the auditor finds."""

    def __init__(
        self, database: Database, clock: Clock, pulse: Pulse, alarms: Callable[[], frozenset[str]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._pulse = pulse
        self._alarms = alarms
        self._since = clock.now()

    async def __call__(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether all is well, and the facts. Moments are in UTC."""
        now = self._clock.now()
        alarms = sorted(self._alarms())
        seen = {f"last_{what}": _moment(self._pulse.last(what)) for what in Beat}
        seen_at = self._pulse.last(Beat.AUDIT) or self._since
        is_silent = now - seen_at > AUDIT_SILENT_AFTER
        try:
            waits, found = await self._rows(now)
        except UnavailableError:
            return False, {"ok": False, "alarms": alarms, "database": "unavailable", **seen}
        is_well = not (alarms or found or is_silent)
        facts = {"ok": is_well, "alarms": alarms, **seen, "audit_silent": is_silent, **waits}
        return is_well, {**facts, "findings": found}

    async def _rows(self, now: datetime) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        async with self._database.read() as tx:
            waits = {
                "inbox": _line(await audit.count_inbox(tx, now)),
                "outbox": _line(await audit.count_outbox(tx, now)),
                "timers_due": _line(await audit.count_timers(tx, now)),
            }
            standing = await findings.list_standing(tx)
        found = [{"kind": one.kind, "about": one.about, "since": _moment(one.found_at)} for one in standing]
        return waits, found


async def serve_health(port: int, health: Health) -> None:
    """Serve until cancelled. 200 while nothing is wrong, 503 otherwise; the page says what."""

    async def page(_: Request) -> JSONResponse:
        is_well, facts = await health()
        return JSONResponse(facts, status_code=200 if is_well else 503)

    app = Starlette(routes=[Route("/healthz", page)])
    config = uvicorn.Config(app, host=LOOPBACK, port=port, log_config=None, access_log=False, lifespan="off")
    server = _Server(config)
    with socket.create_server((LOOPBACK, port)) as line:  # ours, so that it is closed when we are cancelled
        try:
            await server.serve(sockets=[line])
        finally:
            for one in getattr(server, "servers", ()):
                one.close()


def _line(of: Line) -> dict[str, Any]:
    return {"waiting": of.waiting, "oldest": _moment(of.since)}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
