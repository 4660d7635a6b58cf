"""One validated tree from file and environment; what is wrong is refused by name."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import Settings, load
from bot.errors import ConfigError

TOKEN = "7000000001:a-secret-nobody-may-read-0123456789"


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    """A configuration file with these permissions."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def refused(path: Path | None, **environ: str) -> ConfigError:
    """The refusal of this configuration."""
    with pytest.raises(ConfigError) as caught:
        load(path, environ)
    return caught.value


def test_config_without_file_is_the_default() -> None:
    """Nothing has to be written down to start, and the assumed deadlines are the documented ones."""
    settings = load(None, {"HOME": "/nowhere", "PATH": ""})
    assert settings.telegram.api_url == "https://api.telegram.org"
    assert settings.storage.url == "sqlite:///data/trucban.db"
    assert settings.desk.zone.key == "Asia/Ho_Chi_Minh"
    assert settings.deadlines.of("hoatoc").decision_superior_after == timedelta(minutes=5)
    assert settings.deadlines.of("thuong").result_within == timedelta(days=1)
    assert settings.clock_url == ""


def test_config_reads_file_and_environment_wins(tmp_path: Path) -> None:
    """A key can stand in the file or in a variable; the variable wins; other keys keep their defaults."""
    path = write(
        tmp_path,
        '[desk]\nlanguage = "en"\n[files]\nmax_download_mb = 5\n'
        '[deadlines.khan]\nresult_within = "90s"\ndecision_deputy_after = "0s"\n',
    )
    settings = load(
        path, {"TRUCBAN_FILES__MAX_DOWNLOAD_MB": "7", "TRUCBAN_DEADLINES__KHAN__REMIND_EVERY": "1d"}
    )
    assert settings.desk.language == "en"
    assert settings.files.max_download_mb == 7
    khan = settings.deadlines.khan
    assert khan.result_within == timedelta(seconds=90)
    assert khan.decision_deputy_after == timedelta(0)
    assert khan.remind_every == timedelta(days=1)
    assert khan.acknowledge_within == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ('[telegram]\ntokn = "x"', "telegram.tokn", "telegram.token"),
        ("[telegrm]\nx = 1", "telegrm", "telegram"),
        ('[desk]\nresult_within = "1h"', "desk.result_within", "deadlines.khan.result_within"),
        ('[deadlines.khann]\nresult_within = "1h"', "deadlines.khann", "deadlines.khan"),
        ("zzzzqqqq = 1", "zzzzqqqq", ""),
    ],
)
def test_config_refuses_unknown_keys_with_the_nearest(tmp_path: Path, text: str, key: str, near: str) -> None:
    """A mistyped key is named, with the key that was probably meant."""
    error = refused(write(tmp_path, text))
    assert (error.key, error.code) == (key, "unknown-key")
    assert error.fields["nearest"] == near


def test_config_refuses_unknown_variables_with_the_nearest() -> None:
    """A mistyped variable is refused too; variables of other programs are none of ours."""
    error = refused(None, TRUCBAN_DESK__LANGAUGE="vi")
    assert (error.key, error.code) == ("TRUCBAN_DESK__LANGAUGE", "unknown-variable")
    assert error.fields["nearest"] == "TRUCBAN_DESK__LANGUAGE"
    assert refused(None, TRUCBAN_CLOK_URL="x").fields["nearest"] == "TRUCBAN_CLOCK_URL"


@pytest.mark.parametrize(
    ("text", "key", "code"),
    [
        ('[files]\nmax_download_mb = "20"', "files.max_download_mb", "wrong-type"),
        ("[files]\nmax_download_mb = 0", "files.max_download_mb", "out-of-range"),
        ("[files]\nmax_download_mb = true", "files.max_download_mb", "wrong-type"),
        ("[desk]\nlegal_basis = 888", "desk.legal_basis", "wrong-type"),
        ('[desk]\nlanguage = "fr"', "desk.language", "wrong-choice"),
        ('[desk]\ntime_zone = "Hanoi"', "desk.time_zone", "unknown-zone"),
        ("[deadlines.khan]\nresult_within = 7200", "deadlines.khan.result_within", "wrong-type"),
        ('[deadlines.khan]\nresult_within = "2 giờ"', "deadlines.khan.result_within", "wrong-type"),
        ('deadlines = "soon"', "deadlines", "wrong-type"),
        ("[deadlines]\nkhan = 5", "deadlines.khan", "wrong-type"),
        ("telegram = 1", "telegram", "wrong-type"),
        ('[telegram]\napi_url = "api.telegram.org"', "telegram.api_url", "wrong-address"),
        ('[telegram]\nproxy = "ftp://x"', "telegram.proxy", "wrong-address"),
        ('[telegram]\nmode = "webhook"', "telegram.mode", "later"),
        ('[telegram]\nmode = "pull"', "telegram.mode", "wrong-choice"),
        ('[telegram]\ntoken = "no colon"', "telegram.token", "token-form"),
        ('[storage]\nurl = "mysql://x/y"', "storage.url", "wrong-address"),
        ('[storage]\nurl = "sqlite://x.db"', "storage.url", "wrong-address"),
        ('[storage]\nfiles = ""', "storage.files", "wrong-type"),
    ],
)
def test_config_refuses_wrong_values_by_name(tmp_path: Path, text: str, key: str, code: str) -> None:
    """A value of the wrong type, form or range is refused with its key."""
    error = refused(write(tmp_path, text))
    assert (error.key, error.code) == (key, code)


