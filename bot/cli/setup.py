"""`trucban setup`: brings the organisation to what a file says, itself or through the bot that runs."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.handing import carry_out, desk_clock
from bot.cli.speech import say
from bot.config import Settings
from bot.config.paths import read_text
from bot.control.requests import FAULTS, SETUP, fault_lines, lines_of, read_request
from bot.rules.organisation.changes import changes
from bot.rules.organisation.entries import Fault, OrganisationError
from bot.rules.organisation.plan import plan
from bot.rules.organisation.state import OrganisationState
from bot.workflow.set_up_organisation import Outcome, SettingUp, look
from storage.database import open_database

ARGUMENT = "ORGANISATION.toml"


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What the command line said beside the file."""

    dry_run: bool = False
    replaces_shifts: bool = False
    reason: str = ""
    new_codes: bool = False


async def set_up(settings: Settings, path: Path, options: SetupOptions, language: str | None) -> bool:
    """Carry it out and print what came of it; False when the file was refused.

    `language` None: refusals are said in every language.

    Raises:
        ConfigError: the file or the database cannot be read, or another process holds it and does not answer.
    """
    text = read_text(ARGUMENT, path)
    request = {
        "command": SETUP,
        "text": text,
        "replaces_shifts": options.replaces_shifts,
        "reason": options.reason,
        "new_codes": options.new_codes,
        "operator": getpass.getuser(),
    }
    try:
        if options.replaces_shifts and not options.reason.strip():
            raise OrganisationError((Fault("shifts", 0, "", "--reason", "reason-missing"),))  # noqa: TRY301 - said below like any other fault
        asked = read_request(request, settings.desk.zone)  # before a database is made for a mistyped file
        answer = await (_look(settings, asked) if options.dry_run else carry_out(settings, request))
    except OrganisationError as error:
        answer = fault_lines(error)
    if answer.get("failed"):
        say("setup-failed", {}, language, to_stderr=True)
        return False
    if FAULTS in answer:
        values = {**answer, "source": str(path)}
        say("setup-faults", values, language, to_stderr=True, time_zone=settings.desk.time_zone)
        return False
    values = {**answer, "dry_run": options.dry_run}
    say("setup", values, settings.desk.language, time_zone=settings.desk.time_zone)
    return True


async def _look(settings: Settings, asked: SettingUp) -> Mapping[str, Any]:
    """What would change; nothing is stored, not even a database made.

    Raises:
        OrganisationError: with every fault of the file.
    """
    now = (await desk_clock(settings)).now()
    path = settings.storage.sqlite_path
    if path is not None and not path.exists():
        planned = plan(asked.said, OrganisationState(), now)
    else:
        database = await open_database(settings.storage.url, read_only=True)
        try:
            async with database.read() as tx:
                planned = await look(tx, asked, now)
        finally:
            await database.close()
    return lines_of(Outcome(planned, changes(planned.before, planned.after)))
