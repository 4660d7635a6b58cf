"""The Jinja2 environments over `templates/`, one a language, and the kinds of text they give.

The first language stands in where a template or a word of another is missing.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, select_autoescape
from markupsafe import Markup

from bot.render.length import clip, utf16_len, without_tags
from bot.render.moments import Moments
from bot.render.words import Words, load_words
from bot.vocabulary import LANGUAGES

UNKNOWN_TIME = "time.unknown"  # words.toml: a time nobody stated


class Renderer:
    """Turns a name and values into what a person reads.

    In `*.html.j2` every value is escaped for Telegram's HTML; in `*.txt.j2` nothing is. A value the template
    names and nobody gave is an error (`jinja2.UndefinedError`), never a hole in a sentence. Filters:

    - `when`, `when(now)`, `time`, `day`: a moment; `None` reads as unknown
    - `age(now)`: since a moment; `duration`: of a length of time; `number`
    - `word`: a word of words.toml by its dotted key
    - `clip(n)`, `utf16_len`: in Telegram's units, on plain text
    """

    def __init__(self, templates_dir: Path | str, time_zone: ZoneInfo | str) -> None:
        root = Path(templates_dir)
        zone = ZoneInfo(time_zone) if isinstance(time_zone, str) else time_zone
        self._words = load_words(root, LANGUAGES)
        self._environments = {
            language: _environment(root, language, Moments(language, zone), self._words[language])
            for language in LANGUAGES
        }

    def notice(self, language: str, name: str, values: Mapping[str, object]) -> str:
        """A notice as Telegram's HTML: `notices/<name>/telegram.html.j2`."""
        return self._render(language, f"notices/{name}/telegram.html.j2", values)

    def plain(self, language: str, name: str, values: Mapping[str, object]) -> str:
        """A notice as plain text: `notices/<name>/plain.txt.j2`, or else its HTML without the tags."""
        try:
            return self._render(language, f"notices/{name}/plain.txt.j2", values)
        except TemplateNotFound:
            return without_tags(self.notice(language, name, values))

    def screen(self, language: str, name: str, values: Mapping[str, object]) -> str:
        """An answer or prompt as Telegram's HTML: `screens/<name>.html.j2`."""
        return self._render(language, f"screens/{name}.html.j2", values)

    def page(self, language: str, name: str, values: Mapping[str, object]) -> str:
        """A text of the command line: `screens/<name>.txt.j2`."""
        return self._render(language, f"screens/{name}.txt.j2", values)

    def error(self, language: str, code: str, fields: Mapping[str, object]) -> str:
        """A refusal as Telegram's HTML: `errors/<code>.html.j2`."""
        return self._render(language, f"errors/{code}.html.j2", fields)

    def config_error(self, language: str, key: str, code: str, fields: Mapping[str, object]) -> str:
        """A wrong setting as one sentence: `errors/config-<code>.txt.j2`."""
        return self._render(language, f"errors/config-{code}.txt.j2", {**fields, "key": key})

    def document(self, language: str, name: str, values: Mapping[str, object]) -> str:
        """A document as typst markup: `documents/<name>.typ.j2`, in which every value is data, never markup."""
        environment = self._environments[self._known(language)].overlay(autoescape=True, finalize=as_typst)
        return environment.get_template(f"documents/{name}.typ.j2").render(values)

    def word(self, language: str, key: str) -> str:
        """A word of words.toml by its dotted key.

        Raises:
            LookupError: when no language has it.
        """
        return self._words[self._known(language)](key)

    def _render(self, language: str, name: str, values: Mapping[str, object]) -> str:
        return self._environments[self._known(language)].get_template(name).render(values).strip()

    def _known(self, language: str) -> str:
        return language if language in self._environments else LANGUAGES[0]


def as_typst(value: object) -> Markup:
    """A value as a string of typst's own, which it prints and does not read; what a macro made is markup already."""
    if isinstance(value, Markup):
        return value
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return Markup(f'#"{text}";')  # noqa: S704 - quoted for typst just now


def _environment(root: Path, language: str, moments: Moments, words: Words) -> Environment:
    """One language's templates, the first language's behind them."""
    environment = Environment(
        loader=FileSystemLoader([root / language, root / LANGUAGES[0]]),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def when(at: datetime | int | None, now: datetime | int | None = None) -> str:
        return words(UNKNOWN_TIME) if at is None else moments.when(at, now)

    environment.filters |= {
        "when": when,
        "time": moments.time,
        "day": moments.day,
        "age": moments.age,
        "duration": moments.duration,
        "number": moments.number,
        "word": words,
        "clip": clip,
        "utf16_len": utf16_len,
    }
    environment.globals |= {"word": words, "language": language}
    return environment
