"""Read the references of a report, the surest first, so that no digit is read twice."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rules.reference_forms import (
    find_bare_declarations,
    find_containers,
    find_named_declarations,
    find_offices,
    find_plates,
    find_procedures,
)
from bot.rules.reference_found import Found
from bot.rules.reference_keywords import (
    find_bills,
    find_foreign_plates,
    find_seals,
    find_tax_codes,
    mask_other_numbers,
)
from bot.rules.references import Reference, ReferenceKind

if TYPE_CHECKING:
    from bot.rules.marked_text import MarkedText
    from bot.vocabulary import ReportVocabulary

_CUSTOMS_PAPERS = (ReferenceKind.DECLARATION, ReferenceKind.PROCEDURE, ReferenceKind.OFFICE)


@dataclass(frozen=True, slots=True)
class ReferenceReading:
    """The references of a text.

    Attributes:
        references: in the order of the text, each once.
        spans: every (start, end) that belongs to a number, so that no time is read from it.
        papers_end_at: where a declaration or its codes end; a date there is the declaration's own.
    """

    references: tuple[Reference, ...]
    spans: list[tuple[int, int]]
    papers_end_at: frozenset[int]


def read_references(marked: "MarkedText", vocabulary: "ReportVocabulary") -> ReferenceReading:
    """Read every reference of a report."""
    groups = vocabulary.groups
    found = Found()
    mask_other_numbers(marked, found)
    find_containers(marked, found, groups["reference.not_an_owner"])
    find_named_declarations(marked, found)
    find_plates(marked, found, groups["reference.not_a_series"])
    find_tax_codes(marked, found)
    find_bills(marked, found)
    find_seals(marked, found)
    find_foreign_plates(marked, found)
    find_bare_declarations(marked, found)
    find_procedures(marked, found)
    find_offices(
        marked, found, groups["office.bare"], groups["office.known_prefixes"], groups["office.not_endings"]
    )
    found.references.sort(key=lambda item: item[0])
    return ReferenceReading(
        references=tuple(dict.fromkeys(reference for _, _, reference in found.references)),
        spans=[(start, end) for start, end, _ in found.references] + found.masked,
        papers_end_at=frozenset(end for _, end, one in found.references if one.kind in _CUSTOMS_PAPERS),
    )
