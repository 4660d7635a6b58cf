"""Read a report from free text: what is understood is shown in the preview, and nothing is refused.

The fields are those of Appendix 1, block (2), of QĐ 888/QĐ-TCHQ 2017. A wrong value is worse than none: what nobody
stated stays unknown, what can be read in two ways is left to the author.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rules.clock_text import clock_spans
from bot.rules.courtesy import is_courtesy, is_receipt
from bot.rules.day_text import date_spans
from bot.rules.kind_text import read_kind
from bot.rules.marked_text import mark
from bot.rules.place_text import read_place
from bot.rules.proposal_text import read_proposal
from bot.rules.reference_text import read_references
from bot.rules.references import Reference, ReferenceKind
from bot.rules.urgency import Urgency
from bot.rules.urgency_text import suggest_urgency
from bot.rules.when_text import WhenReading, read_when

if TYPE_CHECKING:
    from bot.vocabulary import ReportVocabulary

__all__ = [
    "Reference",
    "ReferenceKind",
    "ReportReading",
    "ReportWarning",
    "is_courtesy",
    "is_receipt",
    "read_report",
]

_OLD_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ReportWarning:
    """Something to ask the author about: a code, the field it concerns, and the value it is about."""

    code: str
    field: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What was understood of a report.

    Attributes:
        occurred_at: aware UTC; None is "chưa rõ".
        occurred_at_options: two or more where the words are ambiguous; `occurred_at` is None then.
        place: the author's words.
        references: in the order of the text.
        kind: a code of the table of kinds, `other` where nothing says.
        urgency_suggestion: what the words suggest; the author chooses.
        proposal: the sentences of đề nghị, đề xuất …, in the author's words.
        warnings: what is doubtful or must be asked.
    """

    occurred_at: datetime | None
    occurred_at_options: tuple[datetime, ...]
    place: str | None
    references: tuple[Reference, ...]
    kind: str
    urgency_suggestion: Urgency | None
    proposal: str | None
    warnings: tuple[ReportWarning, ...]


def read_report(
    text: str, *, now: datetime, time_zone: ZoneInfo, vocabulary: "ReportVocabulary"
) -> ReportReading:
    """Read a report. Never raises on any text; takes time in proportion to its length.

    Args:
        text: as it was typed, with or without accents, composed or decomposed.
        now: aware; hours and days without a date are the nearest before it.
        time_zone: of the desk, in which the author's hours are meant.
        vocabulary: the words people write.
    """
    marked = mark(text, vocabulary)
    references = read_references(marked, vocabulary)
    without_numbers = marked.taking(references.spans)
    proposal = read_proposal(marked)
    told = without_numbers.taking(list(proposal.spans))
    when = read_when(
        told, now=now, time_zone=time_zone, vocabulary=vocabulary, papers_end_at=references.papers_end_at
    )
    return ReportReading(
        occurred_at=when.occurred_at,
        occurred_at_options=when.options,
        place=read_place(told.taking([*clock_spans(told), *date_spans(told)])),
        references=references.references,
        kind=read_kind(marked, vocabulary, proposal.spans),
        urgency_suggestion=suggest_urgency(marked),
        proposal=proposal.proposal,
        warnings=(*_of_time(when, now), *_of_references(references.references)),
    )


def _of_time(when: WhenReading, now: datetime) -> tuple[ReportWarning, ...]:
    codes: list[str] = []
    if when.has_day_only:
        codes.append("occurred_without_hour")
    if when.occurred_at is not None and when.occurred_at > now:
        codes.append("occurred_in_future")
    if when.occurred_at is not None and now - when.occurred_at > _OLD_AFTER:
        codes.append("occurred_long_ago")
    return tuple(ReportWarning(code, "occurred_at") for code in codes)


def _of_references(references: tuple[Reference, ...]) -> tuple[ReportWarning, ...]:
    return tuple(
        ReportWarning(one.warning.value, "references", one.text)
        for one in references
        if one.warning is not None
    )
