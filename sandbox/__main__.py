"""`python -m sandbox --port 8081 --scene scene.toml --state sandbox.db`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.serving import running


async def serve(scene: Path, *, host: str, port: int, state_file: Path | None) -> None:
    """Serve a scene until the process is told to end."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with running(scene, state_file=state_file, port=port, host=host) as sandbox:
        sys.stdout.write(f"{sandbox.url}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="sandbox", description="A stand-in for Telegram on this machine.")
    parser.add_argument("--port", type=int, default=8081, help="0: any free port; the address is printed")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--scene", type=Path, required=True, help="TOML or JSON file, see docs/sandbox.md")
    parser.add_argument("--state", type=Path, help="file that keeps chats between runs")
    given = parser.parse_args()
    asyncio.run(serve(given.scene, host=given.host, port=given.port, state_file=given.state))


if __name__ == "__main__":
    main()
