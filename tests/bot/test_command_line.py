"""`trucban` as someone at a terminal meets it: words, exit codes, no tracebacks, no secrets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:sandbox-secret-of-this-test"


def trucban(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in this folder, with no variables but these."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**keep, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_command_line_refuses_a_setting_in_both_languages(tmp_path: Path) -> None:
    """A mistyped key before any language is known: one sentence in each, exit code 2, no traceback."""
    (tmp_path / "config.toml").write_text('[desk]\nlangauge = "vi"\n')
    ran = trucban(tmp_path, "run")
    assert ran.returncode == 2
    assert ran.stdout == ""
    vietnamese, english = ran.stderr.splitlines()
    assert "không có mục cấu hình" in vietnamese
    assert "there is no setting" in english
    for sentence in (vietnamese, english):
        assert "desk.langauge" in sentence
        assert "desk.language" in sentence


def test_command_line_refuses_in_the_stated_language(tmp_path: Path) -> None:
    """Once the file states a language, the refusal is said in it alone."""
    (tmp_path / "other.toml").write_text('[desk]\nlanguage = "en"\n[files]\nmax_download_mb = "x"\n')
    ran = trucban(tmp_path, "check", "--config", "other.toml")
    assert ran.returncode == 2
    assert ran.stderr == "other.toml: “files.max_download_mb” must be a whole number.\n"


def test_command_line_names_a_missing_file(tmp_path: Path) -> None:
    """A configuration that is not there is named, and nothing runs on defaults instead."""
    ran = trucban(tmp_path, "run", "--config", "nowhere.toml")
    assert ran.returncode == 2
    assert "nowhere.toml" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "command",
    ["log export --from 1", "log checkpoint", "backup now", "restore x --yes"],
)
def test_command_line_says_what_comes_later(tmp_path: Path, command: str) -> None:
    """What a later version brings says so in both languages, whatever follows it, and exits 2."""
    ran = trucban(tmp_path, *command.split())
    assert ran.returncode == 2
    assert "sẽ có ở một bản sau" in ran.stderr
    assert "later version" in ran.stderr


def test_command_line_needs_a_token_to_run(tmp_path: Path) -> None:
    """Without a token the bot does not start, and the way to try it without one is named."""
    ran = trucban(tmp_path, "run", TRUCBAN_DESK__LANGUAGE="en")
    assert ran.returncode == 2
    assert "telegram.token" in ran.stderr
    assert "trucban demo" in ran.stderr


def test_command_line_check_says_what_would_fail(tmp_path: Path) -> None:
    """A messenger that cannot be reached is a line in words, exit code 1; the token is not in it."""
    ran = trucban(
        tmp_path,
        "check",
        TRUCBAN_TELEGRAM__TOKEN=TOKEN,
        TRUCBAN_TELEGRAM__API_URL="http://127.0.0.1:9",
        TRUCBAN_DESK__LANGUAGE="en",
        TRUCBAN_LOGGING__LEVEL="debug",
    )
    assert ran.returncode == 1
    assert "Configuration: correct" in ran.stdout
    assert "will be made at the start (data/trucban.db)" in ran.stdout
    assert "http://127.0.0.1:9 CANNOT be reached" in ran.stdout
    assert "sandbox-secret" not in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_command_line_check_recognises_a_foreign_database(tmp_path: Path) -> None:
    """A file that is no database of ours is refused by its setting."""
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 100)
    ran = trucban(
        tmp_path,
        "check",
        TRUCBAN_STORAGE__URL="sqlite:///x.db",
        TRUCBAN_TELEGRAM__TOKEN=TOKEN,
        TRUCBAN_TELEGRAM__API_URL="http://127.0.0.1:9",
    )
    assert ran.returncode == 1
    assert "storage.url: đây không phải cơ sở dữ liệu của Trực Ban" in ran.stderr


def test_command_line_help_names_every_command(tmp_path: Path) -> None:
    """The help is in both languages and names what product and Makefile promise."""
    said = trucban(tmp_path, "--help").stdout
    for word in (
        "run",
        "demo",
        "setup",
        "check",
        "log",
        "roster",
        "backup",
        "restore",
        "Chạy bot.",
        "Run the bot.",
    ):
        assert word in said
    for word in ("verify", "export", "checkpoint"):
        assert word in trucban(tmp_path, "log", "--help").stdout
