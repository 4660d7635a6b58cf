"""Looking something up: the answer goes to who asked, through the outbox, and nothing is changed."""

from bot.errors import DutyError
from bot.rules.help import audiences, rows_for
from bot.rules.message import Reader, Screen
from bot.rules.number import WrittenNumber
from bot.rules.step import Step
from bot.views.drawing import Drawing
from bot.views.incident_story import incident_story
from bot.views.looking import Looking
from bot.views.open_items import open_items
from bot.views.shift_log import shift_log
from bot.views.who_is_on_duty import desk_phones, desks_of, who_is_on_duty
from bot.workflow.at_hand import open_incident
from bot.workflow.resolve import resolve
from bot.workflow.taking import Taking
from storage import incidents


async def show_open_items(step: Taking) -> None:
    """/vuviec."""
    await _say(step, await open_items(looking_of(step)))


async def show_story(step: Taking, incident_id: int) -> None:
    """/vuviec <số>, or the button that opens one.

    Raises:
        DutyError: `incident-not-found`, also for what may not be read here.
    """
    incident = await incidents.find(step.tx, incident_id)
    screen = None if incident is None else await incident_story(looking_of(step), incident)
    if incident is None or screen is None:
        raise DutyError("incident-not-found")
    await step.say(step.here, screen, incident, must_act=False)


async def show_to_decide(step: Taking, incident_id: int) -> None:
    """A row of Chờ đ/c cho ý kiến: the decision card anew, with the buttons this person may press by now.

    Raises:
        DutyError: `incident-not-found`.
    """
    incident = (await open_incident(step, incident_id, Step.STORY)).incident
    await step.show(step.here, "decision-card", incident.id, incident, priority=0, again=True)


async def show_written(step: Taking, written: WrittenNumber) -> None:
    """/vuviec <số>: the one it means; with several, a button each.

    Raises:
        DutyError: `incident-not-found`.
    """
    item = await resolve(step, Step.STORY, written)
    if item is not None:
        await show_story(step, item.subject_id)


async def show_log(step: Taking) -> None:
    """/nhatky: of every desk this person reads at.

    Raises:
        DutyError: `log-not-yours`.
    """
    looking = looking_of(step)
    desk_ids = await looking.desk_ids()
    if not desk_ids:
        raise DutyError("log-not-yours")
    for desk_id in desk_ids:
        await _say(step, await shift_log(looking, desk_id))


async def show_duty(step: Taking) -> None:
    """/catruc."""
    await _say(step, await who_is_on_duty(looking_of(step)))


async def show_phones(step: Taking) -> None:
    """Gọi trực ban."""
    await _say(step, await desk_phones(looking_of(step)))


async def show_help(step: Taking) -> None:
    """/trogiup: what this person can do, at this moment."""
    held = audiences(step.actor)
    desks = await desks_of(step.tx, step.actor)
    values = {
        "name": step.actor.person.name,
        "as_what": sorted(held),
        "rows": [row.key for row in rows_for(held)],
        "phones": [desk.phone for desk in desks if desk.phone],
    }
    await _say(step, Screen("help", values))


def looking_of(step: Taking) -> Looking:
    """Who looks, and from where."""
    language = step.actor.person.language or step.desk.rules.language
    reader = Reader(step.actor.person.id, step.source.chat_id, language)
    drawing = Drawing(step.desk, step.tx, reader, step.now, step.actor)
    return Looking.of(drawing, step.actor, is_private=step.source.is_private_chat)


async def _say(step: Taking, screen: Screen) -> None:
    await step.say(step.here, screen, must_act=False)
