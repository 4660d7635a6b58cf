"""What is looked at before a shift, when, and whose word a substitution takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.organisation.entries import Organisation, OrganisationError, ShiftEntry
from bot.rules.organisation.plan import plan
from bot.rules.organisation.state import DeskState, OrganisationState, PersonState, Place, UnitState
from bot.rules.person import Actor, Grant, Person, Role
from bot.rules.roster import checks
from bot.rules.roster.checks import Problem, RosterRules, dues, gap_after, problems
from bot.rules.roster.standing_in import is_free, may_approve, needs_approval, still_stands
from bot.rules.roster.substitution import Substitution, SubstitutionState
from bot.rules.shift import Shift, ShiftMember

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
RULES = RosterRules()
LEADER, OFFICER, OTHER = 1, 2, 3


def shift(n: int, starts_in: timedelta, lasts: timedelta = DAY, **members: int) -> Shift:
    """A shift of desk 1 with a leader and an officer, unless told otherwise."""
    named = {"leader": LEADER, "officer": OFFICER} | members
    serving = tuple(ShiftMember(person, Role(role)) for role, person in named.items() if person)
    return Shift(n, 1, NOW + starts_in, NOW + starts_in + lasts, None, None, serving)


def person(n: int, **more: object) -> Person:
    """Somebody with a chat."""
    return replace(Person(n, None, f"P{n}", "", "", 100 + n, None, None, None), **more)


def people(*others: Person) -> dict[int, Person]:
    """Everybody, some of them otherwise."""
    return {n: person(n) for n in (LEADER, OFFICER, OTHER)} | {one.id: one for one in others}


def found(of: Shift, *elsewhere: Shift, **known: Person) -> list[Problem]:
    """The problems of a shift."""
    return [one.problem for one in problems(of, people(*known.values()), elsewhere)]


def test_each_thing_that_may_be_wrong_is_found() -> None:
    """Nobody leads, no officer, no chat, a frozen account, a blocked bot, two places at once; else nothing."""
    of = shift(1, DAY)
    assert found(of) == []
    assert found(shift(1, DAY, leader=0)) == [Problem.NO_LEADER]
    assert found(shift(1, DAY, officer=0)) == [Problem.NO_OFFICER]
    assert found(of, one=person(OFFICER, telegram_id=None)) == [Problem.NO_ACCOUNT]
    assert found(of, one=person(LEADER, frozen_at=NOW)) == [Problem.FROZEN]
    assert found(of, one=person(LEADER, unreachable_at=NOW)) == [Problem.UNREACHABLE]
    assert found(of, of, shift(2, DAY + 23 * HOUR, leader=OTHER)) == [Problem.TWICE]
    assert found(of, shift(2, 2 * DAY)) == []


def test_a_shift_is_checked_called_and_missed_in_time() -> None:
    """A day, half an hour and ten minutes before its start; of a shift that has begun nothing is due."""
    coming = shift(2, 22 * HOUR)
    known = [shift(1, -2 * HOUR), coming]
    assert [(d.duty, d.subject_id, d.first_at) for d in dues(known, NOW, RULES)] == [
        (checks.CHECK, 2, coming.starts_at - DAY),
        (checks.CALL, 2, coming.starts_at - timedelta(minutes=30)),
        (checks.NAME_MISSING, 2, coming.starts_at - timedelta(minutes=10)),
        (checks.CHECK_GAP, 2, coming.ends_at - DAY),
    ]
    assert dues([shift(1, timedelta(0), DAY), shift(2, DAY, 30 * DAY)], NOW + 40 * DAY, RULES) == []


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 48)), min_size=1, max_size=20))
def test_a_gap_is_where_nobody_goes_on(planned: list[tuple[int, int]]) -> None:
    """A shift has a gap behind it exactly when at its end no other shift is under way."""
    shifts = [shift(n, begins * HOUR, lasts * HOUR) for n, (begins, lasts) in enumerate(planned)]
    for one in shifts:
        on = [other for other in shifts if other.starts_at <= one.ends_at < other.ends_at]
        assert (gap_after(one, shifts) is None) is bool([other for other in on if other.id != one.id])
    assert gap_after(max(shifts, key=lambda one: one.ends_at), shifts) is not None


def actor(n: int, *roles: Role) -> Actor:
    """Somebody with roles at the desk."""
    return Actor(person(n), tuple(Grant(role, 1, None, is_contact=False) for role in roles), ())


def asked(role: Role = Role.OFFICER) -> Substitution:
    """The officer (or whoever) asks OTHER."""
    leaves = OFFICER if role is Role.OFFICER else LEADER
    state = SubstitutionState.ACCEPTED
    return Substitution(9, 1, 1, role, leaves, OTHER, state, 2, NOW, NOW, None, None)


def test_whose_approval_it_takes() -> None:
    """An officer's place: the leader of that shift or a superior. A leader's: a superior. Nobody their own."""
    of = shift(1, DAY)
    assert may_approve(actor(LEADER, Role.LEADER), asked(), of)
    assert may_approve(actor(7, Role.SUPERIOR), asked(), of)
    assert not may_approve(actor(8, Role.LEADER), asked(), of)  # leads another shift
    assert not may_approve(actor(LEADER, Role.LEADER), asked(Role.LEADER), of)
    assert may_approve(actor(7, Role.SUPERIOR), asked(Role.LEADER), of)
    assert not may_approve(actor(OTHER, Role.SUPERIOR), asked(), of)
    frozen = replace(actor(7, Role.SUPERIOR), person=person(7, frozen_at=NOW))
    assert not may_approve(frozen, asked(), of)
    consent = replace(RULES, leaders_agree_alone=True)
    assert [needs_approval(role, consent) for role in (Role.OFFICER, Role.LEADER, Role.DEPUTY)] == [
        True,
        False,
        False,
    ]
    assert all(needs_approval(role, RULES) for role in (Role.OFFICER, Role.LEADER, Role.DEPUTY))


def test_a_request_stands_while_the_place_does() -> None:
    """It lapses when the shift is over, gone, or somebody else's."""
    of = shift(1, DAY)
    assert still_stands(asked(), of, NOW)
    assert not still_stands(asked(), of, of.ends_at)
    assert not still_stands(asked(), None, NOW)
    assert not still_stands(asked(), shift(1, DAY, officer=OTHER), NOW)
    assert not is_free(OTHER, of, [of, shift(2, DAY, HOUR, officer=OTHER)])
    assert is_free(OTHER, of, [of, shift(2, 2 * DAY, HOUR, officer=OTHER)])


