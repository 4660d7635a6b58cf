"""The settings, by section. Their names never change; later capabilities add keys, each with a default."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from bot.config import forms
from bot.errors import ConfigError

Duration = Annotated[timedelta, BeforeValidator(forms.duration)]


class Section(BaseModel):
    """A table of the file: unknown keys are refused, values never change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TelegramSettings(Section):
    """How to reach Telegram. The token stands here or in a file of its own, never in both."""

    token: Annotated[SecretStr | None, BeforeValidator(forms.token)] = None
    token_file: Annotated[Path | None, BeforeValidator(forms.path)] = None
    api_url: Annotated[str, BeforeValidator(forms.api_url)] = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    proxy: Annotated[str, BeforeValidator(forms.proxy_url)] = Field(default="", repr=False)

    def required_token(self) -> str:
        """The bot's token, for commands that speak to Telegram.

        Raises:
            ConfigError: `token-missing`.
        """
        if self.token is None:
            raise ConfigError("telegram.token", "token-missing")
        return self.token.get_secret_value()


class StorageSettings(Section):
    """Where the desk remembers: SQLite or PostgreSQL, and a folder for the files people sent."""

    url: Annotated[str, BeforeValidator(forms.database_url)] = Field(
        default="sqlite:///data/trucban.db",
        repr=False,  # it may hold a password
    )
    owner_url: Annotated[str, BeforeValidator(forms.owner_url)] = Field(default="", repr=False)
    files: Annotated[Path, BeforeValidator(forms.required_path)] = Path("data/files")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on PostgreSQL."""
        scheme, _, name = self.url.partition(":///")
        return Path(unquote(name)) if scheme == "sqlite" else None


class DeskSettings(Section):
    """What the office itself decides. An empty basis means that no document was named."""

    time_zone: Annotated[str, BeforeValidator(forms.zone_name)] = "Asia/Ho_Chi_Minh"
    language: Literal["vi", "en"] = "vi"
    legal_basis: str = "Quyết định 888/QĐ-TCHQ năm 2017"
    deputy_basis: str = ""
    containment_basis: str = ""
    chat_basis: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The desk's time zone."""
        return ZoneInfo(self.time_zone)


class Deadlines(Section):
    """How long the steps of one urgency may take; the decision's three count from receipt of the report."""

    decision_reminder_after: Duration
    decision_deputy_after: Duration
    decision_superior_after: Duration
    acknowledge_within: Duration
    result_within: Duration
    remind_every: Duration


# Assumptions: no regulation was seen that sets these figures. In the order of the fields above.
ASSUMED_DEADLINES = {
    "thuong": ("15m", "30m", "60m", "30m", "24h", "30m"),
    "khan": ("5m", "10m", "20m", "10m", "2h", "10m"),
    "thuongkhan": ("3m", "5m", "10m", "5m", "1h", "5m"),
    "hoatoc": ("2m", "3m", "5m", "3m", "30m", "3m"),
}


