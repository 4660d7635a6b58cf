"""Which migrations are shipped, and which of them a database still needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from storage.errors import SchemaError
from storage.queries import Kind

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file: applied whole, with its record, in one transaction, or not at all."""

    version: int
    name: str
    script: str

    @property
    def sha256(self) -> str:
        """What the record keeps, so that a file edited after its release is noticed."""
        return sha256(self.script.encode()).hexdigest()


def shipped(kind: Kind) -> tuple[Migration, ...]:
    """The migrations of this program for that database, `NNNN_name.<kind>.sql`, in order."""
    found = []
    for path in sorted(FOLDER.glob(f"[0-9][0-9][0-9][0-9]_*.{kind}.sql")):
        version, _, name = path.name.removesuffix(f".{kind}.sql").partition("_")
        found.append(Migration(int(version), name, path.read_text(encoding="utf-8")))
    return tuple(found)


def pending(migrations: Sequence[Migration], applied: Iterable[tuple[int, str]]) -> tuple[Migration, ...]:
    """Those not yet applied, given the (version, sha256) of those that are.

    Raises:
        SchemaError: `schema-newer` when the database knows one that is not shipped, `schema-changed` when one
            was applied in another wording.
    """
    known = {migration.version: migration for migration in migrations}
    done = dict(applied)
    newest = max(known, default=0)
    if unknown := max(done.keys() - known.keys(), default=None):
        raise SchemaError("schema-newer", found=unknown, known=newest)
    for version, digest in done.items():
        if known[version].sha256 != digest:
            raise SchemaError("schema-changed", found=version)
    return tuple(migration for migration in migrations if migration.version not in done)


def refuse_pending(migrations: Sequence[Migration]) -> None:
    """Refuse to read a database that still needs these.

    Raises:
        SchemaError: `schema-older`.
    """
    if migrations:
        raise SchemaError("schema-older", known=migrations[-1].version)
