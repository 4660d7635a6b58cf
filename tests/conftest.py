"""What every test shares: the machine's tools or a reason to skip, and how hard hypothesis tries."""

import os
import shutil
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

from tests.support.tools import require

pytest_plugins = ["tests.support.databases"]  # the desk's database, on SQLite and on PostgreSQL

settings.register_profile("house", deadline=None)  # the machine may be busy; pytest-timeout guards instead
settings.load_profile("house")

CHROMIUM = ("chromium", "chromium-browser")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of Debian's Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    require(found, "Chromium", "chromium fonts-noto-color-emoji fonts-liberation")
    return str(found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Under `CI=true` a skipped test is a failed one, whatever skipped it."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but under CI=true nothing may be: {report.longrepr}"
    return report
