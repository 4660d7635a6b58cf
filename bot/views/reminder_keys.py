"""The buttons under a reminder: what its reader may do about it at once."""

from bot.buttons import button
from bot.rules.incident import SEEN_RUNNING
from bot.rules.message import Button
from bot.rules.notice import To
from bot.rules.step import Step
from bot.views.reminder import Subject

Rows = tuple[tuple[Button, ...], ...]

OF_UNIT = {
    "directive-unreceived": ((Step.ACKNOWLEDGE, "success"),),
    "recall-unreceived": ((Step.ACKNOWLEDGE, "success"),),
    "directive-overdue": ((Step.REPORT_RESULT, "primary"), (Step.ASK_EXTENSION, "")),
    "containment-unreceived": ((Step.ACKNOWLEDGE_CONTAINMENT, "success"),),
}
OF_DESK = {
    "result-unconfirmed": ((Step.CONFIRM_RESULT, "success"), (Step.RETURN_RESULT, "danger")),
    "extension-unanswered": ((Step.GRANT_EXTENSION, "success"), (Step.REFUSE_EXTENSION, "danger")),
}
"""A row each: what agrees and what refuses never share one."""
OF_GIVER = ((Step.CONFIRM_OPINION, "success"), (Step.DISOWN_OPINION, "danger"))
ASKS_LEADER = frozenset(
    {"decision-overdue", "decision-for-deputy", "decision-for-superior", "decision-told-to-all"}
)
"""The desk telephones meanwhile, whoever further up has been told: what came of it is one press away."""
ENDS = frozenset({"watch-ended", "incident-idle"})


def keys(duty: str, audience: To, subject_id: int, subject: Subject) -> Rows:
    """For one reader, in one column."""
    incident = subject.incident
    opens = (button(Step.STORY, incident.id, incident.report_version),)
    rows: list[tuple[Button, ...]] = []
    if audience is To.UNIT:
        rows += [(button(s, subject_id, subject.version, style=style),) for s, style in OF_UNIT.get(duty, ())]
    elif audience is To.REPORTER:
        rows.append((button(Step.ADD, incident.id, incident.report_version, style="primary"),))
    elif audience is To.GIVER:
        rows += [(button(s, subject_id, style=style),) for s, style in OF_GIVER]
    else:
        rows += [(button(s, subject_id, subject.version, style=style),) for s, style in OF_DESK.get(duty, ())]
    if audience is To.DESK and duty in ASKS_LEADER:
        rows.append((button(Step.CALLED_WITH_OPINION, incident.id, style="primary"),))
        rows.append((button(Step.CALLED_IN_VAIN, incident.id),))
    if audience is To.LEADER:
        rows += _leaders(duty, subject_id, subject)
    if audience is To.SUPERIOR and subject.values.get("shift_id") and not incident.is_private:
        rows.append((button(Step.LEAD_MYSELF, incident.desk_id, subject.values["shift_id"], style="danger"),))
    if audience in {To.LEADER, To.DEPUTY, To.SUPERIOR, To.DESK}:
        rows.append(opens)
    return tuple(rows)


def _leaders(duty: str, subject_id: int, subject: Subject) -> Rows:
    incident = subject.incident
    if duty == "decision-overdue":
        return () if incident.is_private else ((button(Step.SNOOZE, incident.id, incident.report_version),),)
    if duty == "directive-unwritten":
        return ((button(Step.PUT_IN_WRITING, subject_id, number=subject.number, style="primary"),),)
    if duty in ENDS:
        return (
            (button(Step.ADD_DIRECTIVE, incident.id, incident.report_version, style="primary"),),
            (button(Step.CLOSE, incident.id, SEEN_RUNNING, style="danger"),),
        )
    return ()
