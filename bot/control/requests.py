"""What a command asks to have changed, carried out on the desk: by the command itself, or by the bot that runs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from bot.control.organisation_file import read_organisation
from bot.control.roster_file import read_roster
from bot.desk import Desk
from bot.rules.organisation.entries import OrganisationError, ShiftEntry
from bot.rules.organisation.report import change_line, conflict_lines, fault_line, unfit_lines
from bot.rules.roster.importing import AskedRoster
from bot.workflow.import_roster import Imported, Importing, import_roster
from bot.workflow.set_up_organisation import Outcome, SettingUp, set_up_organisation

SETUP = "setup"
ROSTER_IMPORT = "roster-import"
FAULTS = "faults"


async def answer_request(desk: Desk, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Carry out one request of a command line.

    Raises:
        ValueError: a request of another version.
    """
    command = request.get("command")
    try:
        if command == SETUP:
            asked = read_request(request, desk.rules.time_zone)
            return lines_of(await set_up_organisation(desk, asked))
        if command == ROSTER_IMPORT:
            return imported_lines(await import_roster(desk, read_roster_request(request)))
    except OrganisationError as error:
        return fault_lines(error)
    raise ValueError(command)


def read_request(request: Mapping[str, Any], zone: ZoneInfo) -> SettingUp:
    """The set-up asked for.

    Raises:
        OrganisationError: with every fault of the file's form.
    """
    return SettingUp(
        read_organisation(str(request["text"]), zone),
        replaces_shifts=bool(request["replaces_shifts"]),
        reason=str(request["reason"]),
        new_codes=bool(request["new_codes"]),
        operator=str(request["operator"]),
    )


def read_roster_request(request: Mapping[str, Any]) -> Importing:
    """The import asked for: the shifts of a table as they were read, or the text of a roster file.

    Raises:
        OrganisationError: with every fault of the file's form.
    """
    file = read_roster(str(request["text"]))
    shifts = tuple(
        ShiftEntry(**{**one, "officers": None if one["officers"] is None else tuple(one["officers"])})
        for one in request["shifts"]
    )
    return Importing(
        AskedRoster(shifts, file.rosters, file.days, str(request["desk"])),
        replaces_shifts=bool(request["replaces_shifts"]),
        reason=str(request["reason"]),
        operator=str(request["operator"]),
    )


def imported_lines(imported: Imported) -> Mapping[str, Any]:
    """What the template of an import's answer names."""
    lines = lines_of(imported.outcome)
    return {**{name: lines[name] for name in ("changes", "conflicts", "unfit")}, "passed": imported.passed}


def lines_of(outcome: Outcome) -> Mapping[str, Any]:
    """What the template of the answer names."""
    return {
        "changes": [change_line(change) for change in outcome.changes],
        "conflicts": conflict_lines(outcome.plan),
        "unfit": unfit_lines(outcome.plan),
        "codes": [asdict(code) for code in outcome.codes],
        "bot": outcome.bot,
    }


def fault_lines(error: OrganisationError) -> Mapping[str, Any]:
    """Everything wrong with the file."""
    return {FAULTS: [fault_line(fault) for fault in error.faults]}
