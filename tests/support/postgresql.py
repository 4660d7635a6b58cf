"""A throwaway PostgreSQL server from Debian's binaries, and fresh databases on it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.tools import require

OWNER = "postgres"
ROLE = "trucban"  # the running role: owns nothing
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "fsync": "off",  # nothing here outlives the tests
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "shared_buffers": "32MB",
    "autovacuum": "off",
}


class Cluster:
    """One server on a Unix socket of its own, run as `postgres` when the tests run as root."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._user = OWNER if os.geteuid() == 0 else None  # initdb refuses root
        self._folder = Path(tempfile.mkdtemp(prefix="trucban-postgresql-"))
        self._names = count(1)
        if self._user:
            shutil.chown(self._folder, self._user)

    def start(self) -> None:
        """Make the cluster and start it; returns when it answers."""
        data = str(self._folder / "data")
        initdb = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}")
        self._run("initdb", "--pgdata", data, *initdb)
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = str(self._folder / "log")
        self._run("pg_ctl", "--pgdata", data, "--log", log, "--wait", "--options", options, "start")
        self._administer(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))

    def stop(self) -> None:
        """End the server and remove every trace of it."""
        self._run("pg_ctl", "--pgdata", str(self._folder / "data"), "--mode", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str, role: str = ROLE) -> str:
        """Where to connect to a database of this server."""
        return f"postgresql://{role}@/{database}?host={self._folder}"

    def create(self, template: str = "template0") -> str:
        """The name of a fresh database, a copy of `template`."""
        name = f"desk_{next(self._names)}"
        self._administer(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self._administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _administer(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres", OWNER), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        # The server keeps what it inherits, so its output must not be a pipe that somebody reads to its end.
        with (self._folder / "output").open("w+b") as output:
            done = subprocess.run(
                [self._binaries / program, *arguments],
                cwd=self._folder,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
            if done.returncode:
                output.seek(0)
                raise RuntimeError(f"{program}: {output.read().decode(errors='replace')}")


def server_programs() -> Path:
    """The folder with the server's programs, of the newest version on this machine; else a skip."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    found = versions[-1] if versions else on_path and Path(on_path)
    require(found, "PostgreSQL", "postgresql")
    return Path(str(found)).parent
