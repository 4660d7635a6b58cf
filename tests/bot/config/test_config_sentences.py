"""Every refusal of the configuration is one sentence in each language that names its key."""

import re
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.render import Renderer
from bot.vocabulary import LANGUAGES, TEMPLATES

ROOT = Path(__file__).parents[3]
SOURCE = "config.toml"
REFUSALS = [
    ConfigError("desk.langauge", "unknown-key", nearest="desk.language", source=SOURCE),
    ConfigError("desk.langauge", "unknown-key", nearest="", source=SOURCE),
    ConfigError("TRUCBAN_X", "unknown-variable", nearest="TRUCBAN_CLOCK_URL"),
    ConfigError("TRUCBAN_X", "unknown-variable", nearest=""),
    *[
        ConfigError("desk.language", "wrong-type", expected=expected, source=SOURCE)
        for expected in (
            *("duration", "number", "table", "path", "text"),
            *("daily-time", "weekly-time", "monthly-time"),
        )
    ],
    ConfigError("desk.language", "wrong-choice", choices="vi · en", source=SOURCE),
    ConfigError("health.port", "out-of-range", bound=65535, source=SOURCE),
    ConfigError("telegram.api_url", "wrong-address", expected="http://", source=SOURCE),
    ConfigError("desk.time_zone", "unknown-zone", source=SOURCE),
    ConfigError("config.toml", "not-toml", line="2", column="4"),
    *[
        ConfigError("storage.files", "unreadable", path="/x", reason=reason)
        for reason in ("missing", "directory", "not-a-directory", "forbidden", "not-utf-8", "unreadable")
    ],
    ConfigError("telegram.token", "token-readable", path="/x"),
    ConfigError("telegram.token_file", "token-twice"),
    ConfigError("telegram.token", "token-form"),
    ConfigError("telegram.token", "token-missing"),
    ConfigError("TRUCBAN_CLOCK_URL", "clock-not-loopback", api_url="https://x", clock_url="http://127.0.0.1"),
    ConfigError("telegram.mode", "later", value="webhook"),
    ConfigError("storage.url", "storage-url"),
    ConfigError("storage.url", "database-unreachable"),
    ConfigError("storage.url", "database-locked", holder="4711"),
    ConfigError("storage.url", "schema-newer", found=9, known=1),
    ConfigError("storage.url", "schema-older", known=1),
    ConfigError("storage.url", "schema-changed", found=1),
    ConfigError("storage.url", "schema-foreign"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: error.code)
def test_config_sentence_names_the_key(language: str, error: ConfigError) -> None:
    """The sentence is one line, names the key and, when near, what was meant."""
    renderer = Renderer(TEMPLATES, "Asia/Ho_Chi_Minh")
    said = renderer.config_error(language, error.key, error.code, error.fields)
    assert error.key in said
    assert "\n" not in said
    assert str(error.fields.get("nearest", "")) in said


def test_config_sentences_are_complete() -> None:
    """Every refusal the code can make is said here, in both languages, and no other is."""
    files = [*(ROOT / "bot/config").glob("*.py"), ROOT / "bot/clock.py", *(ROOT / "storage").glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    raised = set(
        re.findall(r'(?:ConfigError\([^,]+, |__\(URL_KEY, |SchemaError\(|    _refuse\()"([a-z-]+)"[,)]', code)
    )
    said = {error.code for error in REFUSALS} - {"unreadable"}  # its code stands beside a reason in paths.py
    assert raised - {"unreadable"} == said
    for language in LANGUAGES:
        found = {path.name for path in (TEMPLATES / language / "errors").glob("config-*.txt.j2")}
        assert found == {f"config-{code}.txt.j2" for code in {*said, "unreadable"}}
