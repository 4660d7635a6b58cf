"""The sample reports, read and counted field by field."""

import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.fold import fold
from bot.rules.report_text import ReportReading, read_report
from bot.vocabulary import ReportVocabulary, load_vocabulary

HERE = Path(__file__).parent
FILES = ("report_samples.toml", "report_samples_unseen.toml")
FIELDS = ("occurred_at", "place", "references", "kind", "urgency", "proposal")
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOTHING_ELSE = {"name", "now", "text", "form", "warnings"}


@dataclass
class Tally:
    """How often a field was found, missed or read wrongly, with what was wrong."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def compare(self, name: str, of_field: str, expected: set[Any], read: set[Any]) -> None:
        """Count expected values found or missed, and values read that were not expected."""
        self.found[of_field] += len(expected & read)
        unread, unexpected = expected - read, read - expected
        # A wrong value in the place of the right one is one fault, and the worse one.
        self.wrong[of_field] += len(unexpected)
        self.missed[of_field] += max(0, len(unread) - len(unexpected))
        if unread or unexpected:
            self.faults.append(f"{name}: {of_field}: expected {sorted(expected)}, read {sorted(read)}")

    @property
    def found_share(self) -> float:
        expected = self.found.total() + self.missed.total() + self.wrong.total()
        return self.found.total() / expected

    @property
    def wrong_share(self) -> float:
        return self.wrong.total() / (self.found.total() + self.missed.total() + self.wrong.total())

    def table(self) -> str:
        """Return the figures as lines of text."""
        lines = [f"{'field':<14}{'found':>7}{'missed':>8}{'wrong':>7}"]
        lines += [f"{one:<14}{self.found[one]:>7}{self.missed[one]:>8}{self.wrong[one]:>7}" for one in FIELDS]
        lines.append(f"{'all':<14}{self.found_share:>7.1%}{'':>8}{self.wrong_share:>7.1%}")
        return "\n".join(lines + self.faults)


def samples(file: str) -> list[dict[str, Any]]:
    """Return the samples of a file."""
    return tomllib.loads((HERE / file).read_text("utf-8"))["sample"]


def is_empty(sample: dict[str, Any]) -> bool:
    """Tell a sample in which nothing may be found."""
    return set(sample) <= NOTHING_ELSE


def read(sample: dict[str, Any], vocabulary: ReportVocabulary) -> ReportReading:
    """Read a sample as the bot would."""
    text = unicodedata.normalize(sample.get("form", "NFC"), sample["text"])
    return read_report(text, now=sample["now"], time_zone=TIME_ZONE, vocabulary=vocabulary)


def loosely(text: str) -> str:
    """Return words as they are compared: without accents, case, line breaks, bullets and outer punctuation."""
    words = (word.strip(",;:.!-–+•()") for word in fold(text).split())
    return " ".join(word for word in words if word)


def one_of(expected: str | list[str] | None, value: str | None) -> tuple[set[str], set[str]]:
    """Return (expected, read) where `expected` may be a list of right answers."""
    right = [loosely(one) for one in ([expected] if isinstance(expected, str) else expected or [])]
    given = {loosely(value)} if value else set()
    chosen = next((one for one in right if one in given), right[0] if right else None)
    return ({chosen} if chosen else set()), given


def count(sample: dict[str, Any], reading: ReportReading, tally: Tally) -> None:
    """Compare one reading with what its sample expects."""
    name = sample["name"]
    options = {one.astimezone(UTC) for one in sample.get("occurred_at_options", ())}
    expected_at = {sample["occurred_at"].astimezone(UTC)} if "occurred_at" in sample else set()
    if options or reading.occurred_at_options:
        read_options = frozenset(reading.occurred_at_options) or frozenset(
            {reading.occurred_at} - {None},
        )
        # Three buttons that hold the two right ones ask the right question.
        is_right = options and options <= set(read_options)
        told = {str(sorted(options or expected_at))} if options or expected_at else set()
        asked = told if is_right else ({str(sorted(read_options))} if read_options else set())
        tally.compare(name, "occurred_at", told, asked)
    else:
        tally.compare(name, "occurred_at", expected_at, {reading.occurred_at} - {None})
    tally.compare(name, "place", *one_of(sample.get("place"), reading.place))
    references = {(one.kind.value, one.text) for one in reading.references}
    tally.compare(name, "references", {tuple(one) for one in sample.get("references", ())}, references)
    tally.compare(name, "kind", {sample.get("kind", "other")} - {"other"}, {reading.kind} - {"other"})
    urgency = {reading.urgency_suggestion.value} if reading.urgency_suggestion else set()
    tally.compare(name, "urgency", {sample["urgency"]} if "urgency" in sample else set(), urgency)
    tally.compare(name, "proposal", *one_of(sample.get("proposal"), reading.proposal))


@pytest.fixture(scope="module")
def vocabulary() -> ReportVocabulary:
    """Return the vocabulary as it is shipped."""
    return load_vocabulary().report


@pytest.mark.parametrize("file", FILES)
def test_samples_are_read_by_field(file: str, vocabulary: ReportVocabulary) -> None:
    """At least 95 % of what reports say is found, at most 1 % of what is read is wrong."""
    tally = Tally()
    for sample in samples(file):
        count(sample, read(sample, vocabulary), tally)
    print(f"\n{file}\n{tally.table()}")  # noqa: T201 - the figures by field are asked for
    assert tally.wrong_share <= 0.01, tally.table()
    assert tally.found_share >= 0.95, tally.table()


@pytest.mark.parametrize(
    "sample",
    [one for file in FILES for one in samples(file) if is_empty(one)],
    ids=lambda one: one["name"],
)
def test_nothing_is_found_where_nothing_is(sample: dict[str, Any], vocabulary: ReportVocabulary) -> None:
    """Small talk, questions and look-alikes give no field at all."""
    reading = read(sample, vocabulary)
    found = (
        reading.occurred_at,
        reading.occurred_at_options,
        reading.place,
        reading.references,
        reading.urgency_suggestion,
        reading.proposal,
        reading.kind,
    )
    assert found == (None, (), None, (), None, None, "other")


@pytest.mark.parametrize(
    "sample",
    [one for file in FILES for one in samples(file) if "warnings" in one],
    ids=lambda one: one["name"],
)
def test_doubts_are_told(sample: dict[str, Any], vocabulary: ReportVocabulary) -> None:
    """A failing check digit, an unknown office and a time that cannot be are warned of, nothing else."""
    reading = read(sample, vocabulary)
    assert {warning.code for warning in reading.warnings} == set(sample["warnings"])


def test_there_are_enough_samples() -> None:
    """Sixty reports and more, fifteen of them empty; names are unique."""
    own, unseen = (samples(file) for file in FILES)
    assert len(own) >= 45
    assert len(unseen) >= 20
    assert sum(map(is_empty, own)) >= 15
    names = [sample["name"] for sample in (*own, *unseen)]
    assert len(names) == len(set(names))
