"""The command line: `trucban run | demo | setup | check | log … | roster … | backup | restore`."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.cli.check import check as check_everything
from bot.cli.setup import SetupOptions, set_up
from bot.cli.speech import REFUSED, help_text, refuse_later, say_refusal
from bot.cli.verify import verify_log
from bot.config import Settings, language_stated, load
from bot.errors import ConfigError
from bot.logging import configure_logging

DEFAULT_CONFIG = Path("config.toml")
WHATEVER_FOLLOWS = {"allow_extra_args": True, "ignore_unknown_options": True}

Config = Annotated[
    Path | None, typer.Option(help=help_text("option_config"), show_default=str(DEFAULT_CONFIG))
]

app = typer.Typer(
    name="trucban",
    help=help_text("trucban"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its boxes show local variables, the token among them
)
log_app = typer.Typer(help=help_text("log"), no_args_is_help=True)
roster_app = typer.Typer(help=help_text("roster"), no_args_is_help=True)
app.add_typer(log_app, name="log")
app.add_typer(roster_app, name="roster")


@app.command(help=help_text("run"))
def run(config: Config = None) -> None:
    """Run the bot until it is told to stop."""
    settings = _read(config)
    settings.telegram.required_token()
    from bot.running import run as run_bot  # noqa: PLC0415 - the other commands need not wait for it

    asyncio.run(run_bot(settings))


@app.command(help=help_text("demo"))
def demo(
    port: Annotated[int, typer.Option(help=help_text("option_port"), min=0, max=65535)] = 8765,
    no_open: Annotated[bool, typer.Option("--no-open", help=help_text("option_no_open"))] = False,  # noqa: FBT002 - typer's way
    keep: Annotated[Path | None, typer.Option(help=help_text("option_keep"))] = None,
) -> None:
    """Run sandbox and bot with a sample organisation."""
    from bot.demo.demo import run as run_demo  # noqa: PLC0415 - nothing else needs the sandbox

    configure_logging("warning", "text", ())
    asyncio.run(run_demo(port, opens_browser=not no_open, keep=keep, language="vi"))


@app.command(help=help_text("setup"))
def setup(
    organisation: Annotated[Path, typer.Argument(help=help_text("argument_organisation"))],
    config: Config = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("option_dry_run"))] = False,  # noqa: FBT002 - typer's way
    replace: Annotated[bool, typer.Option("--replace-shifts", help=help_text("option_replace"))] = False,  # noqa: FBT002 - typer's way
    reason: Annotated[str, typer.Option("--reason", help=help_text("option_reason"))] = "",
    new_codes: Annotated[bool, typer.Option("--new-codes", help=help_text("option_new_codes"))] = False,  # noqa: FBT002 - typer's way
) -> None:
    """Create the organisation or bring it up to date."""
    settings = _read(config)
    options = SetupOptions(dry_run, replace, reason, new_codes)
    language = language_stated(_source(config), os.environ)
    if not asyncio.run(set_up(settings, organisation, options, language)):
        raise typer.Exit(REFUSED)


@app.command(help=help_text("check"))
def check(config: Config = None) -> None:
    """Try configuration, database and messenger."""
    settings = _read(config)
    if not asyncio.run(check_everything(settings, _source(config))):
        raise typer.Exit(1)


@log_app.command("verify", help=help_text("log_verify"))
def log_verify(config: Config = None) -> None:
    """Verify every duty log; exit code 0 only when all of them verify."""
    if not asyncio.run(verify_log(_read(config))):
        raise typer.Exit(1)


From = Annotated[str, typer.Option("--from", help=help_text("option_from"))]
To = Annotated[str, typer.Option("--to", help=help_text("option_to"))]
OfDesk = Annotated[str, typer.Option("--desk", help=help_text("option_desk"))]
OfPerson = Annotated[str, typer.Option("--person", help=help_text("option_person"))]


@roster_app.command("import", help=help_text("roster_import"))
def roster_import(
    file: Annotated[Path, typer.Argument(help=help_text("argument_roster"))],
    config: Config = None,
    desk: OfDesk = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("option_dry_run"))] = False,  # noqa: FBT002 - typer's way
    replace: Annotated[bool, typer.Option("--replace-shifts", help=help_text("option_replace"))] = False,  # noqa: FBT002 - typer's way
    reason: Annotated[str, typer.Option("--reason", help=help_text("option_reason"))] = "",
) -> None:
    """Lay a duty table or rotations over the roster."""
    from bot.cli.roster import ImportOptions, import_file  # noqa: PLC0415 - the other commands need no spreadsheets

    settings = _read(config)
    language = language_stated(_source(config), os.environ)
    options = ImportOptions(dry_run, replace, reason, desk)
    if not asyncio.run(import_file(settings, file, options, language)):
        raise typer.Exit(REFUSED)


@roster_app.command("export", help=help_text("roster_export"))
def roster_export(
    config: Config = None,
    first: From = "",
    last: To = "",
    desk: OfDesk = "",
    person: OfPerson = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help=help_text("option_output"))] = None,
) -> None:
    """Write the roster as a table or as calendars."""
    from bot.cli.roster_export import Period, export  # noqa: PLC0415 - as above

    if not asyncio.run(export(_read(config), Period(first, last, desk, person), output)):
        raise typer.Exit(REFUSED)


@roster_app.command("show", help=help_text("roster_show"))
def roster_show(
    config: Config = None, first: From = "", last: To = "", desk: OfDesk = "", person: OfPerson = ""
) -> None:
    """Print the coming shifts."""
    from bot.cli.roster_export import Period, show  # noqa: PLC0415 - as above

    if not asyncio.run(show(_read(config), Period(first, last, desk, person))):
        raise typer.Exit(REFUSED)


def _later(owner: typer.Typer, name: str, spoken: str, words: str) -> None:
    """Register a command that a later capability brings: it says so, whatever follows it."""

    def command() -> None:
        raise refuse_later(spoken)

    owner.command(name, help=help_text(words), context_settings=WHATEVER_FOLLOWS)(command)


for _name in ("export", "checkpoint"):
    _later(log_app, _name, f"log {_name}", f"log_{_name}")
for _name in ("backup", "restore"):
    _later(app, _name, _name, _name)


def _source(config: Path | None) -> Path | None:
    """The file to read: the one named, else `config.toml` where there is one."""
    return config or (DEFAULT_CONFIG if DEFAULT_CONFIG.exists() else None)


def _read(config: Path | None) -> Settings:
    settings = load(_source(config), os.environ)
    configure_logging(settings.logging.level, settings.logging.format, settings.secrets())
    return settings


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command named on the command line; a refused setting is one sentence and exit code 2."""
    try:
        app(args=arguments)
    except ConfigError as error:
        say_refusal(error)
        sys.exit(REFUSED)
    sys.exit(0)


if __name__ == "__main__":
    main()
