"""What the caller gives: bots, people, groups, phones, guide and samples. Plain data, checked."""

from __future__ import annotations

import base64
import json
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SUPERGROUP_CEILING = -1_000_000_000_000
MAXIMUM_SMALL_GROUP = -1
_COLORS = ("#2b7a78", "#b5532a", "#5b5ea6", "#8a6d1d", "#a23b72", "#2e6fb7", "#4f7a28", "#7a4a9e")


def color_for(number: int) -> str:
    """Return an avatar colour that stays the same for the same account."""
    return _COLORS[abs(number) % len(_COLORS)]


def initials_of(name: str) -> str:
    """Return up to two capital letters of a name: first and last word."""
    words = [word for word in name.split() if word]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper()


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SceneBot(_Part):
    """A bot account as BotFather knows it."""

    token: str
    id: int = 0
    username: str
    first_name: str
    privacy_mode: bool = True
    can_join_groups: bool = True
    color: str = ""

    @model_validator(mode="after")
    def _id_from_token(self) -> Self:
        if not self.id:
            head = self.token.partition(":")[0]
            if not (head.isascii() and head.isdigit()):
                message = "a bot's token begins with its number and a colon"
                raise ValueError(message)
            self.id = int(head)
        return self


class ScenePerson(_Part):
    """A person with a Telegram account, and how the page shows their phone."""

    id: int = Field(gt=0)
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone_number: str | None = None
    phone: bool = True
    label: str = ""
    role: str = ""
    color: str = ""
    started: bool = False


class SceneGroup(_Part):
    """A group chat and who is in it."""

    id: int = Field(lt=0)
    title: str
    supergroup: bool = False
    members: list[int] = []
    admins: list[int] = []
    anonymous_admins: list[int] = []
    bots: list[str] = []
    bot_admins: list[str] = []

    @model_validator(mode="after")
    def _id_fits_type(self) -> Self:
        if self.supergroup != (self.id < SUPERGROUP_CEILING):
            message = "supergroups have ids below -1000000000000, basic groups above"
            raise ValueError(message)
        return self


class SceneFile(_Part):
    """A file of a sample: bytes as base64, or a path beside the scene file."""

    kind: Literal["photo", "document", "video", "voice", "audio", "animation"] = "photo"
    name: str = "file"
    mime_type: str | None = None
    base64: str = ""
    path: str = ""
    duration: int | None = None
    width: int | None = None
    height: int | None = None

    def content(self) -> bytes:
        """Return the file's bytes."""
        return base64.b64decode(self.base64)


class SceneSample(_Part):
    """Something a newcomer can send with one press."""

    id: str
    phone: int | None = None
    label: str = ""
    text: str = ""
    files: list[SceneFile] = []
    location: dict[str, float] | None = None


class GuideStep(BaseModel):
    """One step of the guide; further keys are kept for the page."""

    model_config = ConfigDict(extra="allow")

    title: str = ""
    text: str = ""
    phone: int | None = None
    sample: str | None = None


class Scene(_Part):
    """Everything the sandbox starts from."""

    bots: list[SceneBot] = Field(min_length=1)
    title: str = "Sandbox"
    language: str = "en"
    time_zone: str = ""
    guide: str | list[str] = ""
    guide_steps: list[GuideStep] = []
    people: list[ScenePerson] = []
    groups: list[SceneGroup] = []
    samples: list[SceneSample] = []

    @classmethod
    def of(cls, data: Scene | dict[str, Any] | str | Path) -> Scene:
        """Return a scene from a scene, a mapping, or the path of a TOML or JSON file.

        Raises:
            pydantic.ValidationError: the data do not describe a scene.
            OSError: the file, or one it names, cannot be read.
        """
        if isinstance(data, Scene):
            return data
        if isinstance(data, dict):
            return cls.model_validate(data)
        path = Path(data)
        text = path.read_text(encoding="utf-8")
        scene = cls.model_validate(json.loads(text) if path.suffix == ".json" else tomllib.loads(text))
        for file in (file for sample in scene.samples for file in sample.files):
            if file.path and not file.base64:
                file.base64 = base64.b64encode((path.parent / file.path).read_bytes()).decode()
                file.name = Path(file.path).name if file.name == "file" else file.name
        return scene
