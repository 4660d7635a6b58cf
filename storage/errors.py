"""What storage raises: the same on both databases, and never with a value of a row in its message."""

from collections.abc import Iterable

from bot.errors import ConfigError

URL_KEY = "storage.url"


class NotFoundError(LookupError):
    """A row that had to be there is not. `query` and `parameters` say which; only names enter the message."""

    def __init__(self, query: str, parameters: Iterable[str] = ()) -> None:
        names = tuple(parameters)
        super().__init__(f"{query}({', '.join(names)})")
        self.query = query
        self.parameters = names


class ConflictError(Exception):
    """A conditional change found its row changed since it was read: nothing was stored.

    Read again and decide anew.
    """


class ConstraintError(Exception):
    """The database itself refused a change: a key, a check, or a trigger (the gate, the log's order).

    `reason` is the constraint's or the trigger's own text, e.g. `gate: not the duty leader at that moment`.
    """

    def __init__(self, query: str, reason: str) -> None:
        super().__init__(f"{query}: {reason}")
        self.query = query
        self.reason = reason


class UnavailableError(Exception):
    """The database does not answer (disk full, connection lost, deadlock): the step may be tried again.

    Raised by a commit it means the outcome is unknown.
    """


class DiskFullError(UnavailableError):
    """There is no room left to write to; nothing of the transaction was stored, and reading goes on."""


class SchemaError(ConfigError):
    """The database's tables are not those of this program.

    `code` is `schema-newer` (made by a newer version), `schema-older` (opened for reading before a new
    version brought it up to date), `schema-changed` (an applied migration is not the one shipped) or
    `schema-foreign` (holds tables, but not ours).
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(URL_KEY, code, fields)


class LockedError(ConfigError):
    """Another process of this program holds the database; `holder` says which, where that is known."""

    def __init__(self, holder: str) -> None:
        super().__init__(URL_KEY, "database-locked", holder=holder)
