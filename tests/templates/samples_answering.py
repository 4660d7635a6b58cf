"""Values of every answer to a step taken, and of every refusal of one."""

from collections.abc import Mapping
from typing import Any

from tests.templates.samples import (
    BEFORE,
    DIRECTIVE,
    GIST,
    LATER,
    LEADER,
    MEMBER,
    NOW,
    NUMBER,
    OFFICER,
    PHONE,
    TEXT,
    Values,
    having,
)

IT: Mapping[str, Any] = {"number": NUMBER, "gist": GIST}
BY_CHANNEL: Values = {"channel": "phone", "name": LEADER}

ANSWERS: Mapping[str, tuple[Values, ...]] = {
    **{
        name: having(IT, {"gist": ""})
        for name in (
            "approved",
            "asked",
            "closed",
            "reopened",
            "recalled",
            "acknowledged",
            "recall-acknowledged",
            "in-hand",
            "result-reported",
            "result-confirmed",
            "result-returned",
            "added",
            "noted",
            "transcript-sent",
            "containment-acknowledged",
            "extension-granted",
            "extension-refused",
            "opinion-confirmed",
            "opinion-disowned",
            "written",
            "placed",
            "called",
            "called-in-vain",
        )
    },
    "directed": ({**IT, "units": "03CC, CA"},),
    "watched": having({**IT, "until_at": LATER}, {"until_at": None}),
    "report-sent": ({"number": NUMBER},),
    "draft-dropped": ({},),
    "draft-taken": ({"number": NUMBER},),
    "draft-left": having({"name": MEMBER, "phone": PHONE}, {"phone": ""}),
    "snoozed": having({**IT, "until_at": LATER}, {"gist": ""}),
    "form-cancelled": having({"form": "ask", "number": NUMBER}, {"number": ""}),
    "contained": ({**IT, "unit": "03CC"},),
    "containment-continued": ({"number": NUMBER, "unit": "03CC"},),
    "containment-ended": ({"number": NUMBER, "unit": "03CC"},),
    "extension-asked": ({"number": DIRECTIVE, "until_at": LATER},),
    "handed-on": ({"number": DIRECTIVE, "name": MEMBER},),
    "secret-cleared": ({"name": MEMBER},),
    "left-at-desk": ({"phone": PHONE},),
    "work-recorded": having({"text": TEXT, "number": NUMBER}, {"number": ""}),
    "call-recorded": having({"is_answered": True, "number": NUMBER}, {"is_answered": False, "number": ""}),
    "report-recorded": having({**IT, "channel": "fax", "is_addition": False}, {"is_addition": True}),
    "handed-over": having({"starts_at": BEFORE, "is_complete": False, "name": LEADER}, {"is_complete": True}),
    "taken-over": having(
        {
            "starts_at": NOW,
            "is_leader": True,
            "passes": True,
            "is_responsible": True,
            "items_owed": 2,
            "is_complete": False,
        },
        {"passes": False, "is_responsible": False, "items_owed": 0},
        {"is_leader": False, "passes": False, "items_owed": 0, "is_complete": True},
    ),
    "not-taken-over": ({"starts_at": BEFORE, "n": 2},),
    "item-taken": having({**IT, "items_owed": 1}, {"items_owed": 0}),
    "item-asked": (IT,),
    "item-answered": (IT,),
    "shift-noted": having({"kind": "focus", "text": TEXT}, {"kind": "equipment"}, {"kind": "work"}),
    "opinion-recorded": ({**IT, **BY_CHANNEL, "at": NOW},),
    "passed-on": ({**BY_CHANNEL, "number": DIRECTIVE, "unit": "CA"},),
    "result-recorded": having({**BY_CHANNEL, "number": DIRECTIVE, "unit": "CA"}, {"name": ""}),
    "urgency-changed": ({**IT, "before": "khan", "urgency": "hoatoc"},),
    "edit-recorded": having({"number": NUMBER, "is_version": True}, {"is_version": False}),
    "account-frozen": ({"name": MEMBER},),
}

ABOUT_IT: Values = {"number": NUMBER}
AT: Values = {"number": NUMBER, "at": NOW}
DECIDED: Values = {"number": NUMBER, "name": LEADER, "kind": "approve", "at": NOW, "state": "in_progress"}
KNOWN_UNITS = "03CC, 03EE, 03TG, CA"

