"""Values of figures: a busy month, a single day with a few cases, a unit's own, a quiet period, summaries."""

from datetime import timedelta
from typing import Any

from bot.vocabulary import load_vocabulary
from tests.templates.samples import NOW, UNIT, Values, having

MINUTE = 60_000_000
DAYS = 23
FIRST = NOW.replace(hour=17, minute=0) - timedelta(days=DAYS)  # midnight in Hải Phòng
KINDS = [kind.code for kind in load_vocabulary().report.kinds]


def case(
    counter: str, minutes: int, *, is_open: bool = False, is_over: bool = False, is_recorded: bool = False
) -> dict[str, Any]:
    """One wait."""
    return {
        "number": f"HP-2026-{counter}",
        "waited": minutes * MINUTE,
        "is_open": is_open,
        "is_over": is_over,
        "is_recorded": is_recorded,
    }


def measured(
    n: int, median: float, ninetieth: float, over: int = 0, without: int = 0, *, at_least: bool = False
) -> dict[str, Any]:
    """Enough cases for a median."""
    return {
        "n": n,
        "over": over,
        "without": without,
        "median": {"value": round(median * MINUTE), "is_at_least": False},
        "ninetieth": {"value": round(ninetieth * MINUTE), "is_at_least": at_least},
        "cases": [],
    }


def few(*cases: dict[str, Any]) -> dict[str, Any]:
    """The cases themselves."""
    return {
        "n": len(cases),
        "over": sum(one["is_over"] for one in cases),
        "without": sum(one["is_open"] for one in cases),
        "median": None,
        "ninetieth": None,
        "cases": sorted(cases, key=lambda one: -int(one["waited"])),
    }


NONE = few()
SOME = few(
    case("0123", 5),
    case("0124", 190, is_over=True, is_recorded=True),
    case("0125", 60, is_open=True),
    case("0126", 90, is_open=True, is_over=True),
)


def unit(code: str, name: str, received: int, *stages: dict[str, Any]) -> dict[str, Any]:
    """A unit's row."""
    return {
        "unit": code,
        "name": name,
        "received": received,
        "stages": dict(zip(("decision", "receipt", "result"), stages, strict=True)),
    }


