"""A template of `templates/<lang>/documents/` as PDF, set by typst with the fonts it brings along."""

import typst

from bot.documents.order import Order
from bot.render import Renderer
from bot.vocabulary import TEMPLATES


def typeset(order: Order) -> bytes:
    """The document of the order's kind.

    Raises:
        jinja2.TemplateError: when the template or a value it names is not there.
        RuntimeError: when typst warns or refuses; a font that is missing would else be another, silently.
    """
    renderer = Renderer(TEMPLATES, order.zone)
    markup = renderer.document(order.language, order.kind, order.values)
    pdf, warnings = typst.compile_with_warnings(markup.encode(), format="pdf", ignore_system_fonts=True)
    if warnings or not isinstance(pdf, bytes):
        raise RuntimeError([warning.message for warning in warnings])
    return pdf
