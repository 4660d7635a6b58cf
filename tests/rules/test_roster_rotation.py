"""Patterns and rotations: every hour has its people, everybody their turn, next month goes on where this one ends."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.roster.days import Days, DutyCalendar, SpecialDay, duty_calendar
from bot.rules.roster.pattern import equal_spans, free_spans
from bot.rules.roster.rotation import RosterEntry, Turns, lay_out

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)
PLAIN = DutyCalendar()

zones = st.sampled_from([VIETNAM, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])
patterns = st.sampled_from(["24h", "3x8", "2x12"])
dates = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def roster(pattern: str = "24h", people: int = 3, **more: object) -> RosterEntry:
    """December's roster of one desk: leaders L0 … take turns."""
    first, last = DECEMBER
    entry = RosterEntry(
        1,
        "HP",
        equal_spans(pattern),
        first,
        last,
        first,
        leaders=tuple(f"L{n}" for n in range(people)),
        officers=(("O1", "O2"), ("O3",)),
    )
    return replace(entry, **more)


def vietnam(day: int, hour: int, month: int = 12, year: int = 2026) -> datetime:
    """A moment on the wall in Hải Phòng."""
    return datetime(year, month, day, hour, tzinfo=VIETNAM).astimezone(UTC)


@given(pattern=patterns, zone=zones, first=dates, length=st.integers(1, 60), starts=st.times())
def test_no_hour_is_without_a_shift_and_none_has_two(
    pattern: str, zone: ZoneInfo, first: date, length: int, starts: time
) -> None:
    """Each shift begins where the one before it ends, in any time zone, over every change of the clocks."""
    spans = equal_spans(pattern, starts.replace(microsecond=0, fold=0))
    entry = roster(spans=spans, from_on=first, until_on=first + timedelta(days=length), since=first)
    shifts = lay_out([entry], PLAIN, zone)
    assert len(shifts) >= length
    for before, after in pairwise(shifts):
        assert before.ends_at == after.starts_at
        assert before.starts_at < before.ends_at


@given(people=st.integers(1, 9), turns=st.sampled_from(Turns), pattern=patterns)
def test_everybody_has_the_same_number_of_turns(people: int, turns: Turns, pattern: str) -> None:
    """Nobody leads more than one turn more often than anybody else."""
    shifts = lay_out([roster(pattern, people, turns=turns)], PLAIN, VIETNAM)
    per_turn = len(equal_spans(pattern)) if turns is Turns.DAY else 1
    counted = Counter(shift.leader for shift in shifts)
    assert sum(counted.values()) == 31 * len(equal_spans(pattern))
    assert max(counted.values()) - min(counted.get(f"L{n}", 0) for n in range(people)) <= per_turn


@given(
    since=dates,
    offset=st.integers(-40, 40),
    length=st.integers(0, 40),
    days=st.sampled_from(Days),
    turns=st.sampled_from(Turns),
)
def test_a_later_file_goes_on_where_the_earlier_one_ends(
    since: date, offset: int, length: int, days: Days, turns: Turns
) -> None:
    """A part of the period gives the same shifts as the whole: laying one month after the other loses no turn."""
    calendar = duty_calendar(range(since.year - 1, since.year + 2))
    whole = roster(
        "3x8",
        since=since,
        from_on=since - timedelta(days=60),
        until_on=since + timedelta(days=100),
        days=days,
        turns=turns,
    )
    first = since + timedelta(days=offset)
    part = replace(whole, from_on=first, until_on=first + timedelta(days=length))
    expected = {s.starts_at: s for s in lay_out([whole], calendar, VIETNAM)}
    for shift in lay_out([part], calendar, VIETNAM):
        assert expected[shift.starts_at] == shift


def test_a_whole_day_belongs_to_one_leader_and_the_next_to_the_next() -> None:
    """24 hours from 08:00, the month's last shift reaching into the new year."""
    shifts = lay_out([roster()], PLAIN, VIETNAM)
    assert [s.leader for s in shifts[:4]] == ["L0", "L1", "L2", "L0"]
    assert (shifts[0].starts_at, shifts[0].ends_at) == (vietnam(1, 8), vietnam(2, 8))
    assert shifts[-1].ends_at == vietnam(1, 8, month=1, year=2027)
    assert [s.officers for s in shifts[:3]] == [("O1", "O2"), ("O3",), ("O1", "O2")]
    assert shifts[0].deputy == ""


