"""Refusals as codes and fields; what a person reads of them is in `templates/<lang>/errors/`."""

from collections.abc import Mapping


class DutyError(Exception):
    """A step was refused: a rule, a right or the state of things says no.

    `code` names the template `templates/<lang>/errors/<code>.html.j2`, `fields` are what that template may
    name (numbers, times, people's names as values, never sentences).
    """

    def __init__(self, code: str, fields: Mapping[str, object] | None = None, /, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields: dict[str, object] = {**(fields or {}), **more}

    def __str__(self) -> str:
        """The code and the names of its fields: their values may be words about an incident."""
        return f"{self.code}({', '.join(sorted(self.fields))})" if self.fields else self.code


class ConfigError(Exception):
    """A setting is wrong: the program ends with exit code 2 and one sentence that names `key`.

    `code` names the template `templates/<lang>/errors/config-<code>.txt.j2`; `fields` never hold a secret's
    value. `language` is the language to say it in, None while it is not known (then it is said in all).
    """

    def __init__(
        self, key: str, code: str, fields: Mapping[str, object] | None = None, **more: object
    ) -> None:
        super().__init__(f"{code}: {key}")
        self.language: str | None = None
        self.key = key
        self.code = code
        self.fields: dict[str, object] = {**(fields or {}), **more}
