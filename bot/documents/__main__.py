"""Makes one document: the order as JSON on standard input, the bytes on standard output."""

import sys

from bot.documents.limits import keep_within
from bot.documents.makers import MAKERS
from bot.documents.order import Order
from storage.message_json import load_values


def main() -> None:
    """Read, make, write; a failure is this process's exit code."""
    keep_within()
    raw = load_values(sys.stdin.buffer.read().decode())
    order = Order(**raw)
    sys.stdout.buffer.write(MAKERS[order.kind](order))


if __name__ == "__main__":
    main()
