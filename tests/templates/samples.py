"""People, an incident and what becomes of it, as the values that cards and notices are made of."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)  # 14:05 in Hải Phòng
BEFORE = NOW - timedelta(minutes=40)
LATER = NOW + timedelta(hours=2)
NUMBER = "HP-2026-0123"
DIRECTIVE = f"{NUMBER}/1"
GIST = "xe 15C-123.45, 03CC"
UNIT = "Hải quan cửa khẩu cảng Hải Phòng khu vực I"
LEADER, OFFICER, MEMBER = "Nguyễn Văn An", "Lê Xuân", "Trần Bình"
TEXT = "Hồi 13h20 phát hiện xe 15C-123.45 chở container MSKU9070323 cắt seal tại cổng A cảng Tân Vũ."
PROPOSAL = "Đề nghị cho mở kiểm tra container"
PHONE = "0225 3 123 456"
ABOUT: Mapping[str, Any] = {"number": NUMBER, "urgency": "hoatoc", "gist": GIST}

Values = Mapping[str, Any]


def having(common: Values, *different: Values) -> tuple[Values, ...]:
    """The common values themselves, then once with each of the differences."""
    return (dict(common), *({**common, **one} for one in different))


OPINION: Values = {
    "number": NUMBER,
    "urgency": "hoatoc",
    "state": "in_progress",
    "kind": "direct",
    "content": "Giữ nguyên xe, chờ đội kiểm soát",
    "disagrees": False,
    "name": LEADER,
    "role": "leader",
    "at": NOW,
    "recorded_at": NOW,
    "channel": "message",
    "recorded_by": LEADER,
    "awaits_confirmation": False,
    "is_disowned": False,
    "until_at": None,
}
BY_PHONE: Values = {"channel": "phone", "recorded_by": OFFICER}
OPINIONS = having(
    OPINION,
    {"kind": "approve", "content": ""},
    {"disagrees": True, "role": "deputy"},
    {"kind": "ask", "state": "awaiting_answer", "content": "Số seal thực tế?"},
    {"kind": "watch", "content": "Chưa đủ căn cứ", "until_at": LATER},
    {"kind": "close", "state": "closed", "content": "Không có vi phạm"},
    {"kind": "add"},
    {"kind": "replace"},
    {"kind": "recall"},
    {"kind": "continue_containment", "content": ""},
    {"kind": "end_containment"},
    {"kind": "reopen"},
    {"kind": "put_in_writing"},
    {**BY_PHONE, "awaits_confirmation": True},
    {**BY_PHONE, "channel": "in_person"},
    {**BY_PHONE, "is_disowned": True},
)

REFERENCES = [
    {"kind": "plate", "text": "15C-12345", "warning": ""},
    {"kind": "container", "text": "MSKU9070324", "warning": "container_check_digit"},
    {"kind": "office", "text": "99ZZ", "warning": "unknown_office"},
    {"kind": "declaration", "text": "104567890123", "warning": ""},
    {"kind": "tax_code", "text": "0201245670", "warning": "tax_code_check_digit"},
]
DOUBTS = [one["warning"] for one in REFERENCES if one["warning"]]
ADDITION: Values = {
    "kind": "addition",
    "version": 2,
    "text": "Seal thực tế ML-VN1234567",
    "author": MEMBER,
    "at": NOW,
}
NOTE: Values = {
    "kind": "desk_note",
    "version": 1,
    "text": "Camera cổng A có ghi hình",
    "author": OFFICER,
    "at": NOW,
}

INCIDENT: Values = {
    "number": NUMBER,
    "urgency": "hoatoc",
    "state": "awaiting_decision",
    "kind": "seal_alert",
    "channel": "message",
    "received_at": BEFORE,
    "occurred_at": BEFORE,
    "place": "cổng A cảng Tân Vũ",
    "references": REFERENCES[:2],
    "warnings": [],
    "proposal": PROPOSAL,
    "text": f"{TEXT} {PROPOSAL}.",
    "additions": [],
    "notes": [],
    "reporter": MEMBER,
    "reporter_phone": "0912 345 678",
    "unit": UNIT,
    "unit_code": "03CC",
    "files": {},
    "watch_until": None,
    "closed_at": None,
    "close_reason": "",
}

DECISION_CARD: Values = {
    **INCIDENT,
    "opinion": None,
    "decides": True,
    "deputy_may_decide_at": None,
    "takes_over_at": None,
    "version": 1,
    "now": NOW,
}
SENT_DIRECTIVE: Values = {
    "incident": INCIDENT,
    "number": DIRECTIVE,
    "urgency": "hoatoc",
    "state": "sent",
    "is_sent": True,
    "content": "Giữ nguyên xe, chờ đội kiểm soát",
    "awaits_text": False,
    "opinion": OPINION,
    "unit": UNIT,
    "acknowledge_due_at": NOW,
    "result_due_at": LATER,
    "stands_until": None,
    "replaces": "",
    "replaced_by": "",
    "acknowledged_by": "",
    "acknowledged_at": None,
    "receiver": "",
    "receipt_channel": "message",
    "performer": "",
    "result": "",
    "return_reason": "",
    "recalled_at": None,
    "recall": None,
    "now": NOW,
}
TAKEN: Values = {"acknowledged_by": MEMBER, "acknowledged_at": NOW}
RECEIVED_BY_FAX: Values = {
    "acknowledged_by": "",
    "acknowledged_at": NOW,
    "receiver": "Trung úy Hòa",
    "receipt_channel": "fax",
}
ADDRESSEE: Values = {
    "unit": UNIT,
    "unit_code": "03CC",
    "is_outside": False,
    "state": "sent",
    "is_sent": True,
    "sent_at": NOW,
    "acknowledged_by": "",
    "acknowledged_at": None,
    "receiver": "",
    "receipt_channel": "message",
    "result_due_at": LATER,
    "awaits_receipt": True,
    "awaits_result": True,
    "is_done": False,
    "not_reached": [],
}
LISTED_DIRECTIVE: Values = {
    "number": DIRECTIVE,
    "content": "Giữ nguyên xe",
    "recalled_at": None,
    "recall": None,
    "stands_until": None,
    "awaits_text": False,
    "awaits_confirmation": False,
    "opinion": OPINION,
    "addressees": [
        *having(
            ADDRESSEE,
            {"is_sent": False, "sent_at": None},
            {"not_reached": [MEMBER, OFFICER]},
            {"state": "in_hand", **TAKEN},
            {"state": "reported", "awaits_result": False, **RECEIVED_BY_FAX},
            {"state": "undeliverable", "is_outside": True},
            {"state": "undeliverable"},
            {"state": "recalled", "awaits_result": False},
        )
    ],
}
DRAFT: Values = {
    "state": "open",
    "text": f"{TEXT} {PROPOSAL}.",
    "occurred_at": BEFORE,
    "options": [],
    "place": "cổng A cảng Tân Vũ",
    "references": REFERENCES[:2],
    "kind": "seal_alert",
    "proposal": PROPOSAL,
    "urgency": "thuong",
    "suggestion": None,
    "warnings": ["container_check_digit"],
    "files": {"photo": 2, "location": 1},
    "too_large": [],
    "asks_where": False,
    "phone": PHONE,
    "may_be_private": False,
    "now": NOW,
}
PROMPT: Values = {
    "form": "directive",
    "shown": {"number": NUMBER, "gist": GIST, "step": "direct"},
    "name": LEADER,
    "is_group": False,
    "state": "",
    "put_aside": "",
    "put_aside_number": "",
}
FORMS = (
    *(
        "directive",
        "write",
        "transcript",
        "ask",
        "watch",
        "close",
        "add",
        "note",
        "recall",
        "reopen",
        "end",
        "contain",
    ),
    *("nottakeover", "askitem", "ansitem", "focus", "equipment", "work"),
    *("contain-new", "result", "reply", "return", "extend", "due", "stands", "field", "report"),
)
CONTAINMENT: Values = {
    **ABOUT,
    "kind": "ordered",
    "state": "open",
    "content": "Dừng xe 15C-123.45 tại cổng A",
    "unit": UNIT,
    "unit_code": "03CC",
    "unit_phone": PHONE,
    "is_outside": False,
    "made_by": OFFICER,
    "made_at": NOW,
    "opinion": None,
    "awaits_receipt": True,
    "acknowledged_by": "",
    "acknowledged_at": None,
    "is_of_unit": False,
    "now": NOW,
}
DIRECTIVE_FORM: Values = {
    **ABOUT,
    "state": "open",
    "content": "Giữ nguyên xe, chờ đội kiểm soát",
    "units": [
        {"code": "03CC", "name": UNIT, "is_outside": False},
        {"code": "CA", "name": "Công an cửa khẩu", "is_outside": True},
    ],
    "due_at": None,
    "stands_until": None,
    "result_within": 1_800_000_000,
    "replaces": "",
    "issued": "",
    "issued_at": None,
    "now": NOW,
}
EXTENSION: Values = {
    **ABOUT,
    "number": DIRECTIVE,
    "directive": "Giữ nguyên xe",
    "unit": UNIT,
    "until_at": LATER,
    "due_at": NOW,
    "reason": "đến 16h30, chờ xe nâng",
    "asked_by": MEMBER,
    "asked_at": NOW,
    "state": "asked",
    "judge": "",
    "judged_at": None,
    "now": NOW,
}
RESULT: Values = {
    **ABOUT,
    "number": DIRECTIVE,
    "directive": "Giữ nguyên xe",
    "unit": UNIT,
    "text": "Đã mở kiểm tra, hàng đúng khai báo",
    "n": 1,
    "reporter": MEMBER,
    "is_ours": True,
    "reported_at": NOW,
    "channel": "message",
    "state": "reported",
    "judge": "",
    "judged_at": None,
    "reason": "",
    "is_recalled": False,
    "now": NOW,
}
UNSORTED: Values = {
    "state": "open",
    "text": "Đã xong việc ở bãi B",
    "author": OFFICER,
    "author_phone": PHONE,
    "units": ["03CC"],
    "written_at": BEFORE,
    "files": {"photo": 1},
    "places": [{"number": NUMBER, "gist": GIST}],
    "placed_in": "",
    "placed_by": "",
    "placed_at": None,
    "now": NOW,
}
JUDGED: Values = {"judge": OFFICER, "judged_at": NOW}