def test_config_refuses_what_is_not_toml(tmp_path: Path) -> None:
    """A file that is no TOML is refused with the place in it."""
    error = refused(write(tmp_path, "[desk]\nlanguage = vi\n"))
    assert error.code == "not-toml"
    assert error.fields["line"] == "2"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Path.exists, "missing"),
        (lambda path: path.mkdir(), "directory"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not-utf-8"),
    ],
)
def test_config_refuses_an_unreadable_file(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    """A file that is not there, is a folder or is no text is refused with its path."""
    path = tmp_path / "config.toml"
    make(path)
    error = refused(path)
    assert (error.key, error.code, error.fields["reason"]) == ("--config", "unreadable", reason)


def test_config_refuses_a_token_others_can_read(tmp_path: Path) -> None:
    """A token in a file that other users can read is refused; the same file without a token is not."""
    path = write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n', 0o644)
    error = refused(path)
    assert (error.key, error.code) == ("telegram.token", "token-readable")
    path.chmod(0o640)
    assert load(path, {}).telegram.required_token() == TOKEN
    assert load(write(tmp_path, '[desk]\nlanguage = "en"\n', 0o644), {}).desk.language == "en"


def test_config_reads_a_token_file(tmp_path: Path) -> None:
    """The token may be in a file of its own, not readable by others, and not in both places."""
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n")
    secret.chmod(0o600)
    path = write(tmp_path, f'[telegram]\ntoken_file = "{secret}"\n', 0o644)
    assert load(path, {}).telegram.required_token() == TOKEN
    assert refused(path, TRUCBAN_TELEGRAM__TOKEN=TOKEN).code == "token-twice"
    secret.chmod(0o604)
    assert refused(path).code == "token-readable"
    secret.write_text("")
    secret.chmod(0o600)
    assert refused(path).code == "token-form"
    secret.unlink()
    assert (refused(path).key, refused(path).fields["reason"]) == ("telegram.token_file", "missing")


def test_config_refuses_paths_that_can_never_work(tmp_path: Path) -> None:
    """A file where a folder is needed, or a folder for a database, is refused; a missing folder is not."""
    (tmp_path / "file").write_text("x")
    error = refused(None, TRUCBAN_STORAGE__FILES=f"{tmp_path}/file/inside")
    assert (error.key, error.fields["reason"]) == ("storage.files", "not-a-directory")
    assert refused(None, TRUCBAN_STORAGE__URL=f"sqlite:///{tmp_path}/file/x.db").key == "storage.url"
    assert refused(None, TRUCBAN_STORAGE__URL=f"sqlite:///{tmp_path}").fields["reason"] == "directory"
    settings = load(None, {"TRUCBAN_STORAGE__URL": f"sqlite:///{tmp_path}/new/x.db"})
    assert settings.storage.sqlite_path == tmp_path / "new" / "x.db"


def test_config_follows_a_foreign_clock_only_on_this_machine() -> None:
    """A clock that can be moved is refused for a real messenger, and for a clock on another machine."""
    clock = "http://127.0.0.1:8765/control/clock"
    assert refused(None, TRUCBAN_CLOCK_URL=clock).code == "clock-not-loopback"
    local = {"TRUCBAN_TELEGRAM__API_URL": "http://localhost:8765"}
    assert refused(None, TRUCBAN_CLOCK_URL="http://10.0.0.1/clock", **local).code == "clock-not-loopback"
    assert load(None, {"TRUCBAN_CLOCK_URL": clock, **local}).clock_url == clock


def test_config_says_the_language_once_it_is_stated(tmp_path: Path) -> None:
    """A refusal knows its language when file or environment state one; before that it has none."""
    assert refused(write(tmp_path, '[desk]\nlanguage = "en"\nx = 1')).language == "en"
    assert refused(write(tmp_path, "[desk]\nx = 1"), TRUCBAN_DESK__LANGUAGE="vi").language == "vi"
    assert refused(write(tmp_path, "[desk]\nx = 1")).language is None
    assert refused(write(tmp_path, '[desk]\nlanguage = "fr"')).language is None


def test_config_needs_a_token_only_where_telegram_is_spoken_to() -> None:
    """Without a token the configuration loads, and asking for the token is refused by name."""
    with pytest.raises(ConfigError, match=r"telegram\.token"):
        load(None, {}).telegram.required_token()


def test_config_shows_no_secret() -> None:
    """Neither the settings' own text nor a refusal repeats a token or password."""
    settings: Settings = load(
        None,
        {
            "TRUCBAN_TELEGRAM__TOKEN": TOKEN,
            "TRUCBAN_STORAGE__URL": "postgresql://desk:pass-4711@db/trucban",
            "TRUCBAN_TELEGRAM__PROXY": "socks5://u:pass-0815@p:1080",
        },
    )
    assert set(settings.secrets()) == {TOKEN, "pass-4711", "pass-0815"}
    assert not [secret for secret in settings.secrets() if secret in repr(settings)]
    error = refused(None, TRUCBAN_TELEGRAM__TOKEN="a b:c-secret")
    assert "c-secret" not in repr(error.fields) + str(error)
