"""One process at a time changes a SQLite database: two pollers would both get every update."""

import fcntl
import os
from pathlib import Path

from storage.errors import LockedError


class FileLock:
    """An advisory lock on `<database>.lock`; the kernel lets go of it when the process ends, however it ends.

    Raises:
        LockedError: when another process (or another opening in this one) holds it.
    """

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
            self.release()
            raise LockedError(holder) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let go. The file stays: removing it would let two processes lock two different files."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
