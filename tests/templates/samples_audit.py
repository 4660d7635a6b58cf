"""Values of what is said about the bot itself: the outage, and what the auditor finds."""

from collections.abc import Mapping

from tests.templates.samples import BEFORE, NOW, Values, having

NOTICES: Mapping[str, tuple[Values, ...]] = {
    "interrupted": having({"from_at": BEFORE, "until_at": NOW, "is_long": False}, {"is_long": True}),
}
