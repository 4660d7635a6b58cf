"""The chart and the workbook of figures: made after the step, each sent with a line of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.rules.message import Recipient, Screen
from bot.views.figures import without_cases
from bot.workflow.order_document import Wanted, order
from bot.workflow.telling import Telling


async def order_figures(
    step: Telling, to: Sequence[Recipient], language: str, desk_id: int, values: Mapping[str, Any]
) -> None:
    """Order both, from the same figures as they are now, for readers of one language."""
    zone = step.desk.rules.time_zone
    days = [values[key].astimezone(zone).date().isoformat() for key in ("first_at", "last_at")]
    name = "_".join(("thongke", *dict.fromkeys(days)))
    about = {key: values[key] for key in ("first_at", "last_at", "desk", "units")}
    chart = Wanted("figures-chart", without_cases(values), f"{name}.png", language, sent_as="photo")
    workbook = Wanted("figures-workbook", values, f"{name}.xlsx", language)
    await order(step, to, Screen("figures-chart", about, is_caption=True), chart, desk_id)
    await order(step, to, Screen("figures-workbook", about, is_caption=True), workbook, desk_id)
