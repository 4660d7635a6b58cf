"""Directing an incident: the opinion a directive stands on and the directive, in one transaction (Art. 4.3)."""

from collections.abc import Sequence

from bot.errors import DutyError
from bot.rules.decision import DecisionKind
from bot.rules.incident import Incident, IncidentState
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import decide_report, opinion
from bot.workflow.at_hand import open_incident
from bot.workflow.issue_directive import Wanted, issue
from bot.workflow.keep_files import keep
from bot.workflow.opinion import Given
from bot.workflow.recall_directive import replace_old
from bot.workflow.taking import Taking
from storage import people

FIRST = frozenset({Step.DIRECT, Step.DIRECT_OTHERWISE, Step.DISAGREE})
"""The steps that give a first opinion; the others add to a running incident."""


async def issue_typed(
    step: Taking,
    incident_id: int,
    shown_version: int,
    unit_codes: Sequence[str],
    content: str,
    files: Sequence[ReceivedFile] = (),
) -> None:
    """CHIDAO: without `@`, to the reporting unit; on a running incident one more directive.

    Raises:
        DutyError: `no-content`, `unit-not-found`; and what the opinion raises.
    """
    hand = await open_incident(step, incident_id, Step.DIRECT)
    if not content:
        raise DutyError("no-content", number=hand.incident.number)
    unit_ids = [] if hand.incident.unit_id is None else [hand.incident.unit_id]
    if unit_codes:
        unit_ids = [await unit_id_of(step, hand.incident, code) for code in unit_codes]
    is_running = hand.incident.state is IncidentState.IN_PROGRESS
    by = Step.ADD_DIRECTIVE if is_running else Step.DIRECT
    directive_id = await issue_wanted(step, incident_id, by, shown_version, Wanted(content, unit_ids))
    await keep(step, files, "directive", directive_id, incident_id)


async def issue_wanted(
    step: Taking, incident_id: int, by: Step, shown_version: int | None, wanted: Wanted
) -> int:
    """Give the opinion a directive stands on, and issue it. Returns the directive's id."""
    if by in FIRST:
        return await decide_report.direct(
            step, incident_id, shown_version or 0, wanted, disagrees=by is not Step.DIRECT
        )
    return await issue_more(step, incident_id, by, wanted)


async def issue_more(
    step: Taking, incident_id: int, by: Step, wanted: Wanted, given: Given | None = None
) -> int:
    """Chỉ đạo bổ sung, Chỉ đạo thay thế: through the gate like the first, nothing erased."""
    hand = await open_incident(step, incident_id, Step.RECORD if given else by)
    if hand.incident.state is not IncidentState.IN_PROGRESS:
        raise DutyError("incident-state", number=hand.incident.number, state=hand.incident.state)
    kind = DecisionKind.REPLACE if wanted.replaces_id else DecisionKind.ADD
    incident, decision = await opinion.record(
        step,
        hand,
        kind,
        wanted.content,
        state=IncidentState.IN_PROGRESS,
        shown_version=None,
        given=given,
        watch_until=None,
    )
    directive = await issue(step, incident, decision, wanted)
    if wanted.replaces_id is not None:
        await replace_old(step, hand, decision, wanted.replaces_id, directive)
    await decide_report.tell_decided(step, incident, decision)
    step.answers(
        "directed",
        number=f"{incident.number}/{directive.n}",
        gist=await gist(step.tx, incident),
        units=await decide_report.unit_codes(step, wanted.unit_ids),
    )
    return directive.id


async def unit_id_of(step: Taking, incident: Incident, code: str) -> int:
    """The unit of the incident's desk with this code.

    Raises:
        DutyError: `unit-not-found`.
    """
    unit = await people.find_unit_by_code(step.tx, code)
    if unit is None or unit.desk_id != incident.desk_id:
        known = ", ".join(u.code for u in await people.list_units(step.tx, incident.desk_id))
        raise DutyError("unit-not-found", code=code, known=known)
    return unit.id
