"""Every document that can be made, by its kind: bytes from values, nothing else."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from bot.documents.duty_picture import draw_week
from bot.documents.figures_chart import draw_chart
from bot.documents.figures_workbook import write_workbook
from bot.documents.order import Order
from bot.documents.typeset import typeset
from bot.render.renderer import Renderer
from bot.vocabulary import TEMPLATES

Maker = Callable[[Order], bytes]


def _figures_chart(order: Order) -> bytes:
    return draw_chart(Renderer(TEMPLATES, order.zone), order.language, ZoneInfo(order.zone), order.values)


def _figures_workbook(order: Order) -> bytes:
    return write_workbook(Renderer(TEMPLATES, order.zone), order.language, ZoneInfo(order.zone), order.values)


def _roster_week(order: Order) -> bytes:
    return draw_week(Renderer(TEMPLATES, order.zone), order.language, ZoneInfo(order.zone), order.values)


MAKERS: Mapping[str, Maker] = {
    "digest": typeset,
    "figures-chart": _figures_chart,
    "figures-workbook": _figures_workbook,
    "roster-week": _roster_week,
}
