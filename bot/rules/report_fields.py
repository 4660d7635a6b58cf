"""What is known of an incident, as read from what was said and corrected by people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.rules.report_text import ReportReading

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

LEADING = ("container", "plate", "declaration", "seal", "bill")
"""The kinds of reference that name an incident best, the best first."""


@dataclass(frozen=True, slots=True)
class KnownReference:
    """A declaration, container, plate …; `warning` is a code when it could not be verified."""

    kind: str
    text: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class ReportFields:
    """Fields of Appendix 1, block (2). None: nobody stated it – it stays unknown."""

    occurred_at: datetime | None = None
    place: str | None = None
    references: tuple[KnownReference, ...] = ()
    proposal: str | None = None
    warnings: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The stored form: times as ISO 8601."""
        return {
            "occurred_at": self.occurred_at.isoformat() if self.occurred_at else None,
            "place": self.place,
            "references": [[r.kind, r.text, r.warning] for r in self.references],
            "proposal": self.proposal,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ReportFields":
        """Read the stored form; what is absent is unknown."""
        occurred_at = stored.get("occurred_at")
        return cls(
            occurred_at=datetime.fromisoformat(occurred_at) if occurred_at else None,
            place=stored.get("place"),
            references=tuple(KnownReference(*r) for r in stored.get("references", ())),
            proposal=stored.get("proposal"),
            warnings=tuple(stored.get("warnings", ())),
        )

    def with_later(self, later: "ReportFields") -> "ReportFields":
        """What is known after something more was said: newer values win, references add up."""
        known = {r.text for r in self.references}
        return replace(
            self,
            occurred_at=later.occurred_at or self.occurred_at,
            place=later.place or self.place,
            references=(*self.references, *(r for r in later.references if r.text not in known)),
            proposal=later.proposal or self.proposal,
            warnings=tuple(dict.fromkeys((*self.warnings, *later.warnings))),
        )

    @property
    def leading_reference(self) -> str:
        """The one reference people name the incident by, or nothing."""
        for kind in LEADING:
            for reference in self.references:
                if reference.kind == kind:
                    return reference.text
        return ""


def understood(reading: ReportReading, corrected: Mapping[str, Any] | None = None) -> ReportFields:
    """The fields as read from a text, with what its author corrected (`occurred_at` in microseconds)."""
    fields = ReportFields(
        occurred_at=reading.occurred_at,
        place=reading.place,
        references=tuple(KnownReference(r.kind, r.text, r.warning or "") for r in reading.references),
        proposal=reading.proposal,
        warnings=tuple(w.code for w in reading.warnings),
    )
    corrected = corrected or {}
    if "occurred_at" in corrected:
        stated = corrected["occurred_at"]
        at = None if stated is None else EPOCH + timedelta(microseconds=stated)
        fields = replace(fields, occurred_at=at)
    return replace(fields, **{key: corrected[key] for key in ("place", "proposal") if key in corrected})


def known_of(versions: Iterable[ReportFields]) -> ReportFields:
    """What all versions together tell, in order."""
    known = ReportFields()
    for version in versions:
        known = known.with_later(version)
    return known
