"""Whoever watches the process, over a real socket and a real file."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.audit.watchdog import Watchdog
from tests.audit.conftest import Audited
from tests.support.raw_sql import raw


@pytest.fixture(params=["path", "abstract"])
def listening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    """Systemd's end, by a path or in the abstract namespace."""
    name = str(tmp_path / "notify") if request.param == "path" else f"@trucban-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(name.replace("@", "\0", 1))
        line.setblocking(False)
        yield name, line


def heard(line: socket.socket) -> list[str]:
    """Everything said so far."""
    said = []
    while True:
        try:
            said.append(line.recv(100).decode())
        except BlockingIOError:
            return said


async def test_systemd_hears_of_a_bot_that_is_well(
    listening: tuple[str, socket.socket], audited: Audited, tmp_path: Path
) -> None:
    """Ready, alive after a look, stopping; silence while the program stands still."""
    name, line = listening
    watchdog = Watchdog(name, None)
    watchdog.ready()
    await audited.after(1)
    watchdog.hear(audited.auditor)
    assert heard(line) == ["READY=1", "WATCHDOG=1"]
    await audited.after(6)  # no poll was ever answered
    watchdog.hear(audited.auditor)
    assert heard(line) == []
    watchdog.stopping()
    assert heard(line) == ["STOPPING=1"]


async def test_the_ping_file_is_touched_only_while_nothing_is_wrong(audited: Audited, tmp_path: Path) -> None:
    """A shift without a leader leaves the file as old as it is; a folder that is gone is no reason to fail."""
    file = tmp_path / "ping"
    watchdog = Watchdog("", file)
    await audited.after(1)
    watchdog.hear(audited.auditor)
    os.utime(file, (0, 0))
    async with audited.office.desk.database.transaction() as tx:
        await raw(tx, "UPDATE shift_members SET role = 'officer'")
        tx.changed = True
    await audited.after(1)
    watchdog.hear(audited.auditor)
    assert file.stat().st_mtime == 0
    gone = Watchdog(str(tmp_path / "nobody"), tmp_path / "gone" / "ping")
    gone.ready()
    gone.hear(audited.auditor)
