"""What each of us can do here: the table behind /trogiup, in step with the handlers (a test compares them)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.person import Actor, Role


class Audience(StrEnum):
    """As what somebody reads help."""

    UNIT = "unit"
    LEADER = "leader"
    DEPUTY = "deputy"
    OFFICER = "officer"
    READER = "reader"
    """reads at a desk, on duty or not"""
    ADMIN = "admin"


A = Audience
EVERYBODY = frozenset(A)
DECIDING = frozenset({A.LEADER, A.DEPUTY})
SERVING = frozenset({A.LEADER, A.OFFICER})
DESK = frozenset({A.LEADER, A.DEPUTY, A.OFFICER, A.READER})


@dataclass(frozen=True, slots=True)
class HelpRow:
    """One thing: `key` of words.toml's `[help]`, for whom, and the typed words and commands it tells of."""

    key: str
    audience: frozenset[Audience]
    commands: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()


ROWS: tuple[HelpRow, ...] = (
    HelpRow("report", frozenset({A.UNIT, A.OFFICER}), ("baocao",), ("send", "correct", "drop")),
    HelpRow("urgent", frozenset({A.UNIT, A.OFFICER}), ("khan", "thuongkhan", "hoatoc")),
    HelpRow("contain", frozenset({A.UNIT, A.OFFICER}), ("nganchan",), ("contain",)),
    HelpRow("add", frozenset({A.UNIT, A.OFFICER, A.LEADER}), typed=("add",)),
    HelpRow("receipt", frozenset({A.UNIT}), typed=("got", "hand")),
    HelpRow("result", frozenset({A.UNIT}), typed=("result",)),
    HelpRow("extend", frozenset({A.UNIT}), typed=("extend",)),
    HelpRow("approve", DECIDING, typed=("approve",)),
    HelpRow("direct", DECIDING, typed=("direct",)),
    HelpRow("ask", DECIDING, typed=("ask",)),
    HelpRow("disagree", DECIDING, typed=("disagree", "close")),
    HelpRow("recall", DECIDING, typed=("recall",)),
    HelpRow("reopen", DECIDING, typed=("reopen",)),
    HelpRow("containment", DECIDING, typed=("continue", "end")),
    HelpRow("confirm", SERVING, typed=("confirm", "return")),
    HelpRow("record", frozenset({A.OFFICER}), ("ghi",)),
    HelpRow("open", EVERYBODY - {A.ADMIN}, ("vuviec",)),
    HelpRow("log", DESK, ("nhatky",)),
    HelpRow("handover", SERVING | {A.READER}, ("bangiao",), ("handover", "takeover", "nottakeover")),
    HelpRow("duty", EVERYBODY, ("catruc",)),
    HelpRow("figures", EVERYBODY - {A.ADMIN}, ("thongke",)),
    HelpRow("roster", EVERYBODY, ("lichtruc",)),
    HelpRow("standin", DESK, ("tructhay",)),
    HelpRow("ready", DESK, typed=("ready",)),
    HelpRow("people", frozenset({A.ADMIN})),
    HelpRow("freeze", EVERYBODY, ("khoataikhoan",)),
    HelpRow("language", EVERYBODY, ("ngonngu",)),
    HelpRow("help", EVERYBODY, ("trogiup",)),
)

LATER_COMMANDS = ("tim",)
LATER_TYPED: tuple[str, ...] = ()
"""They come with later versions, and say so."""


def audiences(actor: Actor) -> frozenset[Audience]:
    """As what this person reads help at this moment."""
    held = {Audience(d.role.value) for d in actor.duties}
    granted = {g.role for g in actor.grants}
    if actor.unit_ids:
        held.add(A.UNIT)
    if granted & {Role.LEADER, Role.OFFICER, Role.SUPERIOR}:
        held.add(A.READER)
    if Role.ADMIN in granted:
        held.add(A.ADMIN)
    return frozenset(held)


def rows_for(held: Iterable[Audience]) -> list[HelpRow]:
    """What they can do, in the order of the table."""
    as_what = frozenset(held)
    return [row for row in ROWS if row.audience & as_what]
