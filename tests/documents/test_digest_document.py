"""The digest as a document: set whole, in both languages, whatever people wrote."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.documents.order import Order
from bot.documents.process import make_document
from bot.documents.typeset import typeset
from bot.render import Renderer
from bot.vocabulary import LANGUAGES, TEMPLATES
from tests.templates.samples_handover import DIGEST, DIGESTS, ITEM

ZONE = "Asia/Ho_Chi_Minh"
HOSTILE = '#panic() \\" ]] @ref // c `code` $x$ *đậm* <b>'


def hostile(value: Any) -> Any:
    """The value with every free text in it made to look like markup; codes, which templates look up, stay."""
    if isinstance(value, str):
        return f"{value} {HOSTILE}" if " " in value else value
    if isinstance(value, Mapping):
        return {key: hostile(one) for key, one in value.items()}
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(len(DIGESTS)))
def test_every_digest_can_be_set(language: str, place: int) -> None:
    """Quiet or not, late or not: typst takes it without a warning, so no font or value was missing."""
    assert typeset(Order("digest", language, ZONE, DIGESTS[place])).startswith(b"%PDF")


def test_what_people_wrote_is_printed_and_not_read() -> None:
    """Markup, quotes and code in any text reach the paper as they were written."""
    values = hostile(DIGEST)
    markup = Renderer(TEMPLATES, ZONE).document("vi", "digest", values)
    assert '#"Tuần tra bãi A #panic() \\\\\\" ]] @ref // c `code` $x$ *đậm* <b>";' in markup
    assert typeset(Order("digest", "vi", ZONE, values)).startswith(b"%PDF")


def test_a_long_digest_can_be_set() -> None:
    """Two hundred open items are some pages more."""
    short = typeset(Order("digest", "vi", ZONE, DIGEST))
    long = typeset(Order("digest", "vi", ZONE, {**DIGEST, "items": [ITEM] * 200}))
    assert len(long) > len(short)


async def test_it_is_made_in_a_process_of_its_own() -> None:
    """The very bytes come back."""
    assert (await make_document(Order("digest", "vi", ZONE, DIGEST))).startswith(b"%PDF")
