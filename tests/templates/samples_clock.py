"""Values of what the clock says: every notice for everybody it is for, as the code gives them."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.rules.notice import NOTICES as TABLE
from tests.templates.samples import (
    BEFORE,
    DIRECTIVE,
    GIST,
    LATER,
    LEADER,
    NOW,
    NUMBER,
    OFFICER,
    TEXT,
    UNIT,
    Values,
    having,
)

CALL = {"name": LEADER, "phone": "0912 345 678"}
REMINDER: Values = {
    "number": DIRECTIVE,
    "urgency": "hoatoc",
    "gist": GIST,
    "incident_state": "awaiting_decision",
    "is_private": False,
    "since": BEFORE,
    "unit": UNIT,
    "unit_code": "03CC",
    "calls": [CALL, {"name": OFFICER, "phone": ""}],
    "content": TEXT,
    "report": TEXT,
    "watch_until": BEFORE,
    "deputies": [CALL],
    "superiors": [CALL],
    "shift_id": 1,
    "deputy_basis": "Quyết định số 12/QĐ",
    "state": "sent",
    "kind": "ordered",
    "is_sent": True,
    "is_unit_told": True,
    "acknowledge_due_at": BEFORE,
    "result_due_at": BEFORE,
    "stands_until": BEFORE,
    "until_at": LATER,
    "name": LEADER,
    "recorded_by": OFFICER,
    "at": BEFORE,
    "n": 2,
    "late": None,
    "now": NOW,
}
VARIANTS: tuple[Values, ...] = (
    {},
    {"late": timedelta(minutes=12), "gist": "", "report": ""},
    {"calls": [], "deputies": [], "superiors": []},
    {"deputy_basis": "", "incident_state": "awaiting_answer", "is_sent": False},
    {"incident_state": "in_progress", "is_unit_told": False},
    {"is_private": True},
)
WITHOUT_WORDS = ("decision-overdue", "directive-", "recall-", "result-", "opinion-")
"""What may come without words: as a file, or with no proposal."""
STATES = {
    "containment-unreceived": ("open", "continued", "ended"),
    "directive-overdue": ("sent", "acknowledged", "in_hand", "returned", "undeliverable"),
}


def _of(name: str) -> Iterator[Values]:
    for state in STATES.get(name, ("sent",)):
        for audience in TABLE[name].to:
            may_be_empty = name.startswith(WITHOUT_WORDS)
            for variant in (*VARIANTS, *([{"content": ""}] if may_be_empty else ())):
                yield {**REMINDER, "state": state, "duty": name, "audience": audience, **variant}


LINE = {
    "duty": "decision-overdue",
    "audience": "leader",
    "n": 2,
    "number": NUMBER,
    "urgency": "khan",
    "gist": GIST,
    "since": BEFORE,
    "rank": 2,
    "incident": 1,
    "report_version": 1,
}
NOTICES: Mapping[str, tuple[Values, ...]] = {
    **{name: tuple(_of(name)) for name in TABLE},
    "reminder-list": (
        {"rows": [{**LINE, "duty": name} for name in TABLE], "count": len(TABLE), "now": NOW},
        {"rows": [{**LINE, "gist": ""}], "count": 24, "now": NOW},
    ),
    "draft-unanswered": having(
        {"n": 1, "since": BEFORE, "asks_where": False, "phone": "0225 3 123 456", "late": None, "now": NOW},
        {"asks_where": True, "phone": ""},
        {"late": timedelta(hours=2)},
    ),
    "draft-unsent": having(
        {
            "state": "open",
            "text": TEXT,
            "author": OFFICER,
            "author_phone": "0912 345 678",
            "unit": UNIT,
            "since": BEFORE,
            "urgency": "",
            "files": {},
            "left_by": "",
            "now": NOW,
        },
        {
            "urgency": "hoatoc",
            "files": {"photo": 2, "location": 1},
            "text": "",
            "author_phone": "",
            "unit": "",
        },
        {"left_by": LEADER},
        {"state": "sent"},
        {"state": "dropped"},
    ),
    "form-ended": having(
        {"form": "directive", "number": NUMBER, "written": TEXT, "since": BEFORE, "now": NOW},
        {"form": "record", "number": "", "written": ""},
    ),
}