class DeadlineSettings(Section):
    """The deadlines of each urgency; a key the file leaves out keeps its assumed figure."""

    thuong: Deadlines
    khan: Deadlines
    thuongkhan: Deadlines
    hoatoc: Deadlines

    @model_validator(mode="before")
    @classmethod
    def _keep_assumed(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        merged = dict(given)
        for urgency, texts in ASSUMED_DEADLINES.items():
            table = merged.get(urgency, {})
            if isinstance(table, Mapping):
                merged[urgency] = {**dict(zip(Deadlines.model_fields, texts, strict=True)), **table}
        return merged

    def of(self, urgency: str) -> Deadlines:
        """The deadlines of `thuong`, `khan`, `thuongkhan` or `hoatoc`.

        Raises:
            KeyError: for any other word.
        """
        by_urgency: dict[str, Deadlines] = {name: getattr(self, name) for name in ASSUMED_DEADLINES}
        return by_urgency[urgency]


class ReminderSettings(Section):
    """Who is reminded how often, of what is no deadline of an incident. Assumptions, like the deadlines."""

    desk_told_after: Annotated[int, Field(ge=1, le=99)] = 2
    leader_told_after: Annotated[int, Field(ge=1, le=99)] = 3
    snooze_for: Duration = timedelta(minutes=10)
    most_snoozes: Annotated[int, Field(ge=0, le=99)] = 2
    draft_asked_after: Duration = timedelta(minutes=2)
    draft_to_desk_after: Duration = timedelta(minutes=5)
    urgent_draft_to_desk_after: Duration = timedelta(minutes=1)
    unsorted_after: Duration = timedelta(minutes=5)
    unsorted_later_after: Duration = timedelta(minutes=30)
    form_ends_after: Duration = timedelta(minutes=30)
    quiet_hours: Annotated[tuple[time, time] | None, BeforeValidator(forms.hours)] = None


class RosterSettings(Section):
    """What is looked after before a shift, and who lets leaders stand in for each other. Assumptions."""

    check_before: Duration = timedelta(hours=24)
    roll_call_before: Duration = timedelta(minutes=30)
    missing_named_before: Duration = timedelta(minutes=10)
    leaders_stand_in_by: Literal["approval", "consent"] = "approval"


class HandoverSettings(Section):
    """The change of shifts. Assumptions: no regulation was seen that sets these figures."""

    opens_before: Duration = timedelta(minutes=30)
    remind_after: Duration = timedelta(minutes=15)
    remind_every: Duration = timedelta(minutes=15)
    leaders_told_after: Annotated[int, Field(ge=1, le=99)] = 2
    superior_told_after: Annotated[int, Field(ge=1, le=99)] = 3
    refusals_told_loudly: Annotated[int, Field(ge=1, le=99)] = 3


class SecrecySettings(Section):
    """What becomes of the raw copy of a message stopped for a classification mark."""

    raw_copy: Literal["destroy", "seal"] = "destroy"


class FileSettings(Section):
    """Files people send. Telegram's own servers give a bot at most 20 MB."""

    max_download_mb: Annotated[int, Field(ge=1, le=2000)] = 20


class LoggingSettings(Section):
    """The program's own log lines (not the duty log)."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class HealthSettings(Section):
    """A health page on the loopback address; port 0 is off."""

    port: Annotated[int, Field(ge=0, le=65535)] = 0


class SummarySettings(Section):
    """Summaries to superiors, at times of the desk's own clock; an empty time is never."""

    daily: Annotated[str, BeforeValidator(forms.daily_time)] = "07:30"
    weekly: Annotated[str, BeforeValidator(forms.weekly_time)] = "mon 07:30"
    monthly: Annotated[str, BeforeValidator(forms.monthly_time)] = "1 07:30"
    report_month_starts_on: Annotated[int, Field(ge=1, le=28)] = 1


class AuditSettings(Section):
    """The auditor, and what is told after an outage. A ping file is touched while the auditor is content."""

    late_after: Duration = timedelta(minutes=2)
    interrupted_after: Duration = timedelta(minutes=2)
    ping_file: Annotated[Path | None, BeforeValidator(forms.path)] = None


class FileTree(Section):
    """Everything the file may hold."""

    telegram: TelegramSettings = TelegramSettings()
    storage: StorageSettings = StorageSettings()
    desk: DeskSettings = DeskSettings()
    deadlines: DeadlineSettings = Field(default_factory=lambda: DeadlineSettings.model_validate({}))
    reminders: ReminderSettings = ReminderSettings()
    roster: RosterSettings = RosterSettings()
    handover: HandoverSettings = HandoverSettings()
    secrecy: SecrecySettings = SecrecySettings()
    files: FileSettings = FileSettings()
    logging: LoggingSettings = LoggingSettings()
    health: HealthSettings = HealthSettings()
    summaries: SummarySettings = SummarySettings()
    audit: AuditSettings = AuditSettings()


class Settings(FileTree):
    """The configuration in force, with what only the environment may say."""

    clock_url: str = ""  # TRUCBAN_CLOCK_URL: the sandbox's clock, for training and tests
    notify_socket: str = ""  # NOTIFY_SOCKET: where systemd hears that the bot is well (sd_notify)

    def secrets(self) -> tuple[str, ...]:
        """Values that no log line may show: the token and the passwords within addresses."""
        token = self.telegram.token
        addresses = (self.storage.url, self.storage.owner_url, self.telegram.proxy)
        passwords = (forms.password(address) for address in addresses)
        return tuple(secret for secret in (token.get_secret_value() if token else "", *passwords) if secret)
