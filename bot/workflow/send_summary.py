"""Summaries to the superiors of a desk, at the office's own hours: each is wound when the one before went out."""

from bot.rules.due import Due, Owner
from bot.rules.message import Recipient, Screen
from bot.rules.person import Role
from bot.rules.summary import DUTIES, OWNER, covered_late, next_at
from bot.views.figures import Scope, figures_values, without_cases
from bot.workflow import recipients
from bot.workflow.firing import Firing
from bot.workflow.order_figures import order_figures
from bot.workflow.telling import Telling
from bot.workflow.wind import wind
from storage import people, summaries


async def dues_of(step: Telling, desk_id: int) -> list[Due]:
    """The next of each rhythm: the first after the last one was dealt with, so that what was missed comes once."""
    rules = step.desk.rules
    found = []
    for duty, rhythm in DUTIES.items():
        if rhythm in rules.summaries:
            after = await summaries.last_at(step.tx, duty, desk_id) or step.now
            at = next_at(rhythm, rules.summaries[rhythm], after, rules.time_zone)
            found.append(Due(duty, desk_id, at))
    return found


async def wind_summaries(step: Telling, desk_id: int) -> None:
    """Set what is to come by the hours as they are configured now."""
    await wind(step, Owner(OWNER, desk_id, desk_id), await dues_of(step, desk_id))


async def send(step: Firing) -> None:
    """The figures to every superior of the desk, each in their own language, with chart and workbook."""
    rules, desk_id = step.desk.rules, step.timer.subject_id
    rhythm = DUTIES[step.timer.duty]
    period = covered_late(
        rhythm,
        rules.summaries[rhythm],
        step.timer.first_at,
        step.now,
        rules.time_zone,
        rules.report_month_starts_on,
    )
    values = await figures_values(step.tx, rules, Scope(desk_id, counts_private=True), period, step.now)
    screen = Screen("figures", {**without_cases(values), "rhythm": rhythm.value, "late": step.late_by})
    by_language: dict[str, list[Recipient]] = {}
    for person in await people.list_granted(step.tx, desk_id, Role.SUPERIOR):
        to = recipients.privately(person)
        await step.say(to, screen, priority=2)
        if to.chat_id is not None:
            by_language.setdefault(person.language or rules.language, []).append(to)
    for language, to_all in by_language.items():
        await order_figures(step, to_all, language, desk_id, values)
