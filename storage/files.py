"""Files on disk, in the folder of storage.files: written whole or not at all, those of our own under their hash."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of our own. `path` is relative to the folder; `size` in bytes."""

    path: str
    sha256: str
    size: int


def keep(folder: Path, content: bytes) -> KeptFile:
    """Keep a file under the hash of its bytes: the same bytes twice are one file, and nothing is overwritten."""
    digest = sha256(content).hexdigest()
    kept = KeptFile(f"{digest[:2]}/{digest}", digest, len(content))
    if not (folder / kept.path).exists():
        write_durably(folder / kept.path, content)
    return kept


def write_durably(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: under a temporary name, synced, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
