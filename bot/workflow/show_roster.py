"""`/lichtruc`: the week as text at once, the picture of it as soon as it is drawn; one's own shifts."""

from datetime import date, timedelta

from bot.buttons import button
from bot.rules.message import Button, Screen
from bot.rules.step import Step
from bot.views.roster_week import own_roster, roster_week, week_of
from bot.views.who_is_on_duty import desks_of
from bot.workflow.order_document import Wanted, order
from bot.workflow.show import looking_of
from bot.workflow.taking import Taking

PICTURE = "roster-week"
A_WEEK = timedelta(days=7)


async def show_week(step: Taking, within: date | None = None) -> None:
    """The week a day is in, of every desk this person has to do with; the present one where no day is named."""
    looking = looking_of(step)
    monday = week_of(within or step.now.astimezone(step.desk.rules.time_zone).date())
    language = looking.own.reader.language
    desks = await desks_of(step.tx, step.actor)
    for desk in desks:
        values = await roster_week(looking, desk, monday)
        await step.say(step.here, Screen("roster-week", values, keyboard=_keys(monday)), must_act=False)
        if any(day["shifts"] for day in values["days"]):
            title = {name: values[name] for name in ("desk", "from_at", "until_at")}
            wanted = Wanted(
                PICTURE, values, name=f"{desk.code}-{monday:%Y-%m-%d}.png", language=language, sent_as="photo"
            )
            await order(step, [step.here], Screen("roster-picture", title, is_caption=True), wanted, desk.id)
    if not desks:
        await step.say(step.here, Screen("roster-none", {}), must_act=False)


async def show_own(step: Taking) -> None:
    """/lichtruc cuatoi."""
    values = await own_roster(looking_of(step))
    await step.say(step.here, Screen("roster-own", values), must_act=False)


def _keys(monday: date) -> tuple[tuple[Button, ...], ...]:
    before, after = (monday - A_WEEK).isoformat(), (monday + A_WEEK).isoformat()
    return (
        (
            button(Step.ROSTER, extra=before, word="roster_before"),
            button(Step.ROSTER, extra=after, word="roster_next"),
        ),
        (button(Step.OWN_ROSTER),),
    )
