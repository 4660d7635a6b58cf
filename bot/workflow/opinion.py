"""Recording the leader's opinion: the one place where a decision comes to be (Art. 4.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import DutyError
from bot.rules.channel import Channel
from bot.rules.decision import FIRST_OPINIONS, Decision, DecisionKind
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.log_entry import LogKind
from bot.rules.person import Role
from bot.workflow import recipients
from bot.workflow.at_hand import AtHand
from bot.workflow.taking import Taking
from storage import decisions, incidents, people

STALE = "stale-report"
LOGGED_AS = {
    DecisionKind.APPROVE: LogKind.OPINION_APPROVED,
    DecisionKind.DIRECT: LogKind.OPINION_DIRECTED,
    DecisionKind.ADD: LogKind.OPINION_DIRECTED,
    DecisionKind.REPLACE: LogKind.OPINION_DIRECTED,
    DecisionKind.ASK: LogKind.OPINION_ASKED,
    DecisionKind.WATCH: LogKind.OPINION_WATCHING,
    DecisionKind.CLOSE: LogKind.OPINION_CLOSED,
    DecisionKind.RECALL: LogKind.DIRECTIVE_RECALLED,
    DecisionKind.CONTINUE_CONTAINMENT: LogKind.CONTAINMENT_CONTINUED,
    DecisionKind.END_CONTAINMENT: LogKind.CONTAINMENT_ENDED,
    DecisionKind.REOPEN: LogKind.INCIDENT_REOPENED,
}


@dataclass(frozen=True, slots=True)
class Given:
    """Whose opinion it is, in which role, when and by which means it was given."""

    by: int
    role: Role
    at: datetime
    channel: Channel


async def record(
    step: Taking,
    hand: AtHand,
    kind: DecisionKind,
    content: str,
    *,
    state: IncidentState,
    shown_version: int | None,
    disagrees: bool = False,
    given: Given | None = None,
    payload: dict[str, Any] | None = None,
    directive: int | None = None,
    **changes: Any,
) -> tuple[Incident, Decision]:
    """Move the incident on, conditional on its version, then store and log the opinion.

    Whose opinion somebody else recorded is asked to confirm it.

    `given` defaults to the actor's own opinion, given now in this chat. `shown_version` is the version of
    the report the decider had before them; None where the opinion is not the first on a report (a recall, a
    containment, more directives).

    Raises:
        DutyError: `already-decided` (who, what, when), `stale-report`.
        ConflictError: decided by somebody else at this very moment; the step is taken again and then refused.
    """
    incident = hand.incident
    if shown_version is not None:
        if incident.state not in UNDECIDED:
            await refuse_decided(step, incident)
        if shown_version != incident.report_version:
            raise stale(incident)
    moved = await incidents.change(step.tx, incident, state=state, **changes)
    own = Given(step.actor.person.id, hand.deciding_as, step.now, step.source.channel)
    given = given or own
    decision = await decisions.add(
        step.tx,
        desk_id=incident.desk_id,
        incident_id=incident.id,
        report_version=incident.report_version,
        kind=kind,
        disagrees=disagrees,
        content=content,
        decided_by=given.by,
        decided_as=given.role,
        basis=step.desk.rules.deputy_basis if given.role is Role.DEPUTY else "",
        decided_at=given.at,
        recorded_by=step.actor.person.id,
        recorded_at=step.now,
        channel=given.channel,
        confirmed_at=step.now if given.by == step.actor.person.id else None,
    )
    await step.log(
        LOGGED_AS[kind],
        moved,
        # Who acted is who wrote it down; in which role the opinion counts stands in the payload.
        role=given.role if given.by == step.actor.person.id else hand.acting_as,
        directive=directive,
        channel=given.channel,
        occurred_at=given.at,
        payload={
            "decision": decision.id,
            "decided_by": given.by,
            "decided_as": given.role,
            "report_version": incident.report_version,
            "state": moved.state,
            "disagrees": disagrees,
            **(payload or {}),
        },
        text={"content": content, "decided_by": (await people.get_person(step.tx, given.by)).name},
    )
    if decision.awaits_confirmation:
        to = await recipients.person(step, decision.decided_by)
        await step.show(to, "opinion-by-phone", decision.id, moved, priority=0)
    return moved, decision


def stale(incident: Incident) -> DutyError:
    """The decider had another version before them: nothing is decided, and the present one is shown."""
    return DutyError(STALE, number=incident.number, version=incident.report_version, incident=incident.id)


async def refuse_decided(step: Taking, incident: Incident) -> None:
    """Tell the present truth to somebody who came second.

    Raises:
        DutyError: always.
    """
    taken = await decisions.list_of_incident(step.tx, incident.id)
    last = next((d for d in reversed(taken) if d.kind in FIRST_OPINIONS and d.disowned_at is None), None)
    if last is None:
        raise DutyError("incident-state", number=incident.number, state=incident.state)
    by = await people.get_person(step.tx, last.decided_by)
    raise DutyError(
        "already-decided",
        number=incident.number,
        name=by.name,
        kind=last.kind,
        at=last.decided_at,
        state=incident.state,
    )
