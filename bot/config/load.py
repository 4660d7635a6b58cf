"""Reads the file and the environment into one validated tree, or refuses with the facts of one sentence."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from bot.clock import refuse_foreign_clock
from bot.config import forms
from bot.config.paths import check_paths, read_text, refuse_readable_by_others
from bot.config.refusals import refusal
from bot.config.settings import FileTree, Settings
from bot.config.source import (
    CLOCK_VARIABLE,
    NOTIFY_VARIABLE,
    PREFIX,
    merged_with,
    read_environment,
    read_file,
    stated_language,
)
from bot.errors import ConfigError


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The configuration from a file (None: no file, defaults) and the environment, which wins.

    Raises:
        ConfigError: for the first thing wrong; its `language` is set when file or environment state one.
    """
    tree: dict[str, Any] = {}
    try:
        tree = read_file(path) if path else {}
        variables = read_environment(environ)
        _validated(tree, str(path), strict=True)
        read = _validated(merged_with(tree, variables), f"{PREFIX}…", strict=False)
        settings = Settings.model_construct(
            **dict(read),
            clock_url=environ.get(CLOCK_VARIABLE, ""),
            notify_socket=environ.get(NOTIFY_VARIABLE, ""),
        )
        refuse_foreign_clock(settings.clock_url, settings.telegram.api_url)
        if settings.telegram.mode == "webhook":
            raise ConfigError("telegram.mode", "later", value="webhook")  # noqa: TRY301 - gets its language below
        check_paths(settings)
        if path and tree.get("telegram", {}).get("token"):
            refuse_readable_by_others("telegram.token", path)
        return _with_token_file(settings)
    except ConfigError as error:
        error.language = stated_language(tree, environ)
        raise


def _validated(tree: dict[str, Any], source: str, *, strict: bool) -> FileTree:
    """The tree as settings. The file is read strictly ("20" is no number); variables are always text."""
    try:
        return FileTree.model_validate(tree, strict=strict)
    except ValidationError as error:
        raise refusal(error, FileTree, source) from None


def _with_token_file(settings: Settings) -> Settings:
    telegram = settings.telegram
    if telegram.token_file is None:
        return settings
    if telegram.token is not None:
        raise ConfigError("telegram.token_file", "token-twice")
    text = read_text("telegram.token_file", telegram.token_file)
    refuse_readable_by_others("telegram.token_file", telegram.token_file)
    try:
        token = forms.token(text)
    except PydanticCustomError:
        token = None
    if token is None:
        raise ConfigError("telegram.token_file", "token-form")
    return settings.model_copy(update={"telegram": telegram.model_copy(update={"token": token})})
