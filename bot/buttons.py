"""Callback data: which step, on what, as drawn for which version (Bot API InlineKeyboardButton: 1–64 bytes)."""

from dataclasses import dataclass

from bot.rules.message import Button
from bot.rules.step import Step

LONGEST_DATA = 64
BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class Press:
    """What a press means. `extra` is the choice a button stands for: a unit, a field, an hour."""

    step: Step
    subject_id: int = 0
    version: int = 0
    extra: str = ""

    def data(self) -> str:
        """The callback data of this press.

        Raises:
            ValueError: when it would be too long for a button.
        """
        data = BETWEEN.join((self.step.value, str(self.subject_id), str(self.version), self.extra))
        if len(data.encode()) > LONGEST_DATA:
            raise ValueError(data)
        return data


def read_press(data: str) -> Press | None:
    """The press some callback data stands for; None when it is none of ours."""
    parts = data.split(BETWEEN, 3)
    if len(parts) != len(Press.__slots__):
        return None
    step, subject_id, version, extra = parts
    try:
        return Press(Step(step), int(subject_id), int(version), extra)
    except ValueError:
        return None


def button(
    step: Step,
    subject_id: int = 0,
    version: int = 0,
    extra: str = "",
    *,
    style: str = "",
    word: str = "",
    label: str = "",
    **values: str,
) -> Button:
    """A button for a step; its words are those of the step unless `word` (a key) or `label` (data) says other."""
    return Button(
        word=word or step.value,
        data=Press(step, subject_id, version, extra).data(),
        style=style,
        label=label,
        values=values,
    )
