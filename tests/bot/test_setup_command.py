"""`trucban setup` as someone at a terminal runs it, with and without a bot that runs."""

import asyncio
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import people
from storage.database import open_database
from tests.support.desk_under_test import desk_under_test
from tests.support.organisation_file import PLACES, SHIFT, STAFF, WHOLE

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"https://t\.me/trucban_bot\?start=([2-9A-Z]{10})")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


async def setup(folder: Path, text: str, *options: str, **environ: str) -> Ran:
    """Run the command in this folder on a file of this text."""
    (folder / "o.toml").write_text(text, "utf-8")
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "setup",
        "o.toml",
        *options,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "TRUCBAN_STORAGE__URL": f"sqlite:///{folder / 'trucban.db'}",
            **environ,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await running.communicate()
    return Ran(running.returncode or 0, out.decode(), err.decode())


async def names(folder: Path) -> list[str]:
    """Who is stored."""
    database = await open_database(f"sqlite:///{folder / 'trucban.db'}", read_only=True)
    async with database.read() as tx:
        found = [person.name for person in await people.list_active(tx)]
    await database.close()
    return found


async def test_setup_command_tells_what_it_did(tmp_path: Path) -> None:
    """A preview stores nothing, a run says each thing it made, a second run that nothing changed."""
    preview = await setup(tmp_path, WHOLE, "--dry-run")
    assert preview.code == 0, preview.err
    assert "Xem trước, chưa lưu gì:" in preview.out
    assert "Mã liên kết" not in preview.out
    assert not (tmp_path / "trucban.db").exists()
    ran = await setup(tmp_path, WHOLE)
    assert ran.code == 0, ran.err
    assert "+ Tạo người Nguyễn Văn An (A-1): chức danh Phó Chi cục trưởng" in ran.out
    assert "+ Tạo ca trực HP 08:00 23/11/2026 – 08:00 24/11/2026: lãnh đạo trực ban Nguyễn" in ran.out
    assert re.search(r"Lê Xuân: [2-9A-Z]{10} \(đến ", ran.out)
    again = await setup(tmp_path, WHOLE)
    assert again.out.startswith("Không có gì thay đổi.\n")
    assert "mã đã cấp còn dùng được" in again.out
    changed = await setup(tmp_path, WHOLE.replace("Phó Chi cục", "Chi cục"), "--dry-run")
    assert "* Sửa người Nguyễn Văn An (A-1): chức danh Phó Chi cục trưởng → Chi cục trưởng" in changed.out
    assert len(await names(tmp_path)) == 5


async def test_setup_command_refuses_in_both_languages(tmp_path: Path) -> None:
    """Every fault in one go, in each language until one is stated; exit code 2, nothing stored, no traceback."""
    wrong = PLACES + STAFF.replace('title = "Phó', 'titel = "Phó') + SHIFT
    ran = await setup(tmp_path, wrong)
    assert (ran.code, ran.out) == (2, "")
    vietnamese, after, english, last = ran.err.splitlines()
    assert vietnamese.startswith("o.toml: [[people]] mục 1 (Nguyễn Văn An), titel: không có khóa này")
    assert english.startswith("o.toml: [[people]] entry 1 (Nguyễn Văn An), titel: there is no such key")
    assert "“title”" in vietnamese
    assert ("Chưa lưu gì" in after, "Nothing was stored" in last) == (True, True)
    assert not (tmp_path / "trucban.db").exists()
    ran = await setup(tmp_path, "x = = 3", TRUCBAN_DESK__LANGUAGE="en")
    assert ran.err.splitlines()[0] == "o.toml: line 1, column 5 is not TOML."
    ran = await setup(tmp_path, WHOLE, "--replace-shifts", TRUCBAN_DESK__LANGUAGE="en")
    assert (ran.code, "--reason" in ran.err) == (2, True)
    (tmp_path / "o.toml").unlink()


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_setup_command_reaches_the_running_bot(tmp_path: Path, language: str) -> None:
    """While a bot holds the database the command hands over to it: stored, answered, with the bot's deep link."""
    newcomer = '[[people]]\nname = "Cao Sơn"\nunit = "03EE"\nroles = ["unit"]\n'
    async with desk_under_test(tmp_path) as desk:
        ran = await setup(tmp_path, newcomer, TRUCBAN_DESK__LANGUAGE=language)
        assert ran.code == 0, ran.err
        found = LINK.search(ran.out)
        assert found, ran.out
        phone = desk.phone(900)
        await phone.sends(f"/start {found[1]}")
        await phone.sees("Cao Sơn", "công chức đơn vị")
        refused = await setup(tmp_path, newcomer.replace("03EE", "09XX"), TRUCBAN_DESK__LANGUAGE=language)
        assert (refused.code, "09XX" in refused.err) == (2, True)
        looked = await setup(
            tmp_path, '[[people]]\nname = "Cao Sơn"\nunit = "03EE"\nactive = false', "--dry-run"
        )
        assert "- Ngừng người Cao Sơn" in looked.out
        assert "Cao Sơn" in await names(tmp_path)


async def test_setup_command_beside_something_else(tmp_path: Path) -> None:
    """Where what holds the database is no bot that answers, the command says who holds it and changes nothing."""
    database = await open_database(f"sqlite:///{tmp_path / 'trucban.db'}")
    ran = await setup(tmp_path, WHOLE)
    await database.close()
    assert ran.code == 2
    assert f"tiến trình {os.getpid()}" in ran.err
    assert await names(tmp_path) == []
