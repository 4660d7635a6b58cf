"""/thongke: figures for whoever may read the desk, and for a unit its own."""

from bot.errors import DutyError
from bot.rules.message import Reader, Screen
from bot.rules.period import read_period
from bot.rules.person import Role
from bot.views.drawing import Drawing
from bot.views.figures import Scope, figures_values, without_cases
from bot.views.looking import Looking
from bot.workflow.order_figures import order_figures
from bot.workflow.taking import Taking
from storage import people

ON_DEMAND = {"rhythm": "", "late": None}


async def show_figures(step: Taking, dates: str) -> None:
    """/thongke, /thongke <dd/mm/yyyy> [<dd/mm/yyyy>]: of every desk this person reads at.

    Raises:
        DutyError: `figures-not-yours`, and what `read_period` raises.
    """
    rules = step.desk.rules
    scopes = await _scopes(step)
    if not scopes:
        raise DutyError("figures-not-yours")
    period = read_period(dates, step.now.astimezone(rules.time_zone).date(), rules.report_month_starts_on)
    for scope in scopes:
        values = await figures_values(step.tx, rules, scope, period, step.now)
        await step.say(step.here, Screen("figures", {**without_cases(values), **ON_DEMAND}), must_act=False)
        await order_figures(step, [step.here], _language(step), scope.desk_id, values)


async def _scopes(step: Taking) -> list[Scope]:
    """Whose figures may be shown here: in a group, no more than the group itself may read."""
    reads = await _looking(step).desk_ids()
    if reads:
        return [
            Scope(
                desk_id,
                counts_private=step.source.is_private_chat and step.actor.has(Role.SUPERIOR, desk_id=desk_id),
            )
            for desk_id in reads
        ]
    if step.source.is_private_chat:
        units = [await people.get_unit(step.tx, unit_id) for unit_id in step.actor.unit_ids]
    else:
        of_group = await people.find_unit_by_chat(step.tx, step.source.chat_id)
        units = [of_group] if of_group is not None and await _may_read(step, of_group.id) else []
    by_desk: dict[int, list[str]] = {}
    for unit in units:
        by_desk.setdefault(unit.desk_id, []).append(unit.code)
    return [Scope(desk_id, tuple(codes)) for desk_id, codes in by_desk.items()]


async def _may_read(step: Taking, unit_id: int) -> bool:
    unit = await people.get_unit(step.tx, unit_id)
    return unit_id in step.actor.unit_ids or unit.desk_id in step.actor.desk_ids


def _looking(step: Taking) -> Looking:
    reader = Reader(step.actor.person.id, step.source.chat_id, _language(step))
    drawing = Drawing(step.desk, step.tx, reader, step.now, step.actor)
    return Looking.of(drawing, step.actor, is_private=step.source.is_private_chat)


def _language(step: Taking) -> str:
    """A group reads the desk's own."""
    own = step.actor.person.language if step.source.is_private_chat else None
    return own or step.desk.rules.language