ROWS = [
    unit(
        "03CC",
        UNIT,
        21,
        measured(21, 4, 18, 2),
        measured(19, 3, 9, 1),
        measured(18, 62, 310, 2, 1, at_least=True),
    ),
    unit(
        "03EE",
        "Hải quan cửa khẩu cảng Đình Vũ",
        9,
        measured(9, 6, 25, 2),
        measured(8, 5, 12),
        measured(8, 95, 240, 1),
    ),
    unit(
        "03TG",
        "Hải quan cửa khẩu cảng Hải Phòng khu vực III",
        5,
        measured(5, 3, 7),
        few(case("0140/1", 2), case("0141", 7), case("0142", 12, is_over=True)),
        few(case("0140/1", 48), case("0141", 130, is_over=True), case("0142", 55, is_open=True)),
    ),
    unit("", "", 3, few(case("0150", 2), case("0151", 4), case("0152", 9, is_over=True)), NONE, NONE),
    unit(
        "CA",
        "Công an cửa khẩu",
        0,
        NONE,
        few(case("0123/1", 15, is_over=True)),
        few(case("0123", 1500, is_open=True, is_over=True)),
    ),
]
MONTH: Values = {
    "rhythm": "",
    "late": None,
    "desk": "Bộ phận trực ban khu vực III",
    "units": [],
    "first_at": FIRST,
    "last_at": FIRST + timedelta(days=DAYS - 1),
    "is_so_far": True,
    "now": NOW,
    "count": 38,
    "private": None,
    "before": {
        "first_at": FIRST - timedelta(days=31),
        "last_at": FIRST - timedelta(days=31 - DAYS + 1),
        "count": 33,
        "medians": {
            "decision": {"value": 6 * MINUTE, "is_at_least": False},
            "receipt": {"value": 4 * MINUTE, "is_at_least": True},
            "result": None,
        },
    },
    "states": [
        {"state": state, "count": count}
        for state, count in (
            ("awaiting_decision", 1),
            ("awaiting_answer", 0),
            ("in_progress", 4),
            ("closed", 33),
        )
    ],
    "kinds": [
        {"kind": kind, "count": count}
        for kind, count in (
            ("seal_alert", 12),
            ("scan_suspect", 9),
            ("congestion", 6),
            ("trade_fraud", 5),
            ("narcotics", 3),
            ("it_outage", 2),
            ("other", 1),
        )
    ],
    "days": [
        {"at": FIRST + timedelta(days=n), "count": count}
        for n, count in enumerate((1, 0, 2, 3, 1, 1, 0, 2, 4, 1, 2, 0, 1, 1, 5, 2, 1, 0, 3, 2, 2, 1, 3))
    ],
    "stages": [
        {
            "stage": "decision",
            **measured(38, 4.5, 19, 5, 1, at_least=True),
            "pressed": measured(33, 4, 15, 2),
            "recorded": few(case("0127", 7), case("0128", 12), case("0129", 31, is_over=True)),
        },
        {
            "stage": "receipt",
            **measured(31, 3.2, 11, 3),
            "pressed": measured(31, 3.2, 11, 3),
            "recorded": NONE,
        },
        {
            "stage": "result",
            **measured(29, 71, 305, 4, 3, at_least=True),
            "pressed": measured(20, 65, 250, 1),
            "recorded": measured(6, 80, 290, 1),
        },
    ],
    "rows": ROWS,
}
ONE_DAY: Values = {
    "first_at": MONTH["last_at"],
    "is_so_far": False,
    "count": 4,
    "states": [{"state": "in_progress", "count": 1}, {"state": "closed", "count": 3}],
    "kinds": [{"kind": "seal_alert", "count": 3}, {"kind": "congestion", "count": 1}],
    "days": MONTH["days"][-1:],
    "stages": [
        {
            "stage": "decision",
            **SOME,
            "pressed": few(case("0123", 5)),
            "recorded": few(case("0124", 190, is_over=True, is_recorded=True)),
        },
        {"stage": "receipt", **few(case("0123", 4)), "pressed": few(case("0123", 4)), "recorded": NONE},
        {"stage": "result", **NONE, "pressed": NONE, "recorded": NONE},
    ],
    "rows": ROWS[2:],
    "before": {
        **MONTH["before"],
        "last_at": MONTH["before"]["first_at"],
        "medians": dict.fromkeys(("decision", "receipt", "result")),
    },
}
QUIET: Values = {
    **ONE_DAY,
    "count": 0,
    "kinds": [],
    "states": [],
    "days": [{"at": MONTH["last_at"], "count": 0}],
    "stages": [
        {"stage": stage, **NONE, "pressed": NONE, "recorded": NONE}
        for stage in ("decision", "receipt", "result")
    ],
    "rows": [],
}
FIGURES = having(
    MONTH,
    {"rows": [unit(f"03{n:02}", UNIT, 9 - n, NONE, NONE, NONE) for n in range(10)], "private": 2},
    {"rows": [unit(f"03{n:02}", UNIT, 9 - n, NONE, NONE, NONE) for n in range(9)], "private": 1},
    ONE_DAY,
    QUIET,
    {"units": ["03CC", "03EE"], "rows": ROWS[:2]},
    {**ONE_DAY, "rhythm": "daily", "private": 0},
    {"rhythm": "weekly", "late": 150 * MINUTE, "count": 1},
    {"rhythm": "monthly", "private": 1},
)
EACH_KIND: Values = {**MONTH, "kinds": [{"kind": kind, "count": 1} for kind in KINDS]}

FIGURE_FILES = having(
    {key: MONTH[key] for key in ("first_at", "last_at", "desk", "units")},
    {"units": ["03CC"], "first_at": MONTH["last_at"]},
)
