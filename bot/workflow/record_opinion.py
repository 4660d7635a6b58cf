"""The leader's opinion as an officer of the shift records it: by phone, fax …, at its own time (Art. 4.3, 4.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import DutyError
from bot.rules.containment import ContainmentState
from bot.rules.decision import DecisionKind
from bot.rules.due_text import read_due
from bot.rules.incident import Incident
from bot.rules.person import Person, Role
from bot.rules.received import ReceivedFile
from bot.rules.step import Step
from bot.views.gist import gist
from bot.workflow import contain_incident, decide_report, direct_incident, recall_directive
from bot.workflow.at_hand import open_incident
from bot.workflow.issue_directive import Wanted
from bot.workflow.keep_files import keep
from bot.workflow.opinion import Given
from bot.workflow.resolve import closed_version
from bot.workflow.taking import Taking
from storage import containments, directives, people

A_MINUTE = timedelta(minutes=1)
ANSWERED_BY = {
    DecisionKind.CONTINUE_CONTAINMENT: ContainmentState.CONTINUED,
    DecisionKind.END_CONTAINMENT: ContainmentState.ENDED,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the leader said: a first opinion, more on a running incident, or of a directive or containment."""

    kind: DecisionKind
    text: str
    unit_ids: Sequence[int]
    shown_version: int
    directive_id: int | None = None
    """which is recalled or replaced"""
    containment_id: int | None = None
    """which is continued or ended"""


async def givers(step: Taking, incident: Incident, at: datetime) -> list[tuple[Person, Role]]:
    """Whose opinion it can have been: who led the shift then; the deputy too, once entitled."""
    found = [
        (person, Role.LEADER)
        for person in await people.list_on_duty(step.tx, incident.desk_id, Role.LEADER, at)
    ]
    rules = step.desk.rules
    deputy_from = incident.received_at + rules.deadlines[incident.urgency].decision_deputy_after
    if rules.deputy_basis and at >= deputy_from:
        found += [
            (person, Role.DEPUTY)
            for person in await people.list_on_duty(step.tx, incident.desk_id, Role.DEPUTY, at)
        ]
    return found


async def opinion(
    step: Taking, incident_id: int, said: Opinion, given: Given, files: Sequence[ReceivedFile]
) -> None:
    """The leader's opinion, released at once and marked until its giver confirms it.

    Raises:
        DutyError: `opinion-before-report`, `opinion-too-early`; and what the opinion raises.
    """
    hand = await open_incident(step, incident_id, Step.RECORD)
    given = await _not_before(step, hand.incident, said, given)
    version = said.shown_version
    wanted = Wanted(said.text, said.unit_ids)
    directive_id: int | None = None
    match said.kind:
        case DecisionKind.APPROVE:
            await decide_report.approve(step, incident_id, version, given)
        case DecisionKind.ASK:
            await decide_report.ask(step, incident_id, version, said.text, given)
        case DecisionKind.WATCH:
            until_at = read_due(said.text, step.now, step.desk.rules.time_zone)
            await decide_report.watch(step, incident_id, version, until_at, said.text, given)
        case DecisionKind.CLOSE:
            version = await closed_version(step, incident_id, version, said_by=given.by, said_at=given.at)
            await decide_report.close(step, incident_id, version, said.text, given=given)
        case DecisionKind.ADD:
            directive_id = await direct_incident.issue_more(
                step, incident_id, Step.ADD_DIRECTIVE, wanted, given
            )
        case DecisionKind.REPLACE:
            directive_id = await direct_incident.issue_more(
                step,
                incident_id,
                Step.REPLACE_DIRECTIVE,
                replace(wanted, replaces_id=said.directive_id),
                given,
            )
        case DecisionKind.RECALL if said.directive_id is not None:
            await recall_directive.recall(step, said.directive_id, said.text, given)
        case DecisionKind.CONTINUE_CONTAINMENT | DecisionKind.END_CONTAINMENT if (
            said.containment_id is not None
        ):
            await contain_incident.answer(step, said.containment_id, ANSWERED_BY[said.kind], said.text, given)
        case _:
            directive_id = await decide_report.direct(step, incident_id, version, wanted, given=given)
    if directive_id is not None:
        await keep(step, files, "directive", directive_id, incident_id)
    step.answers(
        "opinion-recorded",
        number=hand.incident.number,
        gist=await gist(step.tx, hand.incident),
        name=(await people.get_person(step.tx, given.by)).name,
        channel=given.channel,
        at=given.at,
    )


async def _not_before(step: Taking, incident: Incident, said: Opinion, given: Given) -> Given:
    """The opinion as given, no earlier than what it is about: the report, a directive, a containment."""
    received_at = incident.received_at
    if received_at - given.at >= A_MINUTE:
        raise DutyError("opinion-before-report", number=incident.number, at=received_at)
    since = received_at
    if said.directive_id is not None:
        since = (await directives.get(step.tx, said.directive_id)).issued_at
    elif said.containment_id is not None:
        since = (await containments.get(step.tx, said.containment_id)).made_at
    if since - given.at >= A_MINUTE:
        raise DutyError("opinion-too-early", number=incident.number, at=since)
    return replace(given, at=max(given.at, since))  # the same minute: people state no seconds
