"""Values of the notices by which people look things up, record for others, and are let in or shut out."""

from collections.abc import Mapping

from bot.rules.help import ROWS
from bot.rules.log_entry import LogKind
from tests.templates.samples import (
    ABOUT,
    BEFORE,
    DIRECTIVE,
    GIST,
    INCIDENT,
    LATER,
    LEADER,
    MEMBER,
    NOW,
    NUMBER,
    OFFICER,
    OPINION,
    PHONE,
    TEXT,
    UNIT,
    Values,
    having,
)
from tests.templates.samples_figures import FIGURE_FILES, FIGURES

DESK_NAME = "Bộ phận trực ban khu vực III"
ENTRY: Values = {
    "seq": 7,
    "kind": "work:done",
    "at": BEFORE,
    "occurred_at": BEFORE,
    "recorded_at": NOW,
    "is_late": True,
    "actor": OFFICER,
    "role": "officer",
    "unit": "03CC",
    "number": DIRECTIVE,
    "channel": "phone",
    "facts": {
        "urgency": "khan",
        "from": "khan",
        "to": "hoatoc",
        "kind": "answer",
        "report_version": 2,
        "disagrees": True,
        "decided_as": "deputy",
        "units": ["03CC", "CA"],
        "stands_until": None,
        "result_due_at": LATER,
        "replaced_by": 2,
        "until_at": LATER,
        "state": "open",
        "is_answered": True,
        "from_at": BEFORE,
        "finding": "leader-missing",
        "role": "leader",
        "passes": True,
        "incident_state": "in_progress",
        "n": 2,
        "received_at": BEFORE,
        "due_at": BEFORE,
        "is_overdue": True,
        "log": 123,
    },
    "words": {
        "actor": OFFICER,
        "changes": [
            {"action": "created", "table": "people", "name": MEMBER},
            {"action": "changed", "table": "shifts", "name": "HP"},
        ]
        * 4,
        "after": MEMBER,
        "before": LEADER,
        "content": "Giữ nguyên xe",
        "decided_by": LEADER,
        "name": MEMBER,
        "performer": MEMBER,
        "reason": "Thiếu biên bản",
        "receiver": "Trung úy Hòa",
        "recorded_by": OFFICER,
        "reporter": MEMBER,
        "text": TEXT,
    },
    "is_redacted": False,
}
SILENT: Values = {
    "facts": {},
    "words": dict.fromkeys(ENTRY["words"], ""),
    "is_redacted": True,
    "at": None,
    "occurred_at": None,
    "actor": "",
    "role": "",
    "is_late": False,
    "channel": "message",
}
WITHOUT_FACTS = ("work:done", "note:added", "system:started", "organisation:changed", "person:frozen")
ENTRIES = [
    *({**ENTRY, "kind": kind.value} for kind in LogKind),
    *({**ENTRY, **SILENT, "kind": kind} for kind in WITHOUT_FACTS),
]
SHIFT: Values = {
    "starts_at": BEFORE,
    "ends_at": LATER,
    "members": [
        {
            "role": "leader",
            "name": LEADER,
            "title": "Phó Chi cục trưởng",
            "phone": PHONE,
            "is_reachable": False,
            "unreachable_at": BEFORE,
        },
        {
            "role": "deputy",
            "name": MEMBER,
            "title": "",
            "phone": PHONE,
            "is_reachable": False,
            "unreachable_at": None,
        },
        {
            "role": "officer",
            "name": OFFICER,
            "title": "",
            "phone": "",
            "is_reachable": True,
            "unreachable_at": None,
        },
    ],
}
OUR_DESK: Values = {
    "name": DESK_NAME,
    "phone": PHONE,
    "fax": PHONE,
    "email": "trucban@example.vn",
    "running": SHIFT,
    "coming": SHIFT,
}
DESKS: Values = {
    "desks": [*having(OUR_DESK, {"running": None, "coming": None}, {"phone": "", "fax": "", "email": ""})],
    "now": NOW,
}
RECORDED: Values = {
    "state": "open",
    "asked": "text",
    "kind": "opinion",
    "channel": "phone",
    "at": BEFORE,
    "number": NUMBER,
    "opinion": "direct",
    "about": "",
    "giver": LEADER,
    "units": ["03CC"],
    "text": TEXT,
    "files": 2,
    "now": NOW,
}
NOTHING_KNOWN: Values = {
    "kind": "",
    "channel": "",
    "at": None,
    "number": "",
    "opinion": "",
    "about": "",
    "giver": "",
    "units": [],
    "text": "",
    "files": 0,
}
ASKED = (
    *("kind", "channel", "at", "time", "incident", "addressee", "opinion", "of", "measure", "units", "giver"),
    *("urgency", "answered", "text"),
)
STANDING = [
    {"role": "leader", "place": DESK_NAME, "is_contact": False},
    {"role": "unit", "place": UNIT, "is_contact": True},
    {"role": "superior", "place": "", "is_contact": False},
]

