"""Values of everything the roster says: the week, requests to stand in, the roll call, the check before a night."""

from collections.abc import Mapping

from bot.rules.roster.checks import Problem
from bot.rules.roster.substitution import SubstitutionState
from tests.templates.samples import BEFORE, LATER, LEADER, MEMBER, NOW, OFFICER, PHONE, Values, having

DESK_NAME = "Bộ phận trực ban khu vực III"
PLANNED: Values = {
    "starts_at": BEFORE,
    "ends_at": LATER,
    "leader": LEADER,
    "deputy": MEMBER,
    "officers": [OFFICER, MEMBER],
    "is_mine": True,
    "is_running": True,
}
DAY: Values = {
    "at": BEFORE,
    "weekday": 1,
    "holiday": "Tết Nguyên Đán",
    "is_off": True,
    "is_today": True,
    "shifts": [
        *having(PLANNED, {"leader": "", "deputy": "", "officers": [], "is_mine": False, "is_running": False})
    ],
}
WEEK: Values = {
    "desk": DESK_NAME,
    "phone": PHONE,
    "from_at": BEFORE,
    "until_at": LATER,
    "days": [*having(DAY, {"weekday": 7, "holiday": "", "is_off": False, "is_today": False, "shifts": []})],
    "now": NOW,
}
OWN: Values = {**PLANNED, "desk": DESK_NAME, "role": "officer", "weekday": 2, "holiday": ""}
ASKED: Values = {
    "desk": DESK_NAME,
    "role": "officer",
    "leaves": OFFICER,
    "leaves_phone": PHONE,
    "comes": MEMBER,
    "starts_at": BEFORE,
    "ends_at": LATER,
    "state": "asked",
    "is_asked": True,
    "is_asking": False,
    "judge": "",
    "judged_at": None,
    "now": NOW,
}
JUDGED_ROSTER: Values = {"judge": LEADER, "judged_at": NOW, "is_asked": False}
READY: Values = {
    "desk": DESK_NAME,
    "role": "officer",
    "starts_at": LATER,
    "ends_at": LATER,
    "leader": LEADER,
    "leader_phone": PHONE,
    "ready_at": None,
    "now": NOW,
}
FINDING: Values = {
    "problem": "gap",
    "name": OFFICER,
    "phone": PHONE,
    "role": "officer",
    "desk": DESK_NAME,
    "starts_at": BEFORE,
    "ends_at": LATER,
}
CHECK: Values = {
    "desk": DESK_NAME,
    "starts_at": BEFORE,
    "ends_at": LATER,
    "findings": [
        *({**FINDING, "problem": one.value} for one in Problem),
        {**FINDING, "problem": "frozen", "phone": ""},
    ],
    "late": 0,
    "now": NOW,
}
MISSING: Values = {
    "desk": DESK_NAME,
    "starts_at": LATER,
    "missing": [
        {"name": OFFICER, "role": "officer", "phone": PHONE},
        {"name": LEADER, "role": "leader", "phone": ""},
    ],
    "late": 0,
    "now": NOW,
}
CHOICE: Values = {"starts_at": BEFORE, "ends_at": LATER, "role": "officer", "now": NOW}
LATE = 26 * 3600 * 1_000_000

NOTICES: Mapping[str, tuple[Values, ...]] = {
    "roster-week": having(WEEK, {"phone": ""}),
    "roster-picture": ({"desk": DESK_NAME, "from_at": BEFORE, "until_at": LATER},),
    "roster-none": ({},),
    "roster-own": having(
        {
            "shifts": [*having(OWN, {"role": "leader", "holiday": "Quốc khánh"}, {"leader": ""})],
            "until_at": LATER,
            "now": NOW,
        },
        {"shifts": []},
    ),
    "stand-in-when": having(
        {
            "shifts": [{name: CHOICE[name] for name in ("starts_at", "ends_at", "role")}],
            "takes": False,
            "now": NOW,
        },
        {"takes": True},
        {"shifts": [], "takes": True},
    ),
    "stand-in-whom": (CHOICE,),
    "substitution-card": (
        *having(ASKED, *({"state": state.value} for state in SubstitutionState)),
        *having({**ASKED, **JUDGED_ROSTER}, {"state": "approved"}, {"state": "refused"}, {"is_asking": True}),
        {**ASKED, "starts_at": None, "ends_at": None, "state": "lapsed", "leaves_phone": ""},
    ),
    "ready-card": having(READY, {"ready_at": NOW}, {"leader": "", "leader_phone": ""}, {"leader_phone": ""}),
    "roster-check": having(CHECK, {"late": LATE}),
    "roll-missing": having(MISSING, {"late": LATE}),
}
STARTS: Values = {"starts_at": LATER}
ANSWERS: Mapping[str, tuple[Values, ...]] = {
    **{
        name: ({**STARTS, "name": MEMBER},)
        for name in ("stand-in-asked", "stand-in-approved", "stand-in-refused")
    },
    "stand-in-accepted": ({"names": f"{LEADER}, {MEMBER}"},),
    "stand-in-declined": (STARTS,),
    "stand-in-withdrawn": ({},),
    "leading": ({**STARTS, "ends_at": LATER},),
    "ready": (STARTS,),
}
ERRORS: Mapping[str, tuple[Values, ...]] = {
    **{
        code: ({},)
        for code in (
            "no-shift-of-yours",
            "shift-not-yours",
            "nobody-to-approve",
            "not-asked-you",
            "may-not-approve",
            "not-named",
            "no-running-shift",
            "not-in-shift",
            "no-shift-coming",
            "stand-in-word",
            "nothing-to-answer",
        )
    },
    "already-asked": ({**STARTS, "name": MEMBER},),
    "already-leading": (STARTS,),
    "busy-then": ({**STARTS, "name": MEMBER},),
    "nobody-to-ask": (STARTS,),
    "shift-over": ({"ends_at": NOW},),
    "substitution-ended": (
        *having(
            {"state": "approved", "name": LEADER}, *({"state": state.value} for state in SubstitutionState)
        ),
        *having({"state": "refused", "name": ""}, {"state": "approved"}),
    ),
}
