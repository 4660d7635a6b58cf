"""What a bot process is told at its start: where everything is, when to end, and how to be broken on purpose."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

DIED = 77  # the exit status of a process that ended at its commit
BEFORE: "When" = "before"
AFTER: "When" = "after"

When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Death:
    """The end of a process, without a word, right before or right after its n-th commit (from 1)."""

    when: When
    n: int

    def __str__(self) -> str:
        return f"{self.when} commit {self.n}"


@dataclass(frozen=True, slots=True)
class Orders:
    """One life of the bot. `marks` is a file for commits, `output` one for what it prints."""

    variables: Mapping[str, str]
    clock_url: str
    marks: str
    output: str
    death: Death | None = None
    fault: str = ""

    def to_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Orders":
        """The same back."""
        values = json.loads(line)
        death = values.pop("death")
        return cls(**values, death=Death(**death) if death else None)
