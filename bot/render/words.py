"""Single words of `templates/<lang>/words.toml` by dotted key, for templates and buttons."""

import tomllib
from collections.abc import Mapping
from pathlib import Path


class Words:
    """The words of one language, with another language's behind them."""

    def __init__(self, tree: Mapping[str, object], fallback: "Words | None" = None) -> None:
        self._tree = tree
        self._fallback = fallback

    def __call__(self, key: str) -> str:
        """The word at a dotted key such as `buttons.approve`; of several, the first.

        Raises:
            LookupError: when neither language has it.
        """
        found: object = self._tree
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, list) and found:
            found = found[0]
        if isinstance(found, str):
            return found
        if self._fallback is None:
            raise LookupError(key)
        return self._fallback(key)


def load_words(templates: Path, languages: tuple[str, ...]) -> dict[str, Words]:
    """The words of every language; the first language stands in for what another lacks.

    Raises:
        tomllib.TOMLDecodeError: when a file is not TOML.
    """
    loaded: dict[str, Words] = {}
    for language in languages:
        path = templates / language / "words.toml"
        tree = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        loaded[language] = Words(tree, loaded.get(languages[0]))
    return loaded
