"""GET /healthz of a running bot, asked over HTTP."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.support.desk_under_test import DeskUnderTest, desk_under_test
from tests.support.trouble import change


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


async def asked(port: int) -> tuple[int, dict[str, Any]]:
    """The page's status and facts, once it is served."""
    async with httpx.AsyncClient(trust_env=False) as client, asyncio.timeout(10):
        while True:
            try:
                answer = await client.get(f"http://127.0.0.1:{port}/healthz")
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
                continue
            return answer.status_code, answer.json()


async def becomes(port: int, status: int) -> dict[str, Any]:
    """The facts once the page answers so."""
    async with asyncio.timeout(10):
        while True:
            found, facts = await asked(port)
            if found == status:
                return facts
            await asyncio.sleep(0.02)


async def a_minute_later(desk: DeskUnderTest, port: int, status: int) -> dict[str, Any]:
    """What the page says after the auditor's next look."""
    await asyncio.sleep(0.1)  # a loop that was just started has its first turn
    await desk.advance(timedelta(minutes=1))
    return await becomes(port, status)


async def test_the_page_shows_beats_lines_and_findings(tmp_path: Path) -> None:
    """200 with the last poll, send, look at the timers; 503 with what the auditor finds, until it is over."""
    port = free_port()
    async with desk_under_test(tmp_path, TRUCBAN_HEALTH__PORT=str(port)) as desk:
        await desk.phone(103).sends("/catruc")
        await asked(port)
        facts = await a_minute_later(desk, port, 200)
        assert facts["ok"]
        assert facts["findings"] == facts["alarms"] == []
        for beat in ("last_poll", "last_send", "last_timer"):
            assert facts[beat] is not None, beat
        for line in ("inbox", "outbox"):
            assert facts[line] == {"waiting": 0, "oldest": None}
        await change(desk, "UPDATE shift_members SET role = 'officer' WHERE role = 'leader'")
        facts = await a_minute_later(desk, port, 503)
        assert not facts["ok"]
        assert [one["kind"] for one in facts["findings"]] == ["leader-missing"]
        assert facts["last_audit"] is not None
        await change(desk, "UPDATE shift_members SET role = 'leader' WHERE person_id = 1")
        assert (await a_minute_later(desk, port, 200))["findings"] == []


async def test_systemd_hears_of_a_running_bot(tmp_path: Path) -> None:
    """READY at the start, WATCHDOG after each look, STOPPING at the end, over the socket that systemd names."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.setblocking(False)
        ping = tmp_path / "ping"
        async with desk_under_test(
            tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify"), TRUCBAN_AUDIT__PING_FILE=str(ping)
        ) as desk:
            assert line.recv(100) == b"READY=1"
            await asyncio.sleep(0.1)  # the auditor's loop has its first turn
            await desk.advance(timedelta(minutes=1))
            async with asyncio.timeout(10):
                while not ping.exists():  # noqa: ASYNC110 - a file tells nobody
                    await asyncio.sleep(0.02)
            assert line.recv(100) == b"WATCHDOG=1"
        assert line.recv(100) == b"STOPPING=1"
