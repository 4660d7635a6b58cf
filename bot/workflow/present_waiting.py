"""Shows what waits to people who could not have seen it: a shift that began, an account that was linked."""

from bot.rules.containment import ContainmentState
from bot.rules.directive import AWAITS_RESULT, ResultState
from bot.rules.incident import UNDECIDED, Incident, IncidentState
from bot.rules.message import Recipient
from bot.rules.person import Role
from bot.workflow import recipients
from bot.workflow.report_incident import present
from bot.workflow.telling import Telling
from bot.workflow.waiting_list import refresh_waiting
from storage import cards, containments, directives, drafts, incidents, people

DECIDING = (Role.LEADER, Role.DEPUTY, Role.OFFICER)


async def present_waiting(step: Telling, desk_id: int) -> None:
    """Incidents that wait for an opinion and were never shown to the leader who leads now."""
    leaders = await people.list_on_duty(step.tx, desk_id, Role.LEADER, step.now)
    accounts = [leader.telegram_id for leader in leaders if leader.telegram_id is not None]
    for incident in await incidents.list_undecided(step.tx, desk_id) if accounts else ():
        shown = [await cards.find_card(step.tx, "decision-card", incident.id, one) for one in accounts]
        if None in shown:
            await present(step, incident)


async def present_to_shift(step: Telling, desk_id: int) -> None:
    """Everything that waits for somebody at the desk, shown to the shift that answers for it from now on.

    Reports to decide, containments to answer, results and requests for time to judge, texts to place; then the
    incidents under way, on whose card the leader's further buttons stand. What stands in a chat already is edited.
    """
    for incident in await incidents.list_of_desk(step.tx, desk_id):
        if not incident.is_private:
            await _present_to_shift(step, incident)
    for text in await drafts.list_open_unsorted(step.tx, desk_id):
        await step.show(await recipients.desk(step, desk_id), "unsorted-card", text.id)
    await refresh_waiting(step, desk_id)


async def _present_to_shift(step: Telling, incident: Incident) -> None:
    desk_id = incident.desk_id
    deciding = await recipients.everyone_deciding(step, desk_id)
    judging = recipients.once(
        [*await recipients.leaders(step, desk_id), *await recipients.desk(step, desk_id)]
    )
    if incident.state in UNDECIDED:
        await step.show(deciding, "decision-card", incident.id, incident, priority=0)
    for measure in await containments.list_of_incident(step.tx, incident.id):
        if measure.state is ContainmentState.OPEN:
            await step.show(deciding, "containment-card", measure.id, incident, priority=0)
    for result in await directives.list_results_of_incident(step.tx, incident.id):
        if result.state is ResultState.REPORTED:
            await step.show(judging, "result-card", result.id, incident)
    for extension in await directives.list_open_extensions(step.tx, incident.id):
        await step.show(judging, "extension-card", extension.id, incident)
    if incident.state is IncidentState.IN_PROGRESS:
        await step.show(judging, "roll-call", incident.id, incident, priority=2)


async def present_to_coming_leader(step: Telling, desk_id: int, leader_id: int) -> None:
    """Reports that wait for an opinion, shown to who leads the shift that is about to take over."""
    to = await recipients.person(step, leader_id)
    for incident in await incidents.list_undecided(step.tx, desk_id):
        await step.show(to, "decision-card", incident.id, incident, priority=0)


async def present_to_newcomer(step: Telling, person_id: int) -> None:
    """What waits for somebody whose account was linked just now: reports to decide, directives to acknowledge."""
    person = await people.get_person(step.tx, person_id)
    to = Recipient(person.telegram_id, person.id)
    actor = await people.load_actor(step.tx, person, step.now)
    for desk_id in dict.fromkeys(duty.desk_id for duty in actor.duties if duty.role in DECIDING):
        for incident in await incidents.list_undecided(step.tx, desk_id):
            await step.show(to, "decision-card", incident.id, incident, priority=0)
    for unit_id in actor.unit_ids:
        unit = await people.get_unit(step.tx, unit_id)
        if person.id not in [reader.id for reader in await people.list_private_addressees(step.tx, unit)]:
            continue
        for incident in await incidents.list_of_unit(step.tx, unit_id):
            for addressee in await directives.list_addressees_of_incident(step.tx, incident.id):
                if addressee.unit_id == unit_id and addressee.state in AWAITS_RESULT:
                    await step.show(to, "directive-card", addressee.id, incident, priority=0)
                    await step.refresh("roll-call", incident.id)  # names who could not be reached
