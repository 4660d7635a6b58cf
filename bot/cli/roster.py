"""`trucban roster import`: a duty table or rotations, laid over the roster by itself or through the bot that runs."""

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.cli.handing import carry_out, desk_clock
from bot.cli.speech import say
from bot.config import Settings
from bot.config.paths import read_bytes, read_text
from bot.control.requests import FAULTS, ROSTER_IMPORT, fault_lines, imported_lines, read_roster_request
from bot.control.roster_file import read_roster
from bot.control.roster_sheet import read_sheet
from bot.desk import make_desk
from bot.errors import ConfigError
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.roster.table import KEYS, TABLE, column_letter, read_table
from bot.vocabulary import load_vocabulary
from bot.workflow.import_roster import look
from bot.workflow.telling import ActorlessStep
from storage.database import open_database

ARGUMENT = "ROSTER"
ROTATIONS = ".toml"
OF_ROTATIONS = {"leader": "leaders", "deputy": "deputies", "starts_at": "shifts", "ends_at": "shifts"}
"""What a rotation's file calls what a shift's own fault names."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the command line said beside the file."""

    dry_run: bool = False
    replaces_shifts: bool = False
    reason: str = ""
    desk: str = ""


async def import_file(settings: Settings, path: Path, options: ImportOptions, language: str | None) -> bool:
    """Carry it out and print what came of it; False when the file was refused.

    `language` None: refusals are said in every language.

    Raises:
        ConfigError: the file or the database cannot be read, or another process holds it and does not answer.
    """
    columns: dict[str, int] = {}
    try:
        request, wrong = _request(settings, path, options, columns)
        if wrong:
            raise OrganisationError((*wrong, *await _further_faults(settings, request)))  # noqa: TRY301 - said below
        answer = await (_look(settings, request) if options.dry_run else carry_out(settings, request))
    except OrganisationError as error:
        answer = fault_lines(error)
    if answer.get("failed"):
        say("setup-failed", {}, language, to_stderr=True)
        return False
    if FAULTS in answer:
        say_faults(settings, str(path), answer[FAULTS], language, columns)
        return False
    values = {**answer, "dry_run": options.dry_run}
    say("roster-imported", values, settings.desk.language, time_zone=settings.desk.time_zone)
    return True


def say_faults(
    settings: Settings,
    source: str,
    faults: list[Mapping[str, Any]],
    language: str | None,
    columns: Mapping[str, int] | None = None,
) -> None:
    """Everything wrong, each by row and column where a table is meant."""
    placed = [_placed(fault, columns or {}) for fault in faults]
    lines = list({repr(line): line for line in placed}.values())  # a rotation repeats what is wrong
    lines.sort(key=lambda line: line["n"])
    values = {"source": source, "faults": lines}
    say("roster-faults", values, language, to_stderr=True, time_zone=settings.desk.time_zone)


def _placed(fault: Mapping[str, Any], columns: Mapping[str, int]) -> Mapping[str, Any]:
    """The fault with the letter of its column; rotations keep the entry and key of their file."""
    key, table = fault["key"], fault["table"]
    if columns:
        key = KEYS.get(key, key)
    elif table == "shifts":
        key, table = OF_ROTATIONS.get(key, key), "rosters"
    letter = column_letter(columns[key]) if key in columns else ""
    is_row = fault["n"] > 0 and (bool(columns) or table == TABLE)
    return {**fault, "table": table, "key": key, "letter": letter, "is_row": is_row}


def _request(
    settings: Settings, path: Path, options: ImportOptions, columns: dict[str, int]
) -> tuple[Mapping[str, Any], Sequence[Fault]]:
    """What is asked of the desk, and what is wrong with single rows. `columns`: filled with where columns stand.

    Raises:
        OrganisationError: with every fault of the file's form.
    """
    if options.replaces_shifts and not options.reason.strip():
        raise OrganisationError((Fault("file", 0, "", "--reason", "reason-missing"),))
    common = {
        "command": ROSTER_IMPORT,
        "desk": options.desk,
        "replaces_shifts": options.replaces_shifts,
        "reason": options.reason,
        "operator": getpass.getuser(),
    }
    if path.suffix.casefold() == ROTATIONS:
        text = read_text(ARGUMENT, path)
        read_roster(text)  # before a database is made for a mistyped file
        return {**common, "text": text, "shifts": []}, ()
    sheet = read_sheet(path.name, read_bytes(ARGUMENT, path))
    read = read_table(sheet, load_vocabulary().roster_columns, settings.desk.zone)
    columns |= read.columns
    if read.faults and not read.entries:
        raise OrganisationError(read.faults)
    return {**common, "text": "", "shifts": [asdict(entry) for entry in read.entries]}, read.faults


async def _further_faults(settings: Settings, request: Mapping[str, Any]) -> Sequence[Fault]:
    """What is wrong with the rows that can be read, so that nobody learns of it only the next time."""
    try:
        await _look(settings, request)
    except OrganisationError as error:
        return error.faults
    except ConfigError:
        return ()  # no database to ask: what was found in the file itself is said
    return ()


async def _look(settings: Settings, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """What would change; nothing is stored.

    Raises:
        OrganisationError: with every fault of the file.
    """
    database = await open_database(settings.storage.url, read_only=True)
    try:
        async with database.read() as tx:
            clock = await desk_clock(settings)
            step = ActorlessStep(make_desk(settings, database, clock), tx, clock.now())
            return imported_lines(await look(step, read_roster_request(request)))
    finally:
        await database.close()