def test_three_shifts_by_four_teams_or_one_team_a_day() -> None:
    """3 ca 4 kíp: the fourth shift begins the round again; by day all three have the same team."""
    by_shift = lay_out([roster("3x8", 4)], PLAIN, VIETNAM)
    assert [s.leader for s in by_shift[:6]] == ["L0", "L1", "L2", "L3", "L0", "L1"]
    by_day = lay_out([roster("3x8", 4, turns=Turns.DAY)], PLAIN, VIETNAM)
    assert [s.leader for s in by_day[:6]] == ["L0"] * 3 + ["L1"] * 3
    assert by_shift[2].starts_at == vietnam(2, 0)  # the shift at midnight is the day's third


def test_shifts_as_the_office_writes_them() -> None:
    """Hours over midnight belong to the day on which the first shift begins."""
    spans = free_spans([(time(7), time(17)), (time(17), time(22)), (time(22), time(7))])
    shifts = lay_out([roster(spans=spans)], PLAIN, VIETNAM)
    assert (shifts[2].starts_at, shifts[2].ends_at) == (vietnam(1, 22), vietnam(2, 7))
    assert shifts[3].starts_at == vietnam(2, 7)
    early = free_spans([(time(8), time(16)), (time(16), time(0)), (time(0), time(8))])
    assert early == equal_spans("3x8")


def test_holidays_have_a_rotation_of_their_own() -> None:
    """At Tết the last roster in the file holds, with its own turns; afterwards the ordinary one goes on."""
    first, last = date(2027, 2, 1), date(2027, 2, 15)
    ordinary = roster(from_on=first, until_on=last, since=first)
    tet = replace(ordinary, n=2, days=Days.HOLIDAY, leaders=("T0", "T1"))
    shifts = lay_out([ordinary, tet], duty_calendar([2027]), VIETNAM)
    led = {s.starts_at.astimezone(VIETNAM).day: s.leader for s in shifts}
    assert led[3] == "L2"
    assert [led[day] for day in range(4, 11)] == ["T0", "T1", "T0", "T1", "T0", "T1", "T0"]
    assert led[11] == "L1"  # its turn by the calendar: Tết took seven turns from the ordinary round
    assert {s.n for s in shifts} == {1, 2}


def test_the_office_corrects_the_calendar() -> None:
    """A day off the government adds, and one to be worked instead, stand in for what the calendar says."""
    added, worked = date(2026, 12, 24), date(2026, 12, 26)
    assert duty_calendar([2026]).kind(added) is Days.WORKING
    assert duty_calendar([2026]).kind(worked) is Days.WEEKEND
    special = [SpecialDay(added, is_off=True, name="Nghỉ bù"), SpecialDay(worked, is_off=False)]
    corrected = duty_calendar([2026], special)
    assert (corrected.kind(added), corrected.name(added)) == (Days.HOLIDAY, "Nghỉ bù")
    assert corrected.kind(worked) is Days.WORKING
    new_year = SpecialDay(date(2026, 1, 1), is_off=False)
    assert duty_calendar([2026], [new_year]).kind(new_year.on) is Days.WORKING
    assert duty_calendar([2027]).name(date(2027, 2, 6)) == "Tết Nguyên Đán"
    assert duty_calendar([2027], language="en").name(date(2027, 2, 6)) == "Lunar New Year"


@pytest.mark.parametrize(
    ("days", "count"), [(Days.WORKING, 23), (Days.WEEKEND, 8), (Days.OFF, 8), (Days.ALL, 31)]
)
def test_a_roster_holds_on_its_days_only(days: Days, count: int) -> None:
    """Working days, weekends, all: December 2026 has no holiday."""
    assert len(lay_out([roster(days=days)], duty_calendar([2026]), VIETNAM)) == count


def test_a_shift_within_the_hour_that_clocks_leap_over_is_not_laid() -> None:
    """Where 02:00–03:00 does not exist that night, the shift before it ends where the one after it begins."""
    spans = free_spans([(time(0), time(2)), (time(2), time(3)), (time(3), time(0))])
    night = date(2027, 3, 28)
    shifts = lay_out([roster(spans=spans, from_on=night, until_on=night, since=night)], PLAIN, BERLIN)
    assert len(shifts) == 2
    assert shifts[0].ends_at == shifts[1].starts_at == datetime(2027, 3, 28, 1, tzinfo=UTC)
