"""`trucban log verify` exits 0 only for logs that verify, and says where one does not."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.rules.channel import Channel
from bot.rules.log_entry import LogKind, NewLogEntry
from storage import duty_log
from storage.database import open_database

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def verify(database: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on this database, in English."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "log", "verify"],
        cwd=database.parent,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TRUCBAN_STORAGE__URL": f"sqlite:///{database}",
            "TRUCBAN_DESK__LANGUAGE": "en",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
async def written(tmp_path: Path) -> Path:
    """A database with three entries in the system's log."""
    path = tmp_path / "trucban.db"
    database = await open_database(f"sqlite:///{path}")
    async with database.transaction() as tx:
        for n in range(3):
            entry = NewLogEntry(
                kind=LogKind.ORGANISATION_CHANGED,
                desk_id=0,
                recorded_at=NOON,
                channel=Channel.MESSAGE,
                occurred_at=None,
                payload={"n": n},
                text={"name": "Nguyễn Văn An"},
            )
            await duty_log.append(tx, entry)
    await database.close()
    return path


def test_log_verify_accepts_what_was_written(written: Path) -> None:
    """An untouched log verifies, and its last hash is printed."""
    ran = verify(written)
    assert ran.returncode == 0, ran.stderr
    assert "The log of the system: 3 entries, whole, last hash" in ran.stdout


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE duty_log SET payload = '{}' WHERE seq = 2", "NOT whole at entry 2: it was edited"),
        ("UPDATE duty_log SET recorded_at = 9000000000000000000 WHERE seq = 2", "cannot have been written"),
        ("DELETE FROM duty_log WHERE seq = 2", "NOT whole at entry 3"),
        ("DELETE FROM duty_log WHERE seq = 3", "cut off after entry 2"),
        (
            "UPDATE duty_log_texts SET text = '{}' WHERE seq = 1",
            "NOT whole at entry 1: names or free text were",
        ),
        ("DELETE FROM duty_log_texts WHERE seq = 1", "NOT whole at entry 1: names or free text are gone"),
        ("DELETE FROM duty_log_heads", "NOT whole: the log was cut off after entry 3"),
    ],
)
def test_log_verify_finds_tampering(written: Path, tampering: str, said: str) -> None:
    """Someone with the file in hand, the triggers dropped, is found, and the entry is named."""
    connection = sqlite3.connect(written)
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(tampering)
    connection.commit()
    connection.close()
    ran = verify(written)
    assert ran.returncode == 1
    assert said in ran.stdout
    assert "A LOG IS NOT WHOLE" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_log_verify_needs_a_database(tmp_path: Path) -> None:
    """Where there is no database nothing verifies, and none is made."""
    ran = verify(tmp_path / "nowhere.db")
    assert ran.returncode != 0
    assert "storage.url" in ran.stderr
    assert not (tmp_path / "nowhere.db").exists()
