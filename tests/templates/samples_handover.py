"""Values of every notice about a change of shifts, as the code gives them."""

from collections.abc import Mapping
from datetime import timedelta

from tests.templates.samples import (
    ABOUT,
    BEFORE,
    DIRECTIVE,
    GIST,
    LATER,
    LEADER,
    MEMBER,
    NOW,
    NUMBER,
    OFFICER,
    Values,
    having,
)

DESK_NAME = "Bộ phận trực ban khu vực III"
MICROSECOND = timedelta(microseconds=1)
MEMBERS: Values = {"leader": [LEADER], "deputy": ["Phạm Thị Dung"], "officer": [OFFICER]}
SHIFT: Values = {"starts_at": BEFORE, "ends_at": NOW, "members": MEMBERS}
NEXT: Values = {
    "starts_at": NOW,
    "ends_at": LATER,
    "members": {"leader": ["Hoàng Nam"], "deputy": [], "officer": []},
}
LACKING = [
    {"side": "outgoing", "role": "leader", "names": [LEADER]},
    {"side": "incoming", "role": "officer", "names": [OFFICER, MEMBER]},
]
CHANGE: Values = {
    "desk": DESK_NAME,
    "outgoing": SHIFT,
    "incoming": NEXT,
    "state": "open",
    "taken_over_at": None,
    "settled_at": None,
    "is_complete": False,
    "lacking": LACKING,
    "items_owed": 2,
    "now": NOW,
}
NOBODY: Values = {"incoming": None, "lacking": LACKING[:1], "items_owed": 0}
OPEN_DIRECTIVE: Values = {
    "number": DIRECTIVE,
    "content": "Giữ nguyên xe, chờ đội kiểm soát",
    "stands_until": None,
    "addressees": [
        {"unit_code": "03CC", "state": "acknowledged", "due_at": BEFORE, "is_overdue": True},
        {"unit_code": "CA", "state": "reported", "due_at": None, "is_overdue": False},
    ],
}
ITEM: Values = {
    "incident": 5,
    "number": NUMBER,
    "urgency": "hoatoc",
    "state": "in_progress",
    "kind": "smuggling",
    "gist": GIST,
    "received_at": BEFORE,
    "watch_until": None,
    "due_at": BEFORE,
    "is_overdue": True,
    "is_contained": True,
    "is_phone_decided": True,
    "directives": [OPEN_DIRECTIVE],
}
CALM: Values = {
    **ITEM,
    "state": "awaiting_decision",
    "urgency": "thuong",
    "gist": "",
    "due_at": LATER,
    "is_overdue": False,
    "is_contained": False,
    "is_phone_decided": False,
    "directives": [],
}
WATCHED: Values = {**CALM, "due_at": None, "watch_until": LATER}
WORK: Values = {
    "kind": "work:done",
    "at": BEFORE,
    "number": "",
    "text": "Tuần tra bãi A",
    "name": OFFICER,
    "is_answered": False,
}
NOTED: Values = {"text": "Camera cổng A hỏng từ 22h", "name": OFFICER, "at": NOW}
DIGEST: Values = {
    "desk": DESK_NAME,
    "desk_code": "HP",
    "shift": SHIFT,
    "incoming": NEXT,
    "was_responsible": True,
    "begins_at": BEFORE,
    "counted_until": NOW,
    "received": 5,
    "closed": 3,
    "by_kind": {"smuggling": 3, "seal_alert": 2},
    "by_urgency": {"khan": 4, "hoatoc": 1},
    "by_state": {"in_progress": 4, "awaiting_decision": 2},
    "items": [ITEM, CALM, WATCHED, *[CALM] * 3],
    "overdue": 1,
    "standing": [{**OPEN_DIRECTIVE, "stands_until": LATER, "gist": GIST}],
    "unconfirmed": [{"number": NUMBER, "name": LEADER, "recorded_by": OFFICER, "at": BEFORE}],
    "work": [
        WORK,
        {**WORK, "kind": "call:made", "number": NUMBER},
        {**WORK, "kind": "call:made", "is_answered": True},
        {**WORK, "kind": "note:added", "name": ""},
    ],
    "undelivered": [{**WORK, "kind": "message:undelivered", "name": MEMBER, "number": NUMBER}],
    "is_quiet": False,
    "focus": {**NOTED, "text": "Tăng cường giám sát container lạnh tại bãi B"},
    "equipment": NOTED,
    "confirmed_work": None,
    "last_seq": 123,
    "last_hash": "3fa9" * 16,
    "late": None,
}
QUIET: Values = {
    "incoming": None,
    "received": 0,
    "closed": 0,
    "by_kind": {},
    "by_urgency": {},
    "by_state": {},
    "items": [],
    "overdue": 0,
    "standing": [],
    "unconfirmed": [],
    "work": [],
    "undelivered": [],
    "is_quiet": True,
    "focus": None,
    "equipment": None,
    "confirmed_work": NOTED,
    "late": timedelta(minutes=26) // MICROSECOND,
}
DIGESTS = having(
    DIGEST,
    QUIET,
    {**QUIET, "confirmed_work": None, "was_responsible": False},
    {"late": timedelta(hours=26, minutes=3) // MICROSECOND},
)

NOTICES: Mapping[str, tuple[Values, ...]] = {
    "digest": DIGESTS,
    "digest-whole": DIGESTS,
    "digest-document": ({"starts_at": BEFORE, "ends_at": NOW, "desk": DESK_NAME},),
    "duty-passed": having(
        {**CHANGE, "taken_over_at": NOW}, {"lacking": [], "items_owed": 0}, {"lacking": [], "items_owed": 1}
    ),
    "handover-card": having(
        {
            **CHANGE,
            "lacking": LACKING[:1],
            "items_owed": 0,
            "signed": [{"side": "incoming", "role": "leader", "name": "Hoàng Nam", "at": NOW}],
            "equipment": "",
            "is_quiet": False,
            "is_work_confirmed": False,
            "open": 4,
            "refusals": 0,
            "last_refusal": "",
            "is_member": True,
        },
        {**NOBODY, "signed": [], "is_member": False},
        {"is_quiet": True, "equipment": "Đủ, tốt"},
        {"is_quiet": True, "is_work_confirmed": True, "refusals": 3, "last_refusal": "Thiếu biên bản"},
        {"taken_over_at": BEFORE, "lacking": LACKING, "items_owed": 2},
        {
            "state": "complete",
            "is_complete": True,
            "settled_at": NOW,
            "taken_over_at": BEFORE,
            "lacking": [],
            "signed": [{"side": "outgoing", "role": "officer", "name": OFFICER, "at": BEFORE}],
        },
        {"state": "lapsed", "settled_at": NOW, "taken_over_at": BEFORE},
    ),
    "handover-complete": ({**CHANGE, "state": "complete", "is_complete": True, "settled_at": NOW},),
    "handover-item": having(
        {
            **ITEM,
            "item_state": "waiting",
            "question": "",
            "answer": "",
            "by": "",
            "at": None,
            "is_over": False,
            "now": NOW,
        },
        {**CALM, "due_at": None, "gist": ""},
        {"item_state": "asked", "question": "Xe đang ở đâu?", "by": LEADER, "at": NOW},
        {"question": "Xe đang ở đâu?", "answer": "Tại bãi B", "by": OFFICER, "at": NOW},
        {"item_state": "taken", "by": LEADER, "at": NOW},
        {"is_over": True},
    ),
    "handover-lapsed": ({**CHANGE, "state": "lapsed", "settled_at": NOW, "taken_over_at": BEFORE},),
    "handover-reminder": having(
        {**CHANGE, "n": 2, "since": BEFORE, "late": None, "refusals": 0, "audience": "side"},
        {"audience": "superior", "refusals": 2, "late": timedelta(hours=2) // MICROSECOND},
        {"taken_over_at": NOW, "lacking": [], "items_owed": 1},
        NOBODY,
    ),
    "no-incoming-leader": having({**CHANGE, **NOBODY, "next_at": LATER}, {"next_at": None}),
    "not-handed-over": ({**CHANGE, "taken_over_at": NOW},),
    "not-taken-over": having(
        {
            **CHANGE,
            "name": "Hoàng Nam",
            "role": "leader",
            "reason": "Thiếu biên bản bàn giao trang thiết bị",
            "n": 1,
            "is_loud": False,
        },
        {"n": 2, "role": "officer"},
        {"n": 3, "is_loud": True, "taken_over_at": NOW},
    ),
    "shift-began": having(
        {
            "desk": DESK_NAME,
            "shift": SHIFT,
            "open": 4,
            "overdue": 1,
            "undecided": 2,
            "is_leader": True,
            "now": NOW,
        },
        {"open": 0, "is_leader": False},
        {"overdue": 0, "undecided": 0},
    ),
    "shift-now": having(
        {"desk": DESK_NAME, "shift": NEXT, "opens_at": LATER, "now": NOW},
        {"opens_at": BEFORE},
        {"shift": None, "opens_at": None},
    ),
    "takeover-sure": having(
        {
            "rows": [
                {
                    **ABOUT,
                    "state": "in_progress",
                    "received_at": BEFORE,
                    "due_at": BEFORE,
                    "is_overdue": True,
                },
                {
                    **ABOUT,
                    "gist": "",
                    "state": "awaiting_decision",
                    "received_at": BEFORE,
                    "due_at": LATER,
                    "is_overdue": False,
                },
            ],
            "now": NOW,
        },
    ),
}
