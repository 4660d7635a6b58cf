"""What is still missing before something can be recorded for others, in the order it is asked for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.rules.decision import DecisionKind
from bot.rules.record import RecordKind


class Field(StrEnum):
    """One thing a record needs; also the key under which the form keeps it, and the name in callback data."""

    KIND = "kind"
    CHANNEL = "channel"
    AT = "at"
    INCIDENT = "incident"
    ADDRESSEE = "addressee"
    OPINION = "opinion"
    DIRECTIVE = "of"
    """the directive that is recalled or replaced"""
    CONTAINMENT = "measure"
    """the containment that is continued or ended"""
    UNITS = "units"
    GIVER = "giver"
    URGENCY = "urgency"
    ANSWERED = "answered"
    TEXT = "text"


NEEDS: Mapping[RecordKind, tuple[Field, ...]] = {
    RecordKind.WORK: (Field.TEXT,),
    RecordKind.NOTE: (Field.INCIDENT, Field.TEXT),
    RecordKind.REPORT: (Field.CHANNEL, Field.AT, Field.UNITS, Field.TEXT, Field.URGENCY),
    RecordKind.OPINION: (
        Field.CHANNEL,
        Field.AT,
        Field.INCIDENT,
        Field.OPINION,
        Field.DIRECTIVE,
        Field.CONTAINMENT,
        Field.UNITS,
        Field.GIVER,
        Field.TEXT,
    ),
    RecordKind.DIRECTIVE: (Field.ADDRESSEE, Field.CHANNEL, Field.AT, Field.TEXT),
    RecordKind.RESULT: (Field.ADDRESSEE, Field.CHANNEL, Field.AT, Field.TEXT),
    RecordKind.CALL: (Field.AT, Field.ANSWERED, Field.TEXT),
}
TO_UNITS = frozenset({DecisionKind.DIRECT, DecisionKind.ADD, DecisionKind.REPLACE})
"""Opinions that name who carries them out."""
ON_DIRECTIVE = frozenset({DecisionKind.REPLACE, DecisionKind.RECALL})
ON_CONTAINMENT = frozenset({DecisionKind.CONTINUE_CONTAINMENT, DecisionKind.END_CONTAINMENT})
WITHOUT_TEXT = frozenset({DecisionKind.APPROVE, DecisionKind.CONTINUE_CONTAINMENT})
"""Opinions that need no words of their own."""


def missing(known: Mapping[str, Any]) -> Field | None:
    """The next thing to ask for; None when it can be recorded."""
    if not known.get(Field.KIND):
        return Field.KIND
    for field in NEEDS[RecordKind(known[Field.KIND])]:
        if _is_needed(field, known) and known.get(field) in (None, "", []):
            return field
    return None


def _is_needed(field: Field, known: Mapping[str, Any]) -> bool:
    opinion = known.get(Field.OPINION)
    is_opinion = known[Field.KIND] == RecordKind.OPINION
    if field is Field.UNITS:
        return opinion in TO_UNITS if is_opinion else known.get(Field.INCIDENT) is None
    if field is Field.TEXT:
        return not (is_opinion and opinion in WITHOUT_TEXT)
    if field is Field.DIRECTIVE:
        return opinion in ON_DIRECTIVE
    if field is Field.CONTAINMENT:
        return opinion in ON_CONTAINMENT
    if field is Field.URGENCY:
        return known.get("suggested_urgency") is not None and known.get(Field.INCIDENT) is None
    return True
