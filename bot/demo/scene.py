"""The demo's scene for the sandbox: its people are those of the sample organisation, each with a phone."""

import base64
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.control.organisation_file import read_organisation
from bot.rules.organisation.entries import Organisation, PersonEntry

FOLDER = Path(__file__).parent
EARLIER = timedelta(minutes=12)  # when what the samples tell of happened
SUPERGROUPS_BELOW = -1_000_000_000_000  # Bot API: ids of supergroups


def load_organisation(zone: ZoneInfo) -> Organisation:
    """The sample organisation, without shifts: those lie around the moment the demo starts."""
    return read_organisation((FOLDER / "organisation.toml").read_text("utf-8"), zone)


def deputy_basis() -> str:
    """The document by which a deputy of the sample organisation may decide."""
    return str(_said()["deputy_basis"])


def make_scene(organisation: Organisation, now: datetime, ends_at: datetime) -> dict[str, Any]:
    """Phones, guide and samples as the sandbox wants them (docs/sandbox.md, "The scene").

    `now` in the desk's zone; `ends_at`: when the shift under way ends, which the guide moves the clock to.
    """
    said = _said()
    del said["deputy_basis"]
    bot = said.pop("bot")
    shown = {phone.pop("account"): phone for phone in said.pop("phones")}
    order = {account: place for place, account in enumerate(shown)}
    linked = [p for p in organisation.people if p.telegram_id]
    linked.sort(key=lambda p: order.get(p.telegram_id or 0, len(order)))
    for step in said["guide_steps"]:
        if "minutes_before_end" in step:
            before = timedelta(minutes=step.pop("minutes_before_end"))
            step["clock"] = {"set": (ends_at - before).astimezone(UTC).isoformat()}
    for sample in said["samples"]:
        sample["text"] = sample["text"].replace("{earlier}", f"{now - EARLIER:%Hh%M}")
        for file in sample.get("files", []):
            file["base64"] = base64.b64encode((FOLDER / file.pop("path")).read_bytes()).decode()
    return {
        **said,
        "bots": [bot],
        "people": [_phone(p, shown) for p in linked],
        "groups": [
            {
                "id": unit.chat_id,
                "title": unit.name,
                "supergroup": unit.chat_id < SUPERGROUPS_BELOW,
                "members": [p.telegram_id for p in linked if p.unit == unit.code],
                "bots": [bot["username"]],
            }
            for unit in organisation.units
            if unit.chat_id
        ],
    }


def _said() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "scene.toml").read_text("utf-8"))


def _phone(person: PersonEntry, shown: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """One person with a Telegram account; those in `shown` have a phone on the page, with its label and colour."""
    account = person.telegram_id or 0
    return {
        "id": account,
        "first_name": person.name,
        "role": person.title or "",
        "phone": account in shown,
        "started": True,
        **shown.get(account, {}),
    }
