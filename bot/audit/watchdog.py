"""Whoever watches the process hears that it is well: systemd by its socket (sd_notify(3)), a monitor by a file.

Two questions: systemd ends and starts what is silent, so it hears of us unless the program itself stands still. The
file is for people, so it is touched only while nothing at all is wrong.
"""

import socket
from pathlib import Path

import structlog

from bot.audit.auditor import Auditor

log = structlog.get_logger(__name__)


class Watchdog:
    """`notify_socket`: what systemd gave as NOTIFY_SOCKET, "" outside it. `ping_file`: None for none."""

    def __init__(self, notify_socket: str, ping_file: Path | None) -> None:
        self._socket = notify_socket
        self._file = ping_file

    def ready(self) -> None:
        """The bot runs."""
        self._notify("READY=1")

    def stopping(self) -> None:
        """The bot ends in good order."""
        self._notify("STOPPING=1")

    def hear(self, auditor: Auditor) -> None:
        """The auditor has looked."""
        if not auditor.is_stalled:
            self._notify("WATCHDOG=1")
        if auditor.is_content and self._file is not None:
            try:
                self._file.touch()
            except OSError as error:
                log.warning("ping_file_not_touched", error=type(error).__name__)

    def _notify(self, state: str) -> None:
        if not self._socket:
            return
        address = "\0" + self._socket[1:] if self._socket.startswith("@") else self._socket
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.setblocking(False)
                line.sendto(state.encode(), address)
        except OSError as error:
            log.warning("systemd_not_told", state=state, error=type(error).__name__)
