"""What every test shares: the machine's tools or a reason to skip, and how hard hypothesis tries."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # the machine may be busy; pytest-timeout guards instead
settings.load_profile("house")

INSTALL = "apt-get update && apt-get install -y"
CHROMIUM = ("chromium", "chromium-browser")


def require(tool: object, name: str, package: str) -> None:
    """Skip a test whose tool is not on the machine, with the one command that installs it; fail under CI."""
    if tool:
        return
    said = f"{name} is not on this machine; install it with: {INSTALL} {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Debian's Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    require(found, "Chromium", "chromium fonts-noto-color-emoji fonts-liberation")
    return str(found)


@pytest.fixture(scope="session")
def postgresql_bin() -> Path:
    """The folder with PostgreSQL's server programs, the newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    initdb = found[-1] if found else Path(on_path) if on_path else None
    require(initdb, "PostgreSQL", "postgresql")
    return Path(str(initdb)).parent
