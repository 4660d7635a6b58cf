"""Leader and deputy decide in the same moment: one opinion counts, and the other reads who gave it, and when."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.errors import DutyError
from bot.rules.decision import FIRST_OPINIONS
from bot.rules.incident import Incident
from bot.rules.source import Source
from bot.rules.urgency import Urgency
from bot.workflow import decide_report, report_now
from bot.workflow.issue_directive import Wanted
from bot.workflow.take import take
from bot.workflow.taking import Taking
from storage import decisions, directives, duty_log, incidents, people
from storage.database import Database
from tests.support.office import CONTACT, DEPUTY, LEADER, TIMES, Office, open_office

RACES = 95  # on each database; ten more go over HTTP (tests/scenarios/test_races.py): 200 in all
BASIS = "Quyết định số 12/QĐ-HQKV3"
NAMES = {LEADER: "Nguyễn Văn An", DEPUTY: "Phạm Thị Dung"}
RELEASING = frozenset({"approve", "direct"})

Opinion = Callable[[Taking], Awaitable[object]]


def opinions(incident: Incident) -> list[tuple[str, Opinion]]:
    """Every way to end the wait for a decision."""
    given = {"incident_id": incident.id, "shown_version": incident.report_version}
    wanted = Wanted("Giữ nguyên hiện trường", [incident.unit_id or 0])
    return [
        ("approve", partial(decide_report.approve, **given)),
        ("direct", partial(decide_report.direct, **given, wanted=wanted)),
        ("watch", partial(decide_report.watch, **given, until_at=None, reason="Chưa đủ căn cứ")),
        ("close", partial(decide_report.close, **given, reason="Không vi phạm")),
    ]


async def deputy_at_once(database: Database) -> Office:
    """An office whose deputy may decide from the first moment."""
    office = await open_office(database, deputy_basis=BASIS)
    times = replace(TIMES, decision_deputy_after=timedelta(0))
    rules = replace(office.desk.rules, deadlines=dict.fromkeys(Urgency, times))
    return replace(office, desk=replace(office.desk, rules=rules))


async def test_one_opinion_counts(database: Database) -> None:
    """Released together, each pair of opinions leaves one decision, at most one directive, and one who is told."""
    office = await deputy_at_once(database)
    for race in range(RACES):
        incident = await _reported(office)
        known = opinions(incident)
        said = {LEADER: known[race % 4], DEPUTY: known[race // 4 % 4]}
        barrier = asyncio.Barrier(2)
        ends = await asyncio.gather(
            *(_decide(office, who, said[who][1], barrier) for who in (LEADER, DEPUTY))
        )
        refused = [error for error in ends if error is not None]
        assert len(refused) == 1, (said, ends)
        winner = DEPUTY if ends[0] is not None else LEADER
        await _one_decision(database, incident, winner, said[winner][0])
        assert refused[0].code == "already-decided"
        assert refused[0].fields["name"] == NAMES[winner]
        assert refused[0].fields["at"] == office.clock.now()
        office.clock.at += timedelta(seconds=1)
    async with database.read() as tx:
        assert await duty_log.verify(tx, 1) is None


async def _reported(office: Office) -> Incident:
    async def report(step: Taking) -> None:
        await report_now.report(step, Urgency.KHAN, "Xe 15C-123.45 nghi vấn. Đề nghị mở kiểm tra")

    await take(office.desk, _source(office, CONTACT), report)
    async with office.desk.database.read() as tx:
        return max(await incidents.list_of_desk(tx, 1), key=lambda incident: incident.id)


async def _decide(office: Office, who: int, opinion: Opinion, barrier: asyncio.Barrier) -> DutyError | None:
    async def act(step: Taking) -> None:
        await opinion(step)

    await barrier.wait()
    try:
        await take(office.desk, _source(office, who), act)
    except DutyError as error:
        return error
    return None


def _source(office: Office, who: int) -> Source:
    return Source(
        inbox=None,
        account_id=who,
        account_name="",
        chat_id=who,
        message_id=None,
        sent_at=office.clock.now(),
        is_press=True,
    )


async def _one_decision(database: Database, incident: Incident, winner: int, kind: str) -> None:
    async with database.read() as tx:
        given = [d for d in await decisions.list_of_incident(tx, incident.id) if d.kind in FIRST_OPINIONS]
        assert [(await people.get_person(tx, d.decided_by)).telegram_id for d in given] == [winner]
        assert given[0].kind == kind
        issued = await directives.list_of_incident(tx, incident.id)
        assert len(issued) == (1 if kind in RELEASING else 0)
        logged = [e.kind for e in await duty_log.read_incident(tx, incident.number)]
        assert len([k for k in logged if k.startswith("opinion:")]) == 1