DESKS = {"HP": DeskState(1, "HP", "Hải Phòng"), "QN": DeskState(2, "QN", "Quảng Ninh")}


def two_desks() -> OrganisationState:
    """Two desks, a leader of both, and a unit whose people serve at one of them as officers."""
    both = frozenset({Place(Role.LEADER, "HP"), Place(Role.LEADER, "QN")})
    of_unit = frozenset({Place(Role.OFFICER, "HP"), Place(Role.UNIT, unit="03CC")})
    staff = [
        PersonState(1, "A-1", "Nguyễn Văn An", places=both),
        PersonState(2, "A-2", "Phạm Thị Dung", places=frozenset({Place(Role.LEADER, "QN")})),
        PersonState(3, None, "Lê Xuân", places=of_unit),
        PersonState(4, None, "Cao Sơn", places=of_unit),
        PersonState(5, None, "Trần Bình", places=frozenset({Place(Role.UNIT, unit="03CC")})),
    ]
    units = {
        "03CC": UnitState(1, "03CC", "HP", "Cảng Hải Phòng"),
        "03TG": UnitState(2, "03TG", "HP", "Đình Vũ"),
    }
    return OrganisationState(DESKS, units, {one.ref: one for one in staff}, {})


def entry(n: int, desk: str, leader: str, officers: tuple[str, ...] = ()) -> ShiftEntry:
    """A shift of tomorrow."""
    return ShiftEntry(n, desk, NOW + DAY, NOW + 2 * DAY, leader=leader, officers=officers)


def refusal(*entries: ShiftEntry) -> list[tuple[int, str, str]]:
    """Row, key and code of what is wrong."""
    with pytest.raises(OrganisationError) as refused:
        plan(Organisation(shifts=entries), two_desks(), NOW)
    return [(f.n, f.key, f.code) for f in refused.value.faults]


def test_nobody_serves_at_two_desks_at_once() -> None:
    """Named for both, the later desk's row is refused, with the other desk and its hours."""
    assert refusal(entry(1, "HP", "A-1"), entry(2, "QN", "A-1")) == [(2, "leader", "serves-elsewhere")]
    laid = plan(Organisation(shifts=(entry(1, "HP", "A-1"), entry(2, "QN", "A-2"))), two_desks(), NOW)
    assert len(laid.after.shifts) == 2


def test_a_unit_serves_with_all_its_officers() -> None:
    """@03CC is everybody of the unit who is an officer of the desk; a unit without any is refused."""
    laid = plan(Organisation(shifts=(entry(1, "HP", "Nguyễn Văn An (A-1)", ("@03cc",)),)), two_desks(), NOW)
    assert [one.officers for one in laid.after.shifts.values()] == [frozenset({3, 4})]
    assert refusal(entry(1, "HP", "A-1", ("@03TG",))) == [(1, "officers", "unit-without-officers")]


def test_a_name_misspelt_is_answered_with_who_was_meant() -> None:
    """Without accents or with a letter wrong, the person is named; far off, nobody is."""
    for written, nearest in (
        ("nguyen van an", "Nguyễn Văn An (A-1)"),
        ("Lê Suân", "Lê Xuân"),
        ("Hồ Tùng", ""),
    ):
        with pytest.raises(OrganisationError) as refused:
            plan(Organisation(shifts=(entry(1, "HP", written),)), two_desks(), NOW)
        (fault,) = refused.value.faults
        assert (fault.code, fault.fields["nearest"]) == ("unknown-person", nearest)
