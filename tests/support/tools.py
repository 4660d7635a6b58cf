"""Programs a test needs on the machine: there, or a skip that names the one command that installs them."""

import os

import pytest

INSTALL = "apt-get update && apt-get install -y"


def require(tool: object, name: str, packages: str) -> None:
    """Skip when `tool` was not found; under `CI=true` fail instead."""
    if tool:
        return
    said = f"{name} is not on this machine; install it with: {INSTALL} {packages}"
    if os.environ.get("CI") == "true":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)
