"""What a command asks to have changed, carried out on the desk: by the command itself, or by the bot that runs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from bot.control.organisation_file import read_organisation
from bot.desk import Desk
from bot.rules.organisation.entries import OrganisationError
from bot.rules.organisation.report import change_line, conflict_lines, fault_line, unfit_lines
from bot.workflow.set_up_organisation import Outcome, SettingUp, set_up_organisation

SETUP = "setup"
FAULTS = "faults"


async def answer_request(desk: Desk, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Carry out one request of a command line.

    Raises:
        ValueError: a request of another version.
    """
    if request.get("command") != SETUP:
        raise ValueError(request.get("command"))
    try:
        asked = read_request(request, desk.rules.time_zone)
        return lines_of(await set_up_organisation(desk, asked))
    except OrganisationError as error:
        return fault_lines(error)


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