NOTICES: Mapping[str, tuple[Values, ...]] = {
    "call-desk": (DESKS, {"desks": [], "now": NOW}),
    "choose-language": ({},),
    "duty-changed": having(
        {"role": "deputy", "starts_at": NOW, "ends_at": LATER, "before": LEADER, "after": OFFICER},
        {"before": ""},
        {"after": ""},
    ),
    "files-note": having({"too_large": ["phim.mp4", ""], "not_taken": 0}, {"too_large": [], "not_taken": 2}),
    "freeze-whom": ({"written": "an"},),
    "help": ({"name": LEADER, "rows": [row.key for row in ROWS], "phones": [PHONE, PHONE]},),
    "incident-story": having(
        {
            **INCIDENT,
            "gist": GIST,
            "entries": ENTRIES,
            "attachments": [
                {"kind": "photo", "name": "", "state": "stored"},
                {"kind": "video", "name": "phim.mp4", "state": "too_large"},
                {"kind": "document", "name": "x.pdf", "state": "missing"},
            ],
            "now": NOW,
        },
        {"unit": "", "kind": "other", "place": "", "references": [], "proposal": "", "attachments": []},
        {"watch_until": LATER, "state": "in_progress", "reporter_phone": "", "entries": []},
    ),
    "language-chosen": ({"language": "vi"},),
    "message-edited": having(
        {**ABOUT, "name": MEMBER, "at": NOW, "text": TEXT, "is_version": True},
        {"is_version": False, "gist": ""},
    ),
    "figures": FIGURES,
    **dict.fromkeys(("figures-chart", "figures-workbook"), FIGURE_FILES),
    "open-items": having(
        {
            "count": 30,
            "rows": [
                *having(
                    {
                        **ABOUT,
                        "state": "awaiting_decision",
                        "received_at": BEFORE,
                        "watch_until": None,
                    },
                    {"state": "in_progress", "watch_until": LATER, "gist": ""},
                )
            ],
            "now": NOW,
        },
        {"count": 0, "rows": []},
    ),
    "opinion-disowned": having(
        {
            **OPINION,
            "is_awaited": True,
            "taken_back": [DIRECTIVE],
            "reinstated": [],
            "containment": None,
            "is_too_late": False,
        },
        {"is_awaited": False, "content": "", "taken_back": []},
        {"is_awaited": False, "taken_back": [], "reinstated": [DIRECTIVE]},
        {"is_awaited": False, "taken_back": [], "containment": "open"},
        {"is_awaited": False, "taken_back": [], "containment": "continued"},
        {"is_awaited": False, "taken_back": [], "is_too_late": True},
    ),
    "person-frozen": having(
        {"name": MEMBER, "by": LEADER, "is_own": False, "duties": ["leader", "officer"], "at": NOW},
        {"is_own": True, "duties": []},
    ),
    "record-form": having(
        RECORDED,
        *({**NOTHING_KNOWN, "asked": asked} for asked in ASKED),
        *({"opinion": opinion} for opinion in ("approve", "ask", "watch", "close", "add")),
        *(
            {"opinion": opinion, "about": f"{DIRECTIVE}: Giữ nguyên xe"}
            for opinion in ("replace", "recall", "continue_containment", "end_containment")
        ),
        *({"kind": kind, "opinion": "", "giver": ""} for kind in ("directive", "result", "report", "call")),
        {"state": "done", "asked": ""},
        {"state": "dropped", "asked": ""},
        {"state": "aside", "asked": ""},
    ),
    "record-saved": having(
        {"channel": "phone", "at": BEFORE, "text": TEXT, "now": NOW}, {"channel": "message"}
    ),
    "shift-log": having(
        {
            "desk": DESK_NAME,
            "starts_at": BEFORE,
            "ends_at": LATER,
            "leader": [LEADER],
            "officers": [OFFICER, MEMBER],
            "missing": [{"number": NUMBER, "fields": ["occurred_at", "place"]}],
            "entries": ENTRIES,
            "now": NOW,
        },
        {"starts_at": None, "ends_at": None, "leader": [], "officers": [], "missing": [], "entries": []},
        {"leader": [], "officers": []},
    ),
    "stranger": (
        {"desks": [{"name": DESK_NAME, "phone": PHONE}, {"name": DESK_NAME, "phone": ""}]},
        {"desks": []},
    ),
    "stranger-wrote": having(
        {
            "name": "Người lạ",
            "account": 900,
            "count": 9,
            "rows": [{"at": BEFORE, "text": TEXT}, {"at": NOW, "text": "Alo"}],
            "now": NOW,
        },
        {"count": 2},
    ),
    "text-placed": having({**ABOUT, "name": OFFICER}, {"gist": ""}),
    "urgency-choice": having(ABOUT, {"gist": ""}),
    "welcome": having(
        {
            "is_new": True,
            "name": LEADER,
            "title": "Phó Chi cục trưởng",
            "standing": STANDING,
            "roles": ["admin", "head", "leader", "officer", "superior", "unit"],
            "phone": PHONE,
        },
        {"is_new": False, "title": "", "standing": [], "roles": [], "phone": ""},
    ),
    "who-is-on-duty": (DESKS, {"desks": [], "now": NOW}),
}
