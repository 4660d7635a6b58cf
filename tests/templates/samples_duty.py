"""Values of every notice of the duty's own work, as the code gives them: one set for each thing a notice can say."""

from collections.abc import Mapping

from tests.templates.samples import (
    ABOUT,
    ADDITION,
    BEFORE,
    BY_PHONE,
    CONTAINMENT,
    DECISION_CARD,
    DIRECTIVE,
    DIRECTIVE_FORM,
    DOUBTS,
    DRAFT,
    EXTENSION,
    FORMS,
    GIST,
    INCIDENT,
    JUDGED,
    LATER,
    LEADER,
    LISTED_DIRECTIVE,
    MEMBER,
    NOTE,
    NOW,
    NUMBER,
    OFFICER,
    OPINION,
    OPINIONS,
    PHONE,
    PROMPT,
    PROPOSAL,
    RECEIVED_BY_FAX,
    REFERENCES,
    RESULT,
    SENT_DIRECTIVE,
    TAKEN,
    TEXT,
    UNIT,
    UNSORTED,
    Values,
    having,
)

OWN_VALUES = frozenset({"contain-new", "field", "report", "ansitem", "focus", "equipment", "work"})
"""Forms whose prompts name something else than number and gist."""
NOTICES: Mapping[str, tuple[Values, ...]] = {
    "alarm": having(
        {"code": "line-down", "about": "sending", "at": NOW},
        {"code": "token-refused"},
        {"code": "other-poller", "about": ""},
        {"code": "template-markup"},
        {"code": "notice-broken"},
        {"code": "settle-failed"},
        {"code": "document-failed", "about": "digest"},
        {"code": "update-dead"},
        {"code": "disk-full", "about": "database"},
        {"code": "timer-failed"},
        {"code": "something-new"},
    ),
    "document-failed": ({"name": "ban-giao-ca.pdf"},),
    "choose": ({"step": "got"}, {"step": "approve"}),
    "containment-card": having(
        CONTAINMENT,
        {"is_of_unit": True},
        {"is_outside": True},
        {"kind": "done", "awaits_receipt": False},
        {"state": "continued", "opinion": {**OPINION, "kind": "continue_containment", "content": ""}},
        {"state": "ended", "opinion": {**OPINION, "kind": "end_containment"}, **TAKEN},
    ),
    "decision-card": having(
        DECISION_CARD,
        {"proposal": "", "unit": "", "unit_code": "", "reporter_phone": "", "place": "", "references": []},
        {"kind": "other", "occurred_at": None, "text": "", "proposal": "", "files": {"voice": 1}},
        {"additions": [ADDITION, {**ADDITION, "kind": "answer"}], "notes": [NOTE], "references": REFERENCES},
        {"additions": [{**ADDITION, "kind": "edit"}]},
        {"deputy_may_decide_at": LATER, "decides": False},
        *({"takes_over_at": at, "decides": False} for at in (LATER, BEFORE)),
        {"channel": "phone"},
        *({"state": o["state"], "opinion": o} for o in OPINIONS),
    ),
    "directive-card": having(
        SENT_DIRECTIVE,
        {"opinion": {**OPINION, "kind": "approve"}, "content": PROPOSAL},
        {"opinion": {**OPINION, **BY_PHONE, "awaits_confirmation": True}, "replaces": f"{NUMBER}/2"},
        {"opinion": {**OPINION, "role": "deputy"}, "stands_until": LATER},
        {"content": "", "awaits_text": True, "state": "undeliverable"},
        {"state": "acknowledged", **TAKEN},
        {"state": "recalled", "recalled_at": NOW, "replaced_by": f"{NUMBER}/2"},
        {"state": "in_hand", "performer": MEMBER, **RECEIVED_BY_FAX},
        {"state": "reported", "result": "Đã xong", **TAKEN},
        {"state": "confirmed", "result": "Đã xong", **TAKEN},
        {"state": "returned", "result": "Đã xong", "return_reason": "Thiếu biên bản", **TAKEN},
        {"state": "recalled", "recalled_at": NOW},
        {
            "state": "recalled",
            "recalled_at": NOW,
            "recall": {**OPINION, **BY_PHONE, "kind": "recall", "awaits_confirmation": True},
        },
        *(
            {"recall": {**OPINION, **BY_PHONE, "kind": kind, "is_disowned": True}}
            for kind in ("recall", "replace")
        ),
        {"state": "confirmed", "recalled_at": NOW, **TAKEN},
    ),
    "directive-form": having(
        DIRECTIVE_FORM,
        {"content": "", "units": []},
        {"due_at": LATER, "replaces": DIRECTIVE},
        {"state": "done", "issued": DIRECTIVE, "issued_at": NOW},
        {"state": "done"},
        {"state": "dropped"},
        {"state": "aside"},
    ),
    "directive-recalled": having(
        {
            "number": DIRECTIVE,
            "urgency": "khan",
            "content": "Giữ nguyên xe",
            "reason": "Không còn cần",
            "replaced_by": "",
            "is_disowned": False,
            "is_reinstated": False,
            "opinion": {**OPINION, "kind": "recall"},
            "name": LEADER,
            "at": NOW,
            "unit": UNIT,
            "unit_phone": PHONE,
            "is_for_desk": False,
            "acknowledged_by": "",
            "acknowledged_at": None,
            "now": NOW,
        },
        {"acknowledged_by": MEMBER, "acknowledged_at": NOW},
        {"is_for_desk": True},
        {"replaced_by": f"{NUMBER}/2", "reason": ""},
        {"is_disowned": True, "reason": ""},
        {"content": ""},
        {"opinion": {**OPINION, **BY_PHONE, "kind": "recall", "awaits_confirmation": True}},
        {
            "opinion": {**OPINION, **BY_PHONE, "kind": "replace", "awaits_confirmation": True},
            "replaced_by": f"{NUMBER}/2",
        },
        *(
            {"is_reinstated": True, "opinion": {**OPINION, **BY_PHONE, "kind": kind, "is_disowned": True}}
            for kind in ("recall", "replace")
        ),
    ),
    "disagree": having({**ABOUT, "reason": "Chưa đủ căn cứ"}, {"reason": "", "gist": ""}),
    "draft-fields": ({"text": TEXT},),
    "draft-preview": having(
        DRAFT,
        {"state": "sent"},
        {"state": "dropped"},
        {"asks_where": True},
        {
            "proposal": None,
            "place": None,
            "references": [],
            "warnings": [],
            "occurred_at": None,
            "files": {},
            "kind": "other",
        },
        {"options": [BEFORE, NOW], "suggestion": "khan", "too_large": ["phim.mp4", ""]},
        {"references": REFERENCES, "warnings": ["occurred_in_future", *DOUBTS]},
        {
            "warnings": ["occurred_long_ago", "container_check_digit"],
            "may_be_private": True,
            "kind": "procedure_breach",
        },
        {"warnings": ["occurred_without_hour"], "references": []},
    ),
    "extension-card": having(
        EXTENSION, {"due_at": None}, {"state": "granted", **JUDGED}, {"state": "refused", **JUDGED}
    ),
    "extension-judged": having(
        {"number": DIRECTIVE, "urgency": "khan", "granted": True, "until_at": LATER, "name": OFFICER},
        {"granted": False},
    ),
    "form-meant": (
        *({"form": form, "number": NUMBER, "text": TEXT} for form in FORMS),
        {"form": "disagree", "number": "", "text": ""},
    ),
    "form-prompt": having(
        PROMPT,
        {"is_group": True, "put_aside": "ask", "put_aside_number": NUMBER},
        {"put_aside": "field"},
        *(
            {"state": state, "is_group": is_group}
            for state in ("done", "aside", "dropped")
            for is_group in (0, 1)
        ),
        *(
            {"form": "report", "shown": {"phone": PHONE, "has_draft": flag}, "put_aside": put_aside}
            for flag, put_aside in ((False, ""), (True, "ask"))
        ),
        *({"form": form} for form in FORMS if form not in OWN_VALUES),
        {"form": "ansitem", "shown": {"number": NUMBER, "question": "Xe đang ở đâu?"}},
        *(
            {"form": form, "shown": {"starts_at": BEFORE, "ends_at": NOW}}
            for form in ("focus", "equipment", "work")
        ),
        {"form": "due", "shown": {"number": NUMBER}},
        *({"form": "contain-new", "shown": {"phone": PHONE, "is_order": flag}} for flag in (True, False)),
        *(
            {"form": "field", "shown": {"field": field}}
            for field in ("occurred_at", "place", "proposal", "text")
        ),
    ),
    "hand-on-to": ({"number": DIRECTIVE, "urgency": "khan"},),
    "incident-closed": having({"number": NUMBER, "at": NOW, "gist": GIST}, {"gist": ""}),
    "nobody-on-duty": ({"number": NUMBER, "urgency": "khan"},),
    "opinion-by-phone": having(
        {
            **OPINION,
            **BY_PHONE,
            "awaits_confirmation": True,
            "gist": GIST,
            "about": "",
            "released": [{"number": DIRECTIVE, "content": "Giữ nguyên xe", "units": ["03CC", "CA"]}],
            "confirmed_at": None,
            "disowned_at": None,
            "now": NOW,
        },
        {"kind": "approve", "content": "", "released": []},
        *(
            {"kind": kind, "released": [], "about": f"{DIRECTIVE}: Giữ nguyên xe", **answered}
            for kind in ("recall", "replace", "continue_containment", "end_containment")
            for answered in ({}, {"awaits_confirmation": False, "is_disowned": True, "disowned_at": NOW})
        ),
        {"awaits_confirmation": False, "confirmed_at": NOW},
        {"awaits_confirmation": False, "is_disowned": True, "disowned_at": NOW},
    ),
    "opinion-given": OPINIONS,
    "question-card": having(
        {
            **OPINION,
            "kind": "ask",
            "content": "Số seal thực tế?",
            "gist": GIST,
            "is_waiting": True,
            "now": NOW,
        },
        {"is_waiting": False},
        {"is_waiting": False, "state": "closed"},
        {**BY_PHONE, "awaits_confirmation": True, "gist": ""},
    ),
    "refusal": ({"refusal": "already-in-hand", "number": DIRECTIVE},),
    "reply-meant": having({"number": DIRECTIVE, "urgency": "khan", "text": TEXT, "files": 0}, {"text": ""}),
    "report-added": having(
        {
            "number": NUMBER,
            "urgency": "khan",
            "state": "in_progress",
            "kind": "addition",
            "text": TEXT,
            "author": MEMBER,
            "at": NOW,
            "files": 1,
        },
        {"kind": "edit"},
        {"text": ""},
    ),
    "report-receipt": having(
        {
            **INCIDENT,
            "opinion": None,
            "is_private": False,
            "is_anyone_on_duty": True,
            "phone": PHONE,
            "now": NOW,
        },
        {"is_private": True},
        {"is_anyone_on_duty": False, "references": []},
        {"references": [], "text": "", "proposal": ""},
        {"state": "in_progress", "opinion": OPINION},
        {"state": "closed", "opinion": OPINION, "closed_at": NOW},
    ),
    "result-card": having(
        RESULT,
        {"channel": "fax", "n": 2, "text": "", "directive": "", "is_ours": False},
        {"state": "confirmed", **JUDGED},
        {"state": "returned", "reason": "Thiếu biên bản", **JUDGED},
        {"is_recalled": True},
    ),
    "result-returned": (
        {"number": DIRECTIVE, "urgency": "khan", "reason": "Thiếu biên bản", "name": OFFICER, "at": NOW},
    ),
    "roll-call": having(
        {
            **ABOUT,
            "state": "in_progress",
            "directives": [
                *having(
                    LISTED_DIRECTIVE,
                    {"recalled_at": NOW},
                    {
                        "recalled_at": NOW,
                        "recall": {**OPINION, **BY_PHONE, "kind": "recall", "awaits_confirmation": True},
                    },
                    {"content": "", "awaits_text": True, "stands_until": LATER},
                    {
                        "awaits_confirmation": True,
                        "opinion": {**OPINION, **BY_PHONE, "awaits_confirmation": True},
                    },
                )
            ],
            "closed_at": None,
            "now": NOW,
        },
        {"directives": [], "gist": ""},
        {"state": "closed", "closed_at": NOW},
    ),
    "secret-cleared": ({"name": OFFICER, "until_at": LATER},),
    "secret-stopped": having(
        {"name": MEMBER, "at": NOW, "phone": PHONE, "is_author": True}, {"is_author": False}
    ),
    "transcript": ({"number": NUMBER, "urgency": "khan", "name": OFFICER, "text": TEXT},),
    "transcript-rejected": ({"number": NUMBER, "urgency": "khan", "name": MEMBER, "text": TEXT},),
    "undelivered": (
        *(
            {"number": DIRECTIVE, "notice": notice, "name": MEMBER, "phone": PHONE, "at": NOW}
            for notice in (
                "directive-card",
                "containment-card",
                "decision-card",
                "question-card",
                "directive-recalled",
                "report-receipt",
            )
        ),
        {"number": "", "notice": "alarm", "name": "", "phone": "", "at": NOW},
    ),
    "unsorted-card": having(
        UNSORTED,
        {"author": "", "units": [], "text": "", "places": []},
        {"state": "placed", "placed_in": NUMBER, "placed_by": OFFICER, "placed_at": NOW, "places": []},
    ),
    "waiting": having(
        {
            "count": 9,
            "rows": [{"number": NUMBER, "urgency": "hoatoc", "received_at": BEFORE, "gist": GIST}],
            "is_leading": True,
            "now": NOW,
        },
        {"count": 0, "rows": []},
        {"is_leading": False},
    ),
}
