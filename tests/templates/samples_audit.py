"""Values of what is said about the bot itself: the outage, and what the auditor finds."""

from collections.abc import Mapping

from bot.rules.finding import FindingKind
from tests.templates.samples import BEFORE, LEADER, MEMBER, NOW, NUMBER, Values, having

FOUND: Values = {
    "kind": "timer-missing",
    "about": "decision-for-deputy",
    "number": NUMBER,
    "name": "",
    "count": 3,
    "since": BEFORE,
}
BEGUN = ("draft-unsent", "text-unsorted", "form-ended", "send_digest", "chase_handover")
LINES = having(
    FOUND,
    *({"about": about, "number": ""} for about in BEGUN),
    {"kind": "reminder-missing", "about": "directive-unreceived"},
    {"kind": "delivery-missing", "about": "decision-card", "name": LEADER},
    {"kind": "delivery-missing", "about": "directive-card"},
    {"kind": "delivery-missing", "about": "containment-card"},
    {"kind": "delivery-missing", "about": "roll-call", "number": ""},
    {"kind": "update-dead", "about": "", "number": "", "name": MEMBER},
    *({"kind": kind.value, "about": "", "number": ""} for kind in FindingKind if "missing" not in kind),
    {"kind": "leader-missing", "about": "", "number": ""},
)
NOTICES: Mapping[str, tuple[Values, ...]] = {
    "audit-found": (
        *({"lines": [line], "count": 1, "now": NOW} for line in LINES),
        {"lines": [FOUND], "count": 12, "now": NOW},
    ),
    "interrupted": having({"from_at": BEFORE, "until_at": NOW, "is_long": False}, {"is_long": True}),
}
