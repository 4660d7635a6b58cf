"""The words people write, loaded once from `templates/<lang>/words.toml` and handed to the rules as values.

Every language is always recognised: a duty officer reading English still gets Vietnamese reports.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

LANGUAGES = ("vi", "en")
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

Visibility = Literal["normal", "superior_only"]


@dataclass(frozen=True, slots=True)
class KindOfIncident:
    """One row of the table of kinds of incident.

    Attributes:
        code: the stable name, kept in the database.
        visibility: `superior_only` is never shown to a group, a unit or anyone named.
        labels: what people read, by language.
        words: phrases of all languages by which a report shows it.
    """

    code: str
    visibility: Visibility
    labels: Mapping[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReportVocabulary:
    """What the reading of reports knows of human language; compared by identity, since it is loaded once.

    Attributes:
        groups: phrases of all languages by dotted name, for example `time.until`.
        kinds: the kinds of incident, the most telling first.
    """

    groups: Mapping[str, tuple[str, ...]]
    kinds: tuple[KindOfIncident, ...]

    def kind(self, code: str) -> KindOfIncident:
        """Return the row of this code. Raises KeyError where the table has none."""
        for kind in self.kinds:
            if kind.code == code:
                return kind
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything read from the `words.toml` files.

    Attributes:
        report: what the reading of reports knows.
        typed: the words that may be typed for a step, of all languages, by the step's name.
        buttons: the words of every button, of all languages, by their key: a reply key arrives as text.
        record: what is typed in a line of `/ghi`, of all languages, by what it stands for.
        roster: what may stand behind /lichtruc and /tructhay, of all languages, by what it means.
        roster_columns: the headings of a duty table, of all languages, by what stands under them.
    """

    report: ReportVocabulary
    typed: Mapping[str, tuple[str, ...]]
    buttons: Mapping[str, tuple[str, ...]]
    record: Mapping[str, tuple[str, ...]]
    roster: Mapping[str, tuple[str, ...]]
    roster_columns: Mapping[str, tuple[str, ...]]


def load_vocabulary(templates: Path = TEMPLATES) -> Vocabulary:
    """Read `words.toml` of every language below `templates`.

    Raises:
        OSError: a file cannot be read.
        tomllib.TOMLDecodeError: a file is not TOML.
        KeyError: a language lacks a kind of incident, or the kind a field.
    """
    files = {
        language: tomllib.loads((templates / language / "words.toml").read_text("utf-8"))
        for language in LANGUAGES
    }
    return Vocabulary(
        report=_report_vocabulary(files),
        typed=_joined(files, "typed"),
        buttons=_joined(files, "buttons"),
        record=_joined(files, "record"),
        roster=_joined(files, "roster_words"),
        roster_columns=_joined(files, "roster_columns"),
    )


def _report_vocabulary(files: Mapping[str, Mapping[str, Any]]) -> ReportVocabulary:
    groups: dict[str, tuple[str, ...]] = {}
    for file in files.values():
        for name, phrases in _flatten(file["report"]):
            groups[name] = (*groups.get(name, ()), *phrases)
    first = files[LANGUAGES[0]]["kinds"]
    kinds = tuple(
        KindOfIncident(
            code=code,
            visibility=row["visibility"],
            labels=MappingProxyType(
                {language: files[language]["kinds"][code]["label"] for language in files}
            ),
            words=tuple(word for file in files.values() for word in file["kinds"][code]["words"]),
        )
        for code, row in first.items()
    )
    return ReportVocabulary(groups=MappingProxyType(groups), kinds=kinds)


def _joined(files: Mapping[str, Mapping[str, Any]], table: str) -> Mapping[str, tuple[str, ...]]:
    """The words of one table, those of all languages together by their key."""
    joined: dict[str, tuple[str, ...]] = {}
    for file in files.values():
        for key, words in file.get(table, {}).items():
            joined[key] = (*joined.get(key, ()), *((words,) if isinstance(words, str) else words))
    return MappingProxyType(joined)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", tuple(value)