ERRORS: Mapping[str, tuple[Values, ...]] = {
    **dict.fromkeys(
        (
            "already-in-hand",
            "already-written",
            "containment-open",
            "deputy-no-basis",
            "directives-open",
            "no-addressee",
            "no-content",
            "no-proposal",
            "nobody-to-hand-on",
            "not-in-unit",
            "not-your-unit",
            "nothing-added",
            "reason-missing",
            "result-empty",
        ),
        (ABOUT_IT,),
    ),
    "snoozed-enough": ({"number": NUMBER, "times": 2},),
    **{
        code: ({},)
        for code in (
            "account-frozen",
            "anonymous-admin",
            "cannot-report",
            "draft-changed",
            "draft-empty",
            "figures-not-yours",
            "form-changed",
            "later-version",
            "log-not-yours",
            "no-draft",
            "not-superior",
            "not-your-form",
            "not-your-opinion",
            "nothing-readable",
            "stale-button",
            "unknown-account",
        )
    },
    **dict.fromkeys(
        ("deputy-too-early", "nobody-led-then", "opinion-before-report", "opinion-too-early", "time-past"),
        (AT,),
    ),
    **{
        code: having({"phone": PHONE}, {"phone": ""})
        for code in ("code-expired", "code-in-group", "code-too-often", "code-used", "code-wrong")
    },
    "account-linked": ({"name": MEMBER},),
    "dates-unread": ({"wrong": "31/02/2026"},),
    "dates-reversed": ({"first": "09/11/2026", "last": "01/11/2026"},),
    "dates-ahead": ({"wrong": "24/11/2027"},),
    "dates-too-long": ({"days": 400, "most": 366},),
    "already-acknowledged": having({**AT, "name": MEMBER}, {"name": ""}),
    "already-decided": having(
        DECIDED, *({"kind": kind} for kind in ("direct", "ask", "watch", "close", "reopen"))
    ),
    "already-frozen": ({"name": MEMBER, "at": NOW},),
    "already-judged": having(
        {**AT, "name": OFFICER, "state": "confirmed"},
        {"name": "", "at": None},
        *({"state": state} for state in ("returned", "granted", "refused")),
        *({"state": state, "name": ""} for state in ("returned", "granted", "refused")),
    ),
    "already-signed": having({"side": "outgoing", "starts_at": BEFORE}, {"side": "incoming"}),
    "handover-not-yet": ({"opens_at": NOW, "ends_at": LATER},),
    "handover-over": having({"state": "complete", "at": NOW}, {"state": "lapsed", "at": None}),
    "item-not-asked": (ABOUT_IT,),
    "item-taken": having(AT, {"at": None}),
    "not-your-handover": having({"starts_at": BEFORE}, {"starts_at": None}),
    "not-your-shift": having({"role": "leader", "starts_at": BEFORE}, {"role": "officer"}),
    "shift-not-begun": ({"starts_at": LATER},),
    "take-over-first": having(
        {"number": NUMBER, "incident": 5, "starts_at": LATER, "has_begun": True}, {"has_begun": False}
    ),
    "already-placed": having({"name": OFFICER, "at": NOW}, {"name": "", "at": None}),
    "already-reported": having({**ABOUT_IT, "state": "reported"}, {"state": "recalled"}),
    "containment-answered": having({**ABOUT_IT, "state": "ended"}, {"state": "continued"}),
    "containment-empty": having(ABOUT_IT, {"number": ""}),
    "containment-needs-unit": ({"known": KNOWN_UNITS},),
    "directive-recalled": having(AT, {"at": None}),
    "draft-ended": having({"state": "sent"}, {"state": "dropped"}),
    "form-ended": having({"state": "done"}, {"state": "dropped"}),
    "incident-closed": having(AT, {"at": None}),
    "incident-not-found": ({}, {"written": NUMBER}),
    "incident-state": having(
        {**ABOUT_IT, "state": "closed"},
        *({"state": state} for state in ("awaiting_decision", "awaiting_answer", "in_progress")),
    ),
    "may-not-freeze": ({"written": "an"},),
    "no-such-person": ({"written": "an"},),
    "not-on-duty": having(ABOUT_IT, {"number": ""}),
    "not-your-role": having({**ABOUT_IT, "role": "leader"}, {"role": "officer"}, {"number": ""}),
    "nothing-owed": having({"kind": "directive", "number": NUMBER}, {"kind": "result"}, {"number": ""}),
    "nothing-there": ({**ABOUT_IT, "step": "approve"},),
    "number-missing": ({"example": "DUYET"},),
    "opinion-answered": having(AT, {"at": None}),
    "report-empty": ({"urgency": "khan"},),
    "stale-report": ({**ABOUT_IT, "version": 2},),
    "time-missing": having(ABOUT_IT, {"number": ""}),
    "unit-not-found": having({"code": "03XX", "known": KNOWN_UNITS}, {"known": ""}),
    "unknown-command": ({"command": "/lenh"},),
    "unknown-language": ({"written": "fr"},),
    "urgency-same": ({**ABOUT_IT, "urgency": "khan"},),
}
